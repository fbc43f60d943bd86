import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder } from '../testing/history-files.ts';
import { startThread } from './asked-thread.ts';

/** Answers at once, and has something to finish after it, as a thread that reads a file in turns may have. */
const WORKER = `
import { writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, request: path }) => {
  parentPort.postMessage({ id });
  parentPort.close();
  setTimeout(() => writeFileSync(path, 'finished'), 100);
});
`;

// Ended from outside in the midst of a call of the database, it would take the whole process along.
it('a thread is gone when it has finished by itself, and takes no question then', async () => {
  const folder = await emptyFolder();
  const [worker, finished] = [join(folder, 'worker.mjs'), join(folder, 'finished')];
  await writeFile(worker, WORKER);
  const thread = startThread<string, { readonly id: number }>(worker);
  await thread.send(finished);
  await thread.gone();
  expect(await readFile(finished, 'utf8')).toBe('finished');
  expect(thread.hasEnded()).toBe(true);
  await expect(thread.send(finished)).rejects.toMatchObject({ code: 'thread ended' });
});
