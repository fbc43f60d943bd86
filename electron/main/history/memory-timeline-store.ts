import { rowOf } from './entry-codec.ts';
import { keepingInMemory } from './history-keeping.ts';
import { countDeliveriesIn } from './deliveries.ts';
import { entryMarked } from './marks.ts';
import { neighboursAmong } from './neighbours.ts';
import { createNumbering } from './numbering.ts';
import { createHeldSearch } from './search/held-search.ts';
import type { Stored, TimelineStore } from './timeline-store.ts';

/** How many entries are kept; older ones are forgotten. A busy hour of a mid-sized floor. */
export const KEPT_ENTRIES = 20_000;

/** Keeps the newest part of the timeline for as long as the process runs. */
export function createMemoryTimelineStore(keptEntries = KEPT_ENTRIES, now = Date.now): TimelineStore {
  let kept: Stored[] = [];
  const numbering = createNumbering();
  const search = createHeldSearch(() => kept, now);

  /** Positions have no hole, so a place in the list follows from the position. */
  const indexOf = (position: number): number => position - (kept[0]?.entry.position ?? 0);

  return {
    append: (records) => {
      const stored = records.map(numbering.number);
      // One by one: as arguments of a single call, a batch that a long stall made would overflow the stack.
      for (const one of stored) kept.push(one);
      // Dropping in large steps keeps the cost per entry constant.
      if (kept.length > keptEntries * 1.25) kept = kept.slice(-keptEntries);
      return Promise.resolve(stored);
    },
    countDeliveries: (positions) => Promise.resolve(countDeliveriesIn(kept, positions)),
    page: search.page,
    count: search.count,
    countByTime: search.countByTime,
    positionAt: (at) => Promise.resolve(search.positionAt(at)),
    runRules: search.runRules,
    learn: search.learn,
    entry: (position) => {
      const found = kept[indexOf(position)];
      if (found === undefined) return Promise.resolve(null);
      return Promise.resolve({ entry: found.entry, frame: found.arrival?.frame ?? null });
    },
    neighbours: (position) => {
      const found = kept[indexOf(position)];
      const entries = kept.map(({ entry }) => entry);
      return Promise.resolve(found === undefined ? null : neighboursAmong(found.entry, entries));
    },
    mark: (position, mark) => {
      const found = kept[indexOf(position)];
      if (found === undefined) return Promise.resolve(null);
      const entry = entryMarked(found.entry, mark);
      kept[indexOf(position)] = { ...found, entry };
      return Promise.resolve(entry);
    },
    keeping: keepingInMemory(() => ({
      path: null,
      entries: kept.length,
      since: kept[0]?.entry.at ?? null,
      usedBytes: 0,
    })),
    whereabouts: () => Promise.resolve({ file: null, held: kept.map(rowOf) }),
    close: () => {
      kept = [];
      return Promise.resolve();
    },
  };
}
