import * as v from 'valibot';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { inEnglish, t } from '../../../shared/text/t.ts';
import { entryOf, missingEntry } from '../history/entry-codec.ts';
import { MARKED_ENTRIES } from '../history/marks.ts';
import type { PositionRange } from '../history/positions.ts';
import { openSqlFile, type SqlFile } from '../history/sql-file.ts';
import { toHistoryError } from '../history/trouble.ts';
import type { DiskFile, Whereabouts } from '../history/whereabouts.ts';
import type { Recorded } from './recorded.ts';
import { RecordingError } from './recording-error.ts';

/** Entries in the order of their positions; one that stands in the place of many where so many follow one another. */
export interface EntrySource {
  /** How many positions it has. */
  readonly total: number;
  /** When the first and the last of them came. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly parts: () => Iterable<Part>;
  readonly close: () => void;
}

export interface Part {
  /** How many positions were looked through for it. */
  readonly positions: number;
  readonly recorded: readonly Recorded[];
}

const ROWS_AT_ONCE = 250;

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const BoundsSchema = v.object({ first: v.nullable(Whole), last: v.nullable(Whole) });
const MomentSchema = v.optional(v.object({ at: v.number() }));
const RowSchema = v.object({ position: Whole, frame: v.nullable(v.string()) });

/** Opens it for reading; what is stored from now on does not belong to it. Throws a `RecordingError`. */
export function openEntrySource({ file, held }: Whereabouts): EntrySource {
  const stored = file === null ? null : told(() => openStored(file));
  const heldFrom = held[0]?.position ?? Infinity;
  const storedLast = Math.min(stored?.last ?? 0, heldFrom - 1);
  const hasStored = stored !== null && stored.first <= storedLast;
  const first = hasStored ? stored.first : (held[0]?.position ?? 1);
  const last = held.at(-1)?.position ?? storedLast;
  const from = (hasStored ? stored.from : held[0]?.at) ?? null;
  const rowsWithin = (range: PositionRange): readonly unknown[] => [
    ...(stored === null ? [] : storedRows(stored.sql, { ...range, to: Math.min(range.to, storedLast) })),
    ...held.filter(({ position }) => position >= range.from && position <= range.to),
  ];
  return {
    total: last - first + 1,
    from,
    to: held.at(-1)?.at ?? stored?.to ?? null,
    parts: function* () {
      const holes = createHoles(from ?? 0);
      for (const range of stepsOf({ from: first, to: last })) {
        const positions = range.to - range.from + 1;
        const found = rowsWithin(range).flatMap(recordedOf);
        // What retention deletes meanwhile is no hole: it does so from the front.
        const isCut = found.length < positions && stored !== null;
        const keptFrom = isCut ? Math.min(keptFromIn(stored.sql), heldFrom) : 0;
        yield { positions, recorded: holes.toldIn(range, found, keptFrom) };
      }
      yield { positions: 0, recorded: holes.end() };
    },
    close: () => stored?.sql.close(),
  };
}

interface StoredEntries {
  readonly sql: SqlFile;
  readonly first: number;
  readonly last: number;
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
}

function openStored(file: DiskFile): StoredEntries {
  const sql = openSqlFile(file.path, file.key);
  try {
    sql.exec('PRAGMA query_only = 1; PRAGMA busy_timeout = 2000');
    const bounds = boundsIn(sql);
    const momentAt = (position: number): EpochMs | null =>
      v.parse(MomentSchema, sql.get('SELECT at FROM entries WHERE position = ?', position))?.at ?? null;
    const [first, last] = [bounds.first ?? 1, bounds.last ?? 0];
    return { sql, first, last, from: momentAt(first), to: momentAt(last) };
  } catch (thrown) {
    sql.close();
    throw thrown;
  }
}

/** The first position that is still there; endless when none is. */
const keptFromIn = (sql: SqlFile): number => told(() => boundsIn(sql)).first ?? Infinity;

const boundsIn = (sql: SqlFile): v.InferOutput<typeof BoundsSchema> =>
  v.parse(BoundsSchema, sql.get('SELECT min(position) AS first, max(position) AS last FROM entries'));

/** In steps of positions, so that a step takes as long as another, wherever it stands. */
function* stepsOf({ from: first, to: last }: PositionRange): Iterable<PositionRange> {
  for (let from = first; from <= last; from += ROWS_AT_ONCE) {
    yield { from, to: Math.min(last, from + ROWS_AT_ONCE - 1) };
  }
}

function storedRows(sql: SqlFile, { from, to }: PositionRange): readonly unknown[] {
  const query = `SELECT position, at, record, frame, is_pinned, note FROM ${MARKED_ENTRIES} WHERE position BETWEEN ? AND ? ORDER BY position`;
  return from > to ? [] : told(() => sql.all(query, from, to));
}

function recordedOf(row: unknown): readonly Recorded[] {
  const entry = entryOf(row);
  const rest = v.safeParse(RowSchema, row);
  return entry === null || !rest.success ? [] : [{ entry, frame: rest.output.frame }];
}

/** Says of positions that follow one another and have nothing how many they are. `at` is when the entry before came. */
function createHoles(at: EpochMs) {
  let before = at;
  let hole: PositionRange | null = null;

  function end(): readonly Recorded[] {
    if (hole === null) return [];
    const { from, to } = hole;
    hole = null;
    return [{ entry: inEnglish(() => missingEntry(from, before, to - from + 1)), frame: null }];
  }

  /**
   * What was found in a range that continues the last one, with a word for each hole that has ended in it. What is not there
   * before `keptFrom` is no hole.
   */
  function toldIn(range: PositionRange, found: readonly Recorded[], keptFrom: number): readonly Recorded[] {
    const byPosition = new Map(found.map((recorded) => [recorded.entry.position, recorded]));
    const all: Recorded[] = [];
    for (let position = range.from; position <= range.to; position += 1) {
      const recorded = byPosition.get(position);
      if (recorded !== undefined) {
        all.push(...end(), recorded);
        before = recorded.entry.at;
      } else if (position >= keptFrom) {
        if (hole?.to !== position - 1) all.push(...end());
        hole = { from: hole?.from ?? position, to: position };
      }
    }
    return all;
  }

  return { toldIn, end };
}

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw new RecordingError(
      'history',
      t('The history cannot be read. Nothing was left behind. Try again; the log has the details.'),
      { cause: toHistoryError(thrown) },
    );
  }
}
