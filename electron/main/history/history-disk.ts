import { openHistoryWriter, type HistoryWriter } from './history-thread.ts';
import type { HistoryFile } from './history-protocol.ts';
import type { DiskFile } from './whereabouts.ts';
import { createSearch, type HistorySearch, type SlowQuery } from './search/search-thread.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';

/** A history on disk that is open: one thread writes it, another reads it. Everything rejects with a `HistoryError`. */
export interface HistoryDisk extends HistoryWriter, Omit<HistorySearch, 'close'> {
  readonly file: DiskFile;
}

export interface DiskOptions {
  /** The module of the thread that writes, and of the one that reads. */
  readonly workerPath: string;
  readonly searchWorkerPath: string;
  readonly now: () => EpochMs;
  readonly onSlow: (query: SlowQuery) => void;
}

/** Opens a history, or begins it. One that is damaged is set aside, and a new one is begun. */
export async function openHistoryDisk(options: DiskOptions, file: HistoryFile): Promise<HistoryDisk> {
  const { now, onSlow } = options;
  const writer = await openHistoryWriter(options.workerPath, file, now());
  const { path } = writer.opened;
  const search = createSearch({ workerPath: options.searchWorkerPath, path, key: file.key, now, onSlow });
  return {
    ...search,
    ...writer,
    file: { path, key: file.key },
    close: async (isSound) => {
      // Whoever reads goes first: only then can the log be moved into the file as a whole.
      await search.close().catch(() => undefined);
      await writer.close(isSound);
    },
  };
}
