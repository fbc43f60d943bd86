import { rowOf } from './entry-codec.ts';
import { keepingInMemory } from './history-keeping.ts';
import { countDeliveriesIn } from './deliveries.ts';
import { entryMarked } from './marks.ts';
import { neighboursAmong } from './neighbours.ts';
import { createNumbering } from './numbering.ts';
import { createHeldSearch } from './search/held-search.ts';
import { KEPT_ENTRIES, KeptEntries } from './kept-entries.ts';
import type { TimelineStore } from './timeline-store.ts';

/** Keeps the newest part of the timeline for as long as the process runs. */
export function createMemoryTimelineStore(keptEntries = KEPT_ENTRIES, now = Date.now): TimelineStore {
  const kept = new KeptEntries(keptEntries);
  const numbering = createNumbering();
  const search = createHeldSearch(() => kept.all, now);

  /** Positions have no hole, so a place in the list follows from the position. */
  const indexOf = (position: number): number => position - (kept.all[0]?.entry.position ?? 0);

  return {
    append: (records) => {
      const stored = records.map(numbering.number);
      kept.add(stored);
      return Promise.resolve(stored);
    },
    countDeliveries: (positions) => Promise.resolve(countDeliveriesIn(kept.all, positions)),
    page: search.page,
    count: search.count,
    countByTime: search.countByTime,
    positionAt: (at) => Promise.resolve(search.positionAt(at)),
    runRules: search.runRules,
    learn: search.learn,
    entry: (position) => {
      const found = kept.all[indexOf(position)];
      if (found === undefined) return Promise.resolve(null);
      return Promise.resolve({ entry: found.entry, frame: found.arrival?.frame ?? null });
    },
    neighbours: (position) => {
      const found = kept.all[indexOf(position)];
      const entries = kept.all.map(({ entry }) => entry);
      return Promise.resolve(found === undefined ? null : neighboursAmong(found.entry, entries));
    },
    mark: (position, mark) => {
      const found = kept.all[indexOf(position)];
      if (found === undefined) return Promise.resolve(null);
      const entry = entryMarked(found.entry, mark);
      kept.all[indexOf(position)] = { ...found, entry };
      return Promise.resolve(entry);
    },
    keeping: keepingInMemory(() => ({
      path: null,
      entries: kept.all.length,
      since: kept.all[0]?.entry.at ?? null,
      usedBytes: 0,
    })),
    whereabouts: () => Promise.resolve({ file: null, held: kept.all.map(rowOf) }),
    close: () => {
      kept.forget(kept.all.length);
      return Promise.resolve();
    },
  };
}
