import { HistoryError, type HistoryTrouble } from './history-protocol.ts';

/** Primary result codes of SQLite, https://sqlite.org/rescode.html. */
const BY_RESULT_CODE: Readonly<Record<number, HistoryTrouble>> = {
  3: 'unwritable', // PERM
  5: 'busy',
  6: 'busy', // LOCKED
  8: 'unwritable', // READONLY
  10: 'unwritable', // IOERR
  11: 'corrupt',
  13: 'full',
  14: 'unwritable', // CANTOPEN
  23: 'unwritable', // AUTH
  26: 'unreadable', // NOTADB
};

const BY_SYSTEM_CODE: Readonly<Record<string, HistoryTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'unwritable',
  EPERM: 'unwritable',
  EROFS: 'unwritable',
  ENOTDIR: 'unwritable',
  EISDIR: 'unwritable',
  EEXIST: 'unwritable',
  ENOENT: 'unwritable',
  EIO: 'unwritable',
  EBUSY: 'busy',
};

/** What the database or the system threw, as one of the troubles that a history can be in. */
export function toHistoryError(thrown: unknown): HistoryError {
  if (thrown instanceof HistoryError) return thrown;
  if (!(thrown instanceof Error)) return new HistoryError('unexpected', typeof thrown);
  const resultCode = resultCodeOf(thrown);
  if (resultCode !== null) {
    const trouble = BY_RESULT_CODE[resultCode % 256] ?? 'unexpected';
    return new HistoryError(trouble, `SQLite ${String(resultCode)}`, { cause: thrown });
  }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
  return new HistoryError(BY_SYSTEM_CODE[code] ?? 'unexpected', code, { cause: thrown });
}

/** The driver gives the code as a number; that of a file that could not even be opened stands in its message only. */
function resultCodeOf(thrown: Error): number | null {
  if ('rawCode' in thrown && typeof thrown.rawCode === 'number') return thrown.rawCode;
  const told = /^ConnectionFailed\(.*: (\d+)"\)$/.exec(thrown.message)?.[1];
  return told === undefined ? null : Number(told);
}
