import * as v from 'valibot';
import type { FilterContext } from '../../../../shared/filter/candidate.ts';
import type { Filter } from '../../../../shared/filter/filter.ts';
import { boundsOf } from '../../../../shared/filter/quantities.ts';
import type { PositionRange } from '../positions.ts';
import type { SqlFile } from '../sql-file.ts';
import { endOf, everyRow, type Candidates, type Stretch } from './candidates.ts';
import { indexedUpTo } from './indexer.ts';
import type { Narrowing } from './narrowing.ts';
import { COLUMNS, foundRow, type Direction, type FoundRow, type StoredEntries } from './stored-entries.ts';
import { rangesWithin } from './time-stretches.ts';
import { hasVolume, volumeOf } from './volumes.ts';

const ROWS_AT_ONCE = 100;
/** One statement looks through so many positions at first: more when that is quick, fewer when it is not. */
const FIRST_WINDOW = 65_536;
const [QUICK_MS, LONG_MS] = [8, 30];

/** What the index says may match, and behind what is indexed every row. */
export function indexedCandidates(
  file: SqlFile,
  entries: StoredEntries,
  { match, marked }: Narrowing,
): Candidates {
  const rest = everyRow(entries);
  const upTo = indexedUpTo(file);
  if (marked === 'only') return markedRows(file);
  if (match === null) return rest;
  const found = withMarked(file, documents(file, match), marked === 'also');
  return (range, direction) => {
    if (direction === 'after') {
      return range.from > upTo
        ? rest(range, direction)
        : found({ ...range, to: Math.min(range.to, upTo) }, direction);
    }
    return range.to <= upTo
      ? found(range, direction)
      : rest({ ...range, from: Math.max(range.from, upTo + 1) }, direction);
  };
}

/** Counts without looking at an entry, where the index says it exactly. */
export interface CountedStretch {
  readonly count: number;
  readonly upTo: number;
}

const CountSchema = v.object({ count: v.number() });

/** Counts the documents of a range, a volume at a time; null behind what is indexed. */
export function documentCounter(
  file: SqlFile,
  match: string,
): (range: PositionRange) => CountedStretch | null {
  const upTo = indexedUpTo(file);
  return (range) => {
    if (range.to > upTo) return null;
    const volume = volumeOf(range.to);
    const from = Math.max(range.from, volume.from);
    if (!hasVolume(file, volume)) return { count: 0, upTo: from };
    const { table } = volume;
    const sql = `SELECT count(*) AS count FROM ${table} WHERE ${table} MATCH ? AND rowid BETWEEN ? AND ?`;
    return { count: v.parse(CountSchema, file.get(sql, match, from, range.to)).count, upTo: from };
  };
}

function documents(file: SqlFile, match: string): Candidates {
  let window = FIRST_WINDOW;
  return (range, direction) => {
    const volume = volumeOf(direction === 'after' ? range.from : range.to);
    const part = windowOf(intersection(range, volume), direction, window);
    if (!hasVolume(file, volume)) return stretchOf([], part, direction);
    const began = performance.now();
    const { table } = volume;
    const sql = `SELECT ${COLUMNS} FROM ${table} CROSS JOIN entries ON entries.position = ${table}.rowid
      LEFT JOIN marks USING (position)
      WHERE ${table} MATCH ? AND ${table}.rowid BETWEEN ? AND ?
      ORDER BY ${table}.rowid ${direction === 'after' ? 'ASC' : 'DESC'} LIMIT ${String(ROWS_AT_ONCE)}`;
    const rows = file.all(sql, match, part.from, part.to).map(foundRow);
    const tookMs = performance.now() - began;
    if (tookMs < QUICK_MS && rows.length < ROWS_AT_ONCE) window *= 4;
    else if (tookMs > LONG_MS) window = Math.max(FIRST_WINDOW / 16, window / 2);
    return stretchOf(rows, part, direction);
  };
}

function windowOf({ from, to }: PositionRange, direction: Direction, length: number): PositionRange {
  return direction === 'after'
    ? { from, to: Math.min(to, from + length - 1) }
    : { from: Math.max(from, to - length + 1), to };
}

/** What was found of a range, and how far that goes: to its end when there would have been room for more. */
function stretchOf(rows: readonly FoundRow[], range: PositionRange, direction: Direction): Stretch {
  const last = rows.at(-1);
  const isCut = last !== undefined && rows.length === ROWS_AT_ONCE;
  return { rows, upTo: isCut ? last.position : endOf(range, direction) };
}

function markedRows(file: SqlFile): Candidates {
  return (range, direction) => {
    const sql = `SELECT ${COLUMNS} FROM marks JOIN entries USING (position) WHERE position BETWEEN ? AND ?
      ORDER BY position ${direction === 'after' ? 'ASC' : 'DESC'} LIMIT ${String(ROWS_AT_ONCE)}`;
    return stretchOf(file.all(sql, range.from, range.to).map(foundRow), range, direction);
  };
}

function withMarked(file: SqlFile, found: Candidates, isWanted: boolean): Candidates {
  if (!isWanted) return found;
  const marked = markedRows(file);
  return (range, direction) => {
    const one = found(range, direction);
    const part = direction === 'after' ? { ...range, to: one.upTo } : { ...range, from: one.upTo };
    const other = marked(part, direction);
    const isAfter = direction === 'after';
    const upTo = isAfter ? Math.min(one.upTo, other.upTo) : Math.max(one.upTo, other.upTo);
    const rows = new Map([...one.rows, ...other.rows].map((row) => [row.position, row]));
    const within = [...rows.values()].filter(({ position }) =>
      isAfter ? position <= upTo : position >= upTo,
    );
    within.sort((a, b) => (isAfter ? a.position - b.position : b.position - a.position));
    return { rows: within, upTo };
  };
}

/** Leaves out where nothing can match for its time or position. */
export function withinRanges(candidates: Candidates, ranges: readonly PositionRange[] | null): Candidates {
  if (ranges === null) return candidates;
  return (range, direction) => {
    const parts = intersections(ranges, [range]);
    const part = direction === 'after' ? parts[0] : parts.at(-1);
    return part === undefined ? { rows: [], upTo: endOf(range, direction) } : candidates(part, direction);
  };
}

/** Where a filter leaves anything to be found, for its times and positions; null for everywhere. */
export function rangesOf(
  filter: Filter,
  file: SqlFile,
  context: FilterContext,
): readonly PositionRange[] | null {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  return parts.reduce<readonly PositionRange[] | null>((ranges, part) => {
    if (part.kind !== 'measure' || (part.field !== 'at' && part.field !== 'position')) return ranges;
    const { min, below } = boundsOf(part.compare, context.now, context.zone);
    const found =
      part.field === 'at'
        ? rangesWithin(file, min, below)
        : [{ from: Math.ceil(min), to: Math.ceil(below) - 1 }];
    return ranges === null ? found : intersections(ranges, found);
  }, null);
}

const intersections = (
  ones: readonly PositionRange[],
  others: readonly PositionRange[],
): readonly PositionRange[] =>
  ones.flatMap((one) => others.map((other) => intersection(one, other))).filter(({ from, to }) => from <= to);

const intersection = (one: PositionRange, other: PositionRange): PositionRange => ({
  from: Math.max(one.from, other.from),
  to: Math.min(one.to, other.to),
});
