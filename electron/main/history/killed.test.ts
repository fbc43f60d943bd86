import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { emptyFolder, KEY, positionRange, positionsOf } from '../testing/history-files.ts';
import type { HistoryFile } from './history-protocol.ts';
import { openHistory } from './open-history.ts';

const BATCH_ROWS = 500;
const WRITER = join(import.meta.dirname, '../testing/history-writing.ts');

/** Lets a process write until it has shown so many batches, and kills it. Answers with the last position it has shown. */
async function writeAndKill({ folder, key }: HistoryFile, batches: number): Promise<number> {
  const writer = spawn(process.execPath, [WRITER, folder, key, String(BATCH_ROWS)]);
  const gone = once(writer, 'exit');
  let said = '';
  writer.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let shown = 0;
  let lines = 0;
  for await (const line of createInterface({ input: writer.stdout })) {
    shown = Number(line);
    lines += 1;
    if (lines === batches) writer.kill('SIGKILL');
  }
  await gone;
  expect(said).toBe('');
  return shown;
}

it('nothing that was shown is lost when the process is killed while it writes, and numbers go on', async () => {
  const file: HistoryFile = { folder: join(await emptyFolder(), 'history'), name: 'one', key: KEY };
  let before = 0;
  for (const batches of [1, 23, 40]) {
    const shown = await writeAndKill(file, batches);
    const { database, opened } = openHistory(file, null);
    expect(opened.setAside).toBeNull();
    expect(shown).toBeGreaterThanOrEqual(before + batches * BATCH_ROWS);
    // What had been handed over when the kill came is stored as a whole or not at all.
    expect([shown, shown + BATCH_ROWS]).toContain(opened.lastPosition);
    expect(opened.lastSeq).toBe(opened.lastPosition);
    const page = database.page({ from: 'after', position: 0, limit: 1_000_000, filter: '' });
    expect(positionsOf(page.entries)).toEqual(positionRange(1, opened.lastPosition));
    expect(page.entries.every(({ type }) => type === 'event')).toBe(true);
    before = opened.lastPosition;
    database.close(true);
  }
});
