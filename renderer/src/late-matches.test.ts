import { afterEach, describe, expect, it } from 'vitest';
import type { EntryQuery } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/model/result.ts';
import type { EntryPage } from '../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../shared/model/timeline.ts';
import { startEntrySync, type EntrySync } from './entry-sync.ts';
import { createStores } from './stores/stores.ts';
import { createFakeBridge, entriesFrom, entryAt, positionsOf, settled } from './testing/fake-bridge.ts';

const syncs: EntrySync[] = [];

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

const pinned = (position: number): TimelineEntry => ({
  ...entryAt(position),
  mark: { isPinned: true, note: '' },
});

/** A window with the filter `pinned` on a hundred entries; it asks the history about what is pinned there. */
async function start() {
  const queries: EntryQuery[] = [];
  const held: (() => void)[] = [];
  let isHeld = false;
  const fake = createFakeBridge({
    queryEntries: (query) => {
      queries.push(query);
      return new Promise<Result<EntryPage>>((resolve) => {
        const answer = (): void => {
          resolve({ ok: true, value: found(query) });
        };
        if (isHeld) held.push(answer);
        else answer();
      });
    },
  });
  const found = ({ from, position, filter }: EntryQuery): EntryPage => {
    const entries = fake.history.filter(
      (entry) =>
        (from === 'before' ? entry.position < position : entry.position > position) &&
        (filter === '' || entry.mark?.isPinned === true),
    );
    return { entries, reached: from === 'before' ? 1 : 100, first: 1, last: 100 };
  };
  const stores = createStores();
  const sync = startEntrySync(fake.bridge, stores);
  syncs.push(sync);
  fake.history.push(...entriesFrom(1, 100));
  sync.show(fake.snapshot().page);
  stores.timeline.setState({ filter: 'pinned:yes' });
  await settled();
  queries.length = 0;
  return {
    ...{ stores, sync, queries },
    pin: (...positions: readonly number[]) => {
      for (const position of positions) fake.history[position - 1] = pinned(position);
      sync.update(positions.map(pinned));
    },
    shown: () => positionsOf(stores.timeline.getState().range.entries),
    hold: () => {
      isHeld = true;
    },
    release: async () => {
      isHeld = false;
      for (const answer of held.splice(0)) answer();
      await settled();
    },
  };
}

describe('an entry that matches after it was stored', () => {
  it('joins the list in its place', async () => {
    const { pin, shown, stores } = await start();
    pin(60);
    await settled();
    pin(20, 80);
    await settled();
    expect(shown()).toEqual([20, 60, 80]);
    expect(stores.timeline.getState().joined).toBe(3);
  });

  it('stays out when the history says that it does not match', async () => {
    const { sync, shown } = await start();
    sync.update([pinned(33)]);
    await settled();
    expect(shown()).toEqual([]);
  });

  it('is asked for once, however many there are, and not when it is shown', async () => {
    const { pin, hold, release, shown, queries } = await start();
    hold();
    pin(10);
    pin(11, 12);
    pin(13);
    await release();
    expect(shown()).toEqual([10, 11, 12, 13]);
    expect(queries).toHaveLength(1);
    pin(10);
    await settled();
    expect(queries).toHaveLength(1);
  });

  it('does not join the list of another filter or of another history', async () => {
    const { pin, hold, release, shown, stores, sync } = await start();
    hold();
    pin(10);
    sync.forget();
    sync.show({ entries: entriesFrom(90, 95), reached: 90, first: 1, last: 95 });
    await release();
    expect(shown()).toEqual([90, 91, 92, 93, 94, 95]);
    expect(stores.timeline.getState().joined).toBe(0);
  });
});
