import type { PositionRange } from '../positions.ts';
import type { Direction, FoundRow, StoredEntries } from './stored-entries.ts';

/** The next part of a range that was looked through. */
export interface Stretch {
  /** What may match, in the direction of the search: whatever else lies there does not. */
  readonly rows: readonly FoundRow[];
  /** The last position that was looked through. */
  readonly upTo: number;
}

/** Looks through a range of positions from the end where a direction begins, as far as one slice of a search goes. */
export type Candidates = (range: PositionRange, direction: Direction) => Stretch;

/** So many rows are read at once: a few milliseconds, whatever is in them. */
const ROWS_AT_ONCE = 200;

/** Every row is a candidate. */
export function everyRow(entries: StoredEntries): Candidates {
  return (range, direction) => {
    const rows = entries.scan(range, direction, ROWS_AT_ONCE);
    const isWhole = rows.length < ROWS_AT_ONCE;
    return { rows, upTo: isWhole ? endOf(range, direction) : (rows.at(-1)?.position ?? range.from) };
  };
}

/** Where a search in this direction ends. */
export const endOf = ({ from, to }: PositionRange, direction: Direction): number =>
  direction === 'after' ? to : from;

/** What is left of a range after it was looked through up to a position. */
export function restOf({ from, to }: PositionRange, direction: Direction, upTo: number): PositionRange {
  return direction === 'after' ? { from: upTo + 1, to } : { from, to: upTo - 1 };
}
