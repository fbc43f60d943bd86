import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  createHistoryDatabase,
  noteWhetherClosed,
  readBook,
  type HistoryDatabase,
} from './history-database.ts';
import {
  HistoryError,
  type HistoryFile,
  type OpenedHistory,
  type SetAside,
  type SettingAside,
} from './history-protocol.ts';
import { migrate } from './migrate.ts';
import { dropVolumes } from './search/volumes.ts';
import { openSqlFile, type SqlFile } from './sql-file.ts';
import { toHistoryError } from './trouble.ts';

/** A file up to this size is checked at every start: that takes a tenth of a second. */
const ALWAYS_CHECKED_BYTES = 64 * 1024 ** 2;

/** 256 MB. Another thread moves the log into the file; within a transaction that is done only when it has grown to this. */
const LONGEST_LOG_PAGES = 16_384;

/**
 * The file of a history. Its name says by which key it was written, so that no file is ever opened with another one:
 * the database would see a damaged log in it, and repair it to death.
 */
export function pathOf({ folder, name, key }: HistoryFile): string {
  const fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return join(folder, `${name}-${fingerprint}.db`);
}

const FirstSchema = v.object({ first: v.nullable(v.number()) });

export interface Opening {
  readonly database: HistoryDatabase;
  readonly opened: OpenedHistory;
}

/**
 * Opens the file of a history or begins it. Throws a `HistoryError`; after one of `corrupt` or `unreadable`, the file is
 * to be set aside, by a thread that has not had it open: the database may keep its hold on a file after it was closed, and
 * would then take the log of the new file for that of the old one.
 */
export function openHistory(file: HistoryFile, setAside: SettingAside | null): Opening {
  try {
    // The folder holds nothing that others of this computer's users should read.
    mkdirSync(file.folder, { recursive: true, mode: 0o700 });
    const path = pathOf(file);
    if (setAside !== null) return openAsItIs(path, file.key, moveAside(path, setAside));
    return openAsItIs(path, file.key, existsSync(path) ? null : underOtherKey(file));
  } catch (thrown) {
    throw toHistoryError(thrown);
  }
}

/** With its log, which may hold the newest part of it. Nothing is ever deleted. */
function moveAside(path: string, { why, at }: SettingAside): SetAside {
  const aside = `${path}.set-aside-${String(at)}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return { path: aside, why };
}

/** The newest file of this history that was written with another key. It stays what it is. */
function underOtherKey({ folder, name }: HistoryFile): SetAside | null {
  const paths = readdirSync(folder)
    .filter((entry) => entry.startsWith(`${name}-`) && entry.endsWith('.db'))
    .map((entry) => join(folder, entry));
  const [newest] = paths.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  return newest === undefined ? null : { path: newest, why: 'other-key' };
}

function openAsItIs(path: string, key: string, setAside: SetAside | null): Opening {
  const file = openSqlFile(path, key);
  try {
    file.get('SELECT count(*) AS tables FROM sqlite_schema');
    // Larger pages than usual halve the time of a batch; a file that is there keeps those it was begun with.
    file.get('PRAGMA page_size = 16384');
    file.get('PRAGMA journal_mode = WAL');
    file.exec(
      'PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000; PRAGMA journal_size_limit = 67108864',
    );
    file.get(`PRAGMA wal_autocheckpoint = ${String(LONGEST_LOG_PAGES)}`);
    migrate(file);
    const { lastPosition, lastSeq, wasClosed } = readBook(file);
    if (!wasClosed || statSync(path).size <= ALWAYS_CHECKED_BYTES) check(file);
    noteOpen(file);
    forgetVolumes(file);
    return { database: createHistoryDatabase(file), opened: { lastPosition, lastSeq, path, setAside } };
  } catch (thrown) {
    file.close();
    throw thrown;
  }
}

/** Reads every page once. */
function check(file: SqlFile): void {
  const found = v.safeParse(v.object({ quick_check: v.string() }), file.get('PRAGMA quick_check(1)'));
  if (!found.success || found.output.quick_check !== 'ok') throw new HistoryError('corrupt', 'quick_check');
}

/** A history that cannot be written to can still be read. */
function noteOpen(file: SqlFile): void {
  try {
    noteWhetherClosed(file, false);
  } catch (thrown) {
    const { trouble } = toHistoryError(thrown);
    if (trouble !== 'full' && trouble !== 'unwritable') throw thrown;
  }
}

/** What retention has emptied, while nobody reads yet; it can wait for the next start. */
function forgetVolumes(file: SqlFile): void {
  const found = v.parse(FirstSchema, file.get('SELECT min(position) AS first FROM entries'));
  try {
    file.atOnce(() => {
      dropVolumes(file, found.first ?? 0);
    });
  } catch (thrown) {
    const { trouble } = toHistoryError(thrown);
    if (trouble !== 'full' && trouble !== 'unwritable') throw thrown;
  }
}
