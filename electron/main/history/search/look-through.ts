import type { Predicate } from '../../../../shared/filter/candidate.ts';
import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import type { PositionRange } from '../positions.ts';
import { restOf, type Candidates } from './candidates.ts';
import type { Pace } from './pace.ts';
import type { Bounds, Direction, FoundRow } from './stored-entries.ts';

/** What is looked for, and where. */
export interface Search {
  readonly candidates: Candidates;
  readonly predicate: Predicate;
  readonly range: PositionRange;
  readonly direction: Direction;
}

/** In the direction of the search; null for `reached` when there was nothing to look through. */
export interface Matches {
  readonly entries: readonly TimelineEntry[];
  readonly reached: number | null;
}

/** Finds matches until there are enough, nothing is left to look through, or the time is up. */
export async function findMatches(search: Search, limit: number, pace: Pace): Promise<Matches> {
  const { candidates, predicate, direction } = search;
  const entries: TimelineEntry[] = [];
  let left = search.range;
  let reached: number | null = null;
  while (left.from <= left.to) {
    const { rows, upTo } = candidates(left, direction);
    for (const { position, candidate } of rows) {
      if (candidate === null || !predicate(candidate)) continue;
      entries.push(candidate.entry);
      if (entries.length === limit) return { entries, reached: position };
    }
    reached = upTo;
    left = restOf(left, direction, upTo);
    if (!(await pace.mayGoOn(rows.length))) break;
  }
  return { entries, reached };
}

/** Counts matches until nothing is left to look through or the time is up. */
export async function countMatches(
  { candidates, predicate, direction, range }: Search,
  pace: Pace,
  /** Counts the end of a range without looking at it; null where that cannot be done. */
  countStretch:
    ((range: PositionRange) => { readonly count: number; readonly upTo: number } | null) | null = null,
): Promise<{ readonly matching: number; readonly isWhole: boolean }> {
  let left = range;
  let matching = 0;
  while (left.from <= left.to) {
    const counted = countStretch?.(left) ?? null;
    const { rows, upTo } = counted === null ? candidates(left, direction) : { rows: [], upTo: counted.upTo };
    const isMatch = ({ candidate }: FoundRow): boolean => candidate !== null && predicate(candidate);
    matching += counted?.count ?? rows.filter(isMatch).length;
    left = restOf(left, direction, upTo);
    if (!(await pace.mayGoOn(rows.length))) break;
  }
  return { matching, isWhole: left.from > left.to };
}

/** All positions that a query may look through; none when there is nothing. */
export function rangeOfPage({ from, position }: EntryQuery, { first, last }: Bounds): PositionRange {
  if (first === 0) return { from: 1, to: 0 };
  return from === 'after'
    ? { from: Math.max(first, position + 1), to: last }
    : { from: first, to: Math.min(last, position - 1) };
}
