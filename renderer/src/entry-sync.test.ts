import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { EntryQuery } from '../../shared/ipc/contract.ts';
import type { MonitorError } from '../../shared/model/monitor-error.ts';
import type { Result } from '../../shared/model/result.ts';
import type { EntryPage } from '../../shared/model/snapshot.ts';
import { startEntrySync, type EntrySync } from './entry-sync.ts';
import { createPager } from './features/timeline/paging.ts';
import { createStores } from './stores/stores.ts';
import { listFilter, togglePause, yieldFollow } from './stores/timeline.ts';
import { gapAt } from './testing/events.ts';
import {
  createFakeBridge,
  entriesFrom,
  entryAt,
  failed,
  ok,
  positionsOf,
  pushOf,
  settled,
} from './testing/fake-bridge.ts';

const syncs: EntrySync[] = [];

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

const unreadable: MonitorError = { code: 'input/invalid', message: 'A closing bracket is missing.' };

/** A window that shows a history of so many entries; what the main process answers and pushes is in the test's hands. */
function start(stored: number, handlers: Parameters<typeof createFakeBridge>[0] = {}) {
  const fake = createFakeBridge(handlers);
  const stores = createStores();
  const sync = startEntrySync(fake.bridge, stores);
  syncs.push(sync);
  fake.history.push(...entriesFrom(1, stored));
  sync.show(fake.snapshot().page);
  const shown = () => positionsOf(stores.timeline.getState().range.entries);
  return { fake, stores, sync, shown };
}

const evens = (last: number): readonly number[] =>
  positionsOf(entriesFrom(1, last)).filter((position) => position % 2 === 0);

describe('a change of the filter', () => {
  it('shows what matches of the history, and from then on what is pushed for it', async () => {
    const { fake, stores, sync, shown } = start(20);
    stores.timeline.setState({ filter: 'even' });
    await settled();
    expect(shown()).toEqual(evens(20));
    sync.take(pushOf(entriesFrom(21, 24), listFilter('even')));
    expect(shown()).toEqual(evens(24));
    expect(fake.queries.at(-1)).toMatchObject({ from: 'before', filter: '(even) OR type:gap' });
  });

  it('drops what was on its way for the former filter', async () => {
    const { stores, sync, shown } = start(20);
    stores.timeline.setState({ filter: 'even' });
    await settled();
    sync.take(pushOf(entriesFrom(21, 22)));
    expect(shown()).toEqual(evens(20));
  });

  it('follows the last one when several were typed', async () => {
    const answers: (() => void)[] = [];
    const history = createFakeBridge();
    history.history.push(...entriesFrom(1, 20));
    const { stores, shown } = start(20, {
      queryEntries: (query) =>
        new Promise<Result<EntryPage>>((resolve) => {
          answers.push(() => void history.bridge.queryEntries(query).then(resolve));
        }),
    });
    stores.timeline.setState({ filter: 'even' });
    await settled();
    stores.timeline.setState({ filter: 'odd' });
    await settled();
    for (const answer of answers.reverse()) answer();
    await settled();
    expect(shown()).toEqual(positionsOf(entriesFrom(1, 20)).filter((position) => position % 2 === 1));
  });

  it('goes back to the former one when the main process cannot read it, and says why', async () => {
    const { stores, sync, shown } = start(20, {
      watchEntries: ({ filter }) => (filter === '' ? ok(null) : failed(unreadable)),
    });
    stores.timeline.setState({ filter: 'agent:(' });
    await settled();
    expect(stores.timeline.getState().filter).toBe('');
    expect(stores.shell.getState().outcome).toEqual({ isProblem: true, text: unreadable.message });
    sync.take(pushOf(entriesFrom(21, 21)));
    expect(shown()).toEqual(positionsOf(entriesFrom(1, 21)));
  });

  it('says when the history could not be asked, and can be tried again from the list', async () => {
    let isBroken = true;
    const healthy = createFakeBridge();
    healthy.history.push(...entriesFrom(1, 20));
    const { fake, stores, shown } = start(20, {
      queryEntries: (query) => (isBroken ? failed(unreadable) : healthy.bridge.queryEntries(query)),
    });
    stores.timeline.setState({ filter: 'even' });
    await settled();
    expect(stores.timeline.getState().older).toEqual({ kind: 'failed', error: unreadable });
    expect(shown()).toEqual([]);
    isBroken = false;
    await createPager(fake.bridge, stores).load('older');
    expect(shown()).toEqual(evens(20));
    expect(stores.timeline.getState().older.kind).toBe('idle');
  });
});

describe('a filter that is set while a snapshot is under way', () => {
  it('is what the list shows when the snapshot comes, whose gaps are known', async () => {
    const { fake, stores, sync, shown } = start(20);
    sync.forget();
    fake.history.splice(0, Infinity, ...entriesFrom(1, 9), gapAt(10), ...entriesFrom(11, 12));
    stores.timeline.setState({ filter: 'even' });
    await settled();
    sync.show(fake.snapshot().page);
    await settled();
    expect(stores.timeline.getState()).toMatchObject({ filter: 'even', older: { kind: 'idle' } });
    expect(shown()).toEqual(evens(12));
    expect(stores.gaps.getState().gaps.map(({ position }) => position)).toEqual([10]);
  });

  it('leaves the rows of the snapshot when the main process cannot read it', async () => {
    let refuse = (): void => undefined;
    const { fake, stores, sync, shown } = start(20, {
      watchEntries: () =>
        new Promise<Result<null>>((resolve) => {
          refuse = () => {
            resolve({ ok: false, error: unreadable });
          };
        }),
    });
    sync.forget();
    fake.history.splice(0, Infinity, ...entriesFrom(1, 3));
    stores.timeline.setState({ filter: 'agent:(' });
    sync.show(fake.snapshot().page);
    refuse();
    await settled();
    expect(stores.timeline.getState().filter).toBe('');
    expect(shown()).toEqual([1, 2, 3]);
  });
});

