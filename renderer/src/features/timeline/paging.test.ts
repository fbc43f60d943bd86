import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryQuery, MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import { hasNewer, rangeFromPage } from '../../stores/loaded-range.ts';
import { createStores } from '../../stores/stores.ts';
import { listFilter, togglePause, yieldFollow } from '../../stores/timeline.ts';
import { startSync, type Sync } from '../../sync.ts';
import {
  createFakeBridge,
  entriesFrom,
  failed,
  settled,
  type FakeBridge,
} from '../../testing/fake-bridge.ts';
import { createPager } from './paging.ts';

type Handlers = Parameters<typeof createFakeBridge>[0];

/** A reader who has the rows from `first` to `last` of a history of so many. */
function start(newest: number, first: number, last: number, handlers: Handlers = {}) {
  const fake = createFakeBridge(handlers);
  const stores = createStores();
  fake.history.push(...entriesFrom(1, newest));
  const page = { entries: entriesFrom(first, last), reached: first, first: 1, last: newest };
  stores.timeline.setState((slice) => ({
    ...yieldFollow(slice),
    range: rangeFromPage(page, { from: 'before', position: last + 1 }),
  }));
  const timeline = () => stores.timeline.getState();
  const range = () => timeline().range;
  return { fake, stores, timeline, range, pager: createPager(fake.bridge, stores) };
}

const unreadable: MonitorError = { code: 'internal/unexpected', message: 'The disk does not answer.' };

describe('paging through the history', () => {
  it('fetches older rows until there are none', async () => {
    const { fake, range, pager } = start(1000, 601, 1000);
    await pager.load('older');
    expect(range().from).toBe(101);
    await pager.load('older');
    await pager.load('older');
    expect(range().from).toBe(1);
    expect(fake.queries.filter(({ limit }) => limit > 1)).toHaveLength(2);
  });

  it('asks once, however often the reader scrolls meanwhile', async () => {
    const { fake, pager } = start(1000, 601, 1000);
    await Promise.all([pager.load('older'), pager.load('older'), pager.load('older')]);
    expect(fake.queries).toHaveLength(1);
  });

  it('fetches newer rows for a reader far from the tail', async () => {
    const { range, pager } = start(9000, 1, 1900);
    await pager.load('newer');
    expect([range().from, range().to]).toEqual([901, 2400]);
    expect(range().isAtTail).toBe(false);
  });

  it('goes to the newest rows at once to follow them', async () => {
    const { range, stores, pager } = start(9000, 1, 3000);
    await pager.followNewest();
    expect([range().from, range().to]).toEqual([8001, 9000]);
    expect(stores.timeline.getState().isFollowing).toBe(true);
  });

  it('goes anywhere, and loads what lies on both sides', async () => {
    const { range, pager } = start(9000, 8001, 9000);
    expect(await pager.goTo(4000)).toBe(true);
    expect([range().from, range().to]).toEqual([3001, 4500]);
    expect(await pager.goTo(3500)).toBe(true);
    expect(await pager.goToOldest()).toBe(true);
    expect([range().from, range().to]).toEqual([1, 1000]);
    expect(hasNewer(range())).toBe(true);
  });

  it('shows where it goes: a pause that would hide it ends, and nothing is followed away from it', async () => {
    const { stores, timeline, range, pager } = start(20_000, 9001, 10_000);
    stores.timeline.setState((slice) => togglePause({ ...slice, isFollowing: true }));
    await pager.goTo(4000);
    expect(timeline()).toMatchObject({ pausedAt: 10_000, isFollowing: false });
    await pager.goTo(15_000);
    expect([range().from, range().to]).toEqual([14_001, 15_500]);
    expect(timeline().pausedAt).toBeNull();
  });

  it('says what went wrong, and tries again when asked to', async () => {
    let isBroken = true;
    const healthy = createFakeBridge();
    const { timeline, range, pager } = start(1000, 601, 1000, {
      queryEntries: (query) => (isBroken ? failed(unreadable) : healthy.bridge.queryEntries(query)),
    });
    healthy.history.push(...entriesFrom(1, 1000));
    await pager.load('older');
    expect(timeline().older).toEqual({ kind: 'failed', error: unreadable });
    isBroken = false;
    await pager.load('older');
    expect(timeline().older).toEqual({ kind: 'idle' });
    expect(range().from).toBe(101);
  });
});

describe('a jump that fails', () => {
  it('says so at the end that it asked for, and leaves no search that was dropped for it', async () => {
    const { timeline, pager } = start(9000, 4001, 5000, { queryEntries: () => failed(unreadable) });
    const searches = [pager.load('older'), pager.load('newer')];
    expect(await pager.goToOldest()).toBe(false);
    await Promise.all(searches);
    const problem = { kind: 'failed', error: unreadable };
    expect(timeline()).toMatchObject({ older: { kind: 'idle' }, newer: problem });
    const search = pager.load('newer');
    expect(await pager.goTo(1000)).toBe(false);
    await search;
    expect(timeline()).toMatchObject({ older: problem, newer: { kind: 'idle' } });
  });
});

