import type { TimelineEntry } from '../../../../shared/model/timeline.ts';

/** The number of the newest event among some entries, which is how many events there are; 0 when there is none. */
export function newestEventSeq(entries: readonly TimelineEntry[]): number {
  const newest = entries.findLast((entry) => entry.type === 'event');
  return newest?.type === 'event' ? newest.event.seq : 0;
}