describe('a hole that is wider than the window can hold', () => {
  it.each([togglePause, yieldFollow])(
    'is jumped over by nobody who stopped while the newest page was on its way',
    async (stop) => {
      const main = slowMain();
      main.history.push(...entriesFrom(1, 500));
      const stores = createStores();
      const sync = startEntrySync(main.bridge, stores);
      syncs.push(sync);
      sync.show(snapshotOf(main.history).page);
      main.store(3500);
      main.takePushes();
      main.store(1);
      main.takePushes().forEach(sync.take);
      await settled();
      stores.timeline.setState(stop);
      main.answer();
      await settled();
      const { range } = stores.timeline.getState();
      expect(range).toMatchObject({ from: 1, to: 500, newest: 4001, isAtTail: false });
      expect(main.isQuiet()).toBe(true);
    },
  );
});

describe('an entry that changed after it was stored', () => {
  it('is shown as it is now', async () => {
    const { stores, sync } = start(3);
    const noted = { ...entryAt(2), mark: { isPinned: true, note: 'Ask Ana.' } };
    sync.update([noted, entryAt(99)]);
    await settled();
    expect(stores.timeline.getState().range.entries).toEqual([entryAt(1), noted, entryAt(3)]);
  });
});

type Step =
  | { readonly do: 'store'; readonly count: number }
  | { readonly do: 'flush' | 'lose' | 'answer' | 'overtake' }
  | { readonly do: 'filter'; readonly filter: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('store' as const), count: fc.integer({ min: 1, max: 40 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('flush' as const, 'answer' as const, 'overtake' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('filter' as const),
      filter: fc.constantFrom('', 'even', 'odd', 'rare'),
    }),
  },
);

/**
 * A main process whose answers and pushes travel for as long as the test likes: what it says is decided when it is
 * asked or when something is stored, and heard later, in whatever order the two ways bring it.
 */
function slowMain() {
  const { history, bridge, queries } = createFakeBridge();
  const travelling: (() => void)[] = [];
  let watched = '';
  let pushes: ReturnType<typeof pushOf>[] = [];
  const later = <T>(said: T): Promise<T> =>
    new Promise((resolve) => {
      travelling.push(() => {
        resolve(said);
      });
    });
  return {
    bridge: {
      ...bridge,
      watchEntries: ({ filter }: { readonly filter: string }) => {
        watched = filter;
        return later<Result<null>>({ ok: true, value: null });
      },
      queryEntries: async (query: EntryQuery) => later(await bridge.queryEntries(query)),
    },
    history,
    queries,
    store: (count: number) => {
      const last = history.at(-1)?.position ?? 0;
      const fresh = entriesFrom(last + 1, last + count);
      history.push(...fresh);
      pushes.push(pushOf(fresh, watched));
    },
    answer: () => travelling.shift()?.(),
    /** The latest answer arrives before earlier ones. */
    overtake: () => travelling.pop()?.(),
    isQuiet: () => travelling.length === 0,
    takePushes: () => {
      const taken = pushes;
      pushes = [];
      return taken;
    },
  };
}

describe('whatever is stored, lost, filtered and answered in whatever order', () => {
  it('ends with every match of what is covered, once, up to the newest entry', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.array(step, { maxLength: 30 }),
        async (stored, steps) => {
          const main = slowMain();
          const stores = createStores();
          const sync = startEntrySync(main.bridge, stores);
          main.history.push(...entriesFrom(1, stored));
          sync.show(snapshotOf(main.history).page);
          for (const each of steps) {
            if (each.do === 'store') main.store(each.count);
            else if (each.do === 'lose') main.takePushes();
            else if (each.do === 'flush') main.takePushes().forEach(sync.take);
            else if (each.do === 'answer') main.answer();
            else if (each.do === 'filter') stores.timeline.setState({ filter: each.filter });
            else main.overtake();
            await settled();
          }
          // At last everything arrives, and one more entry tells of whatever was lost before it.
          do {
            main.answer();
            await settled();
          } while (!main.isQuiet());
          main.store(1);
          main.takePushes().forEach(sync.take);
          do {
            await settled();
            main.answer();
            await settled();
          } while (!main.isQuiet());
          const { range, filter } = stores.timeline.getState();
          const last = main.history.length;
          const covered = entriesFrom(range.from, last);
          expect(range.to).toBe(last);
          expect(range.isAtTail).toBe(true);
          expect(positionsOf(range.entries)).toEqual(
            positionsOf(pushOf(covered, listFilter(filter)).entries),
          );
          sync.stop();
        },
      ),
      { numRuns: 150 },
    );
  });
});

function snapshotOf(history: readonly ReturnType<typeof entryAt>[]) {
  const fake = createFakeBridge();
  fake.history.push(...history);
  return fake.snapshot();
}
