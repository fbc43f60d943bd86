import type { HistoryDatabase } from '../history/history-database.ts';
import { toHistoryError } from '../history/trouble.ts';
import { t } from '../../../shared/text/t.ts';
import { importSession, type ImportedRow, type ImportedSession } from './import-session.ts';
import { RecordingError } from './recording-error.ts';
import type { SessionFile } from './session-reader.ts';

/** The part of a history that a session is unpacked into. */
export type Unpacked = Pick<HistoryDatabase, 'append' | 'mark' | 'close'>;

export interface Unpacking {
  /** Asked before each part is stored; true ends it. */
  readonly isCancelled: () => boolean;
  /** Told how much of the file was read, from 0 to 1. */
  readonly report: (progress: number) => void;
}

/** Unpacks a session into a history that was begun for it, and closes that. Throws a `RecordingError`. */
export async function unpackSession(
  file: SessionFile,
  database: Unpacked,
  { isCancelled, report }: Unpacking,
): Promise<ImportedSession> {
  const store = (rows: readonly ImportedRow[]): void => {
    if (isCancelled()) throw new RecordingError('cancelled', t('The session was not opened.'));
    unpacking(() => {
      database.append(rows.map(({ row }) => row));
      for (const { row, mark } of rows) if (mark !== null) database.mark(row.position, mark);
    });
  };
  const imported = await importSession(file, store, report).catch((thrown: unknown) => {
    abandon(database);
    throw thrown;
  });
  unpacking(() => {
    database.close(true);
  });
  return imported;
}

/** Nobody will read it. What ended the work is to be told, and not what its history throws after that. */
function abandon(database: Unpacked): void {
  try {
    database.close(false);
  } catch {
    // Its file is removed either way.
  }
}

/** Says what the history threw in the words of whoever opens a session. */
export function unpacking<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const { trouble } = toHistoryError(thrown);
    const message =
      trouble === 'full'
        ? t('The disk is full: there is no room to unpack the session.')
        : t(
            'The session cannot be unpacked. Check that Vigil may write to its data folder; the log has the details.',
          );
    throw new RecordingError('history', message, { cause: thrown });
  }
}
