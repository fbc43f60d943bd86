import type { EntryQuery } from '../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { missingEntry } from './entry-codec.ts';

/** Positions from `from` to `to`, both included; empty when `to` is the smaller. */
export interface PositionRange {
  readonly from: number;
  readonly to: number;
}

/** Which positions a query asks for, in a history that goes from `first` to `last` without a hole. */
export function rangeOf(query: EntryQuery, first: number, last: number): PositionRange {
  if (query.from === 'after') {
    const from = Math.max(first, query.position + 1);
    return { from, to: Math.min(last, from + query.limit - 1) };
  }
  const to = Math.min(last, query.position - 1);
  return { from: Math.max(first, to - query.limit + 1), to };
}

/**
 * An entry for every position of a range: those that were found, and a word in the place of the others, as of the entry
 * before it. `before` is when that came, for the first of them.
 */
export function withoutHole(
  { from, to }: PositionRange,
  found: readonly TimelineEntry[],
  before: EpochMs = found[0]?.at ?? 0,
): readonly TimelineEntry[] {
  const byPosition = new Map(found.map((entry) => [entry.position, entry]));
  const entries: TimelineEntry[] = [];
  let at = before;
  for (let position = from; position <= to; position += 1) {
    const entry = byPosition.get(position) ?? missingEntry(position, at);
    at = entry.at;
    entries.push(entry);
  }
  return entries;
}

/** How far a query has looked that found these entries, and that nothing but its limit or an end of the history stopped. */
export function reachedBy({ from, position }: EntryQuery, found: readonly TimelineEntry[]): number {
  const furthest = from === 'after' ? found.at(-1) : found[0];
  return furthest?.position ?? position;
}
