/** The thread that moves the log of one history into its file while others write and read it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ToLogThread } from './log-mover.ts';
import { openSqlFile } from './sql-file.ts';
import type { DiskFile } from './whereabouts.ts';

// Given by the thread that starts this one, which has the file open.
const { path, key } = workerData as DiskFile;
const file = openSqlFile(path, key);

parentPort?.on('message', (told: ToLogThread) => {
  if (told === 'close') {
    file.close();
    parentPort?.close();
    return;
  }
  // As far as nobody reads an older state; nobody waits for it.
  file.get('PRAGMA wal_checkpoint(PASSIVE)');
  parentPort?.postMessage('moved');
});
