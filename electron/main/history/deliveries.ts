import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Stored } from './timeline-store.ts';

/**
 * Counts one more delivery of the event at each position, in a list without a hole, and answers with the entries that
 * changed.
 */
export function countDeliveriesIn(held: Stored[], positions: readonly number[]): readonly TimelineEntry[] {
  const first = held[0]?.entry.position ?? 0;
  const changed = new Map<number, TimelineEntry>();
  for (const position of positions) {
    const stored = held[position - first];
    if (stored?.entry.type !== 'event') continue;
    const { event } = stored.entry;
    const entry = { ...stored.entry, event: { ...event, deliveries: (event.deliveries ?? 1) + 1 } };
    held[position - first] = { ...stored, entry };
    changed.set(position, entry);
  }
  return [...changed.values()];
}