describe('looking for rows that match a filter', () => {
  let parts: ReturnType<typeof start>;
  const filterFor = (filter: string) => {
    parts.stores.timeline.setState((slice) => ({ filter, range: { ...slice.range, entries: [] } }));
  };

  beforeEach(() => {
    parts = start(8000, 8000, 8000);
  });

  afterEach(async () => {
    parts.pager.stop('older');
    await settled();
  });

  it('asks again from where a page got to, until there is enough to look at', async () => {
    filterFor('rare');
    await parts.pager.load('older');
    const { fake, range } = parts;
    const asked = fake.queries.filter(({ from }) => from === 'before');
    expect(asked.every(({ filter }) => filter === listFilter('rare'))).toBe(true);
    expect(range().entries).toHaveLength(100);
    expect(range()).toMatchObject({ from: 3000, to: 8000 });
    expect(parts.timeline().older.kind).toBe('idle');
  });

  it('says how far it has come, and ends where the history begins', async () => {
    filterFor('none');
    const states = new Set<string>();
    const unsubscribe = parts.stores.timeline.subscribe(({ older }) => states.add(JSON.stringify(older)));
    await parts.pager.load('older');
    unsubscribe();
    expect(states).toContain(JSON.stringify({ kind: 'searching', at: 7000_000 }));
    expect(parts.range()).toMatchObject({ entries: [], from: 1 });
    expect(parts.timeline().older.kind).toBe('idle');
  });

  it('stops when it is told to, and goes on from there', async () => {
    filterFor('none');
    const search = parts.pager.load('older');
    await Promise.resolve();
    parts.pager.stop('older');
    await search;
    expect(parts.timeline().older.kind).toBe('stopped');
    expect(parts.range().from).toBeGreaterThan(1);
    await parts.pager.load('older');
    expect(parts.range().from).toBe(1);
  });

  it('drops what it was looking for when the reader goes elsewhere or filters for something else', async () => {
    filterFor('even');
    const search = parts.pager.load('older');
    filterFor('odd');
    await search;
    expect(parts.range().entries).toEqual([]);
  });
});

describe('a page that arrives late', () => {
  const syncs: Sync[] = [];

  afterEach(() => {
    for (const sync of syncs.splice(0)) sync.stop();
  });

  /** A window in step with the main process, whose pages arrive when the test says so. */
  async function open(fake: FakeBridge) {
    const stores = createStores();
    const atOnce = (work: () => void) => {
      work();
      return () => undefined;
    };
    syncs.push(startSync(fake.bridge, stores, atOnce));
    await settled();
    const late = withLateAnswers(fake.bridge);
    return { late, stores, pager: createPager(late.bridge, stores) };
  }

  it('is not shown when another organisation is by then', async () => {
    for (const ask of ['goToOldest', 'load'] as const) {
      const fake = createFakeBridge();
      fake.history.push(...entriesFrom(1, 3000));
      const { late, stores, pager } = await open(fake);
      const former = pager[ask]('older');
      await settled();
      fake.history.splice(0, 3000, ...entriesFrom(1, 3000).map((entry) => ({ ...entry, at: 77 })));
      const { settings } = stores.session.getState();
      fake.push('settings', { ...settings, activeProfileId: 'another' });
      await settled();
      const present = pager.load('older');
      await settled();
      late.arrive();
      await Promise.all([former, present]);
      const { entries } = stores.timeline.getState().range;
      expect(entries.filter(({ at }) => at !== 77)).toEqual([]);
      expect(entries).toHaveLength(1000);
    }
  });

  it('is followed at once by what was pushed meanwhile', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 9000));
    const { late, stores, pager } = await open(fake);
    await createPager(fake.bridge, stores).goTo(3000);
    const back = pager.followNewest();
    await settled();
    fake.append(entriesFrom(9001, 9001));
    late.arrive();
    await back;
    await settled();
    const { range } = stores.timeline.getState();
    expect(range).toMatchObject({ to: 9001, newest: 9001, isAtTail: true });
    expect(range.entries.at(-1)?.position).toBe(9001);
  });
});

/** What the main process answers at once arrives when the test says so. */
function withLateAnswers(bridge: MonitorBridge) {
  const travelling: (() => void)[] = [];
  return {
    bridge: {
      ...bridge,
      queryEntries: async (query: EntryQuery) => {
        const answer = await bridge.queryEntries(query);
        return new Promise<typeof answer>((resolve) => {
          travelling.push(() => {
            resolve(answer);
          });
        });
      },
    },
    arrive: () => {
      for (const resolve of travelling.splice(0)) resolve();
    },
  };
}
