import * as v from 'valibot';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { inEnglish, t } from '../../../shared/text/t.ts';
import { entryOf } from '../history/entry-codec.ts';
import { MARKED_ENTRIES } from '../history/marks.ts';
import { withoutHole, type PositionRange } from '../history/positions.ts';
import { openSqlFile, type SqlFile } from '../history/sql-file.ts';
import { toHistoryError } from '../history/trouble.ts';
import type { DiskFile, Whereabouts } from '../history/whereabouts.ts';
import type { Recorded } from './recorded.ts';
import { RecordingError } from './recording-error.ts';

/** Entries in the order of their positions, one for each. */
export interface EntrySource {
  readonly total: number;
  /** When the first and the last of them came. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  readonly parts: () => Iterable<readonly Recorded[]>;
  readonly close: () => void;
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
      let at = from ?? 0;
      for (const range of stepsOf({ from: first, to: last })) {
        const part = wholeOf(range, rowsWithin(range).flatMap(recordedOf), at);
        at = part.at(-1)?.entry.at ?? at;
        yield part;
      }
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
    const bounds = v.parse(
      BoundsSchema,
      sql.get('SELECT min(position) AS first, max(position) AS last FROM entries'),
    );
    const momentAt = (position: number): EpochMs | null =>
      v.parse(MomentSchema, sql.get('SELECT at FROM entries WHERE position = ?', position))?.at ?? null;
    const [first, last] = [bounds.first ?? 1, bounds.last ?? 0];
    return { sql, first, last, from: momentAt(first), to: momentAt(last) };
  } catch (thrown) {
    sql.close();
    throw thrown;
  }
}

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

/** As the window shows it. `before` is when the entry before came. */
function wholeOf(range: PositionRange, found: readonly Recorded[], before: EpochMs): readonly Recorded[] {
  if (found.length === range.to - range.from + 1) return found;
  const frames = new Map(found.map(({ entry, frame }) => [entry.position, frame]));
  const entries = found.map(({ entry }) => entry);
  return inEnglish(() => withoutHole(range, entries, before)).map((entry) => ({
    entry,
    frame: frames.get(entry.position) ?? null,
  }));
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
