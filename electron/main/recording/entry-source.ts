import * as v from 'valibot';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { t } from '../../../shared/text/t.ts';
import { entryOf } from '../history/entry-codec.ts';
import { MARKED_ENTRIES } from '../history/marks.ts';
import { openSqlFile, type SqlFile } from '../history/sql-file.ts';
import { toHistoryError } from '../history/trouble.ts';
import type { DiskFile, Whereabouts } from '../history/whereabouts.ts';
import type { Recorded } from './recorded.ts';
import { RecordingError } from './recording-error.ts';

/** Entries in the order of their positions. */
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
  const storedTotal =
    stored === null ? 0 : Math.max(0, Math.min(stored.last, heldFrom - 1) - stored.first + 1);
  return {
    total: storedTotal + held.length,
    from: (storedTotal > 0 ? stored?.from : held[0]?.at) ?? null,
    to: held.at(-1)?.at ?? stored?.to ?? null,
    parts: function* () {
      if (stored !== null) yield* storedParts(stored.sql, stored.first, Math.min(stored.last, heldFrom - 1));
      for (let index = 0; index < held.length; index += ROWS_AT_ONCE) {
        yield held.slice(index, index + ROWS_AT_ONCE).flatMap(recordedOf);
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
function* storedParts(sql: SqlFile, first: number, last: number): Iterable<readonly Recorded[]> {
  for (let from = first; from <= last; from += ROWS_AT_ONCE) {
    const to = Math.min(last, from + ROWS_AT_ONCE - 1);
    const query = `SELECT position, at, record, frame, is_pinned, note FROM ${MARKED_ENTRIES} WHERE position BETWEEN ? AND ? ORDER BY position`;
    yield told(() => sql.all(query, from, to)).flatMap(recordedOf);
  }
}

/** What cannot be read is left out. */
function recordedOf(row: unknown): readonly Recorded[] {
  const entry = entryOf(row);
  const rest = v.safeParse(RowSchema, row);
  return entry === null || !rest.success ? [] : [{ entry, frame: rest.output.frame }];
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
