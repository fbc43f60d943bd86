import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import type { TimelineStore, UnstoredRecord } from './timeline-store.ts';

/** How many entries are kept; older ones are forgotten. A busy hour of a mid-sized floor. */
export const KEPT_ENTRIES = 20_000;

/** Keeps the newest part of the timeline for as long as the process runs. */
export function createMemoryTimelineStore(keptEntries = KEPT_ENTRIES): TimelineStore {
  let entries: TimelineEntry[] = [];
  let lastPosition = 0;
  let lastSeq = 0;

  function number(record: UnstoredRecord): TimelineEntry {
    lastPosition += 1;
    if (record.type !== 'event') return { ...record, position: lastPosition };
    lastSeq += 1;
    const { at, type, event } = record;
    return { position: lastPosition, at, type, event: { seq: lastSeq, ...event } };
  }

  return {
    append: (records) => {
      const stored = records.map(number);
      // One by one: as arguments of a single call, a batch that a long stall made would overflow the stack.
      for (const entry of stored) entries.push(entry);
      // Dropping in large steps keeps the cost per entry constant.
      if (entries.length > keptEntries * 1.25) entries = entries.slice(-keptEntries);
      return Promise.resolve(stored);
    },
    page: ({ from, position, limit }) => {
      const first = entries[0]?.position ?? 0;
      // Positions have no hole, so a place in the list follows from the position.
      const index = Math.max(0, Math.min(entries.length, position - first + (from === 'after' ? 1 : 0)));
      const found =
        from === 'after'
          ? entries.slice(index, index + limit)
          : entries.slice(Math.max(0, index - limit), index);
      return Promise.resolve({ entries: found, first, last: lastPosition });
    },
    close: () => {
      entries = [];
      return Promise.resolve();
    },
  };
}
