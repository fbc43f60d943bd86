import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { eventRows, historyFile, KEY } from '../testing/history-files.ts';
import { createLogMover, MUST_MOVE_BYTES, WORTH_MOVING_BYTES, type LogMover } from './log-mover.ts';
import { openHistory, pathOf } from './open-history.ts';

const MEGABYTE = 1024 ** 2;
const workerPath = join(import.meta.dirname, 'log-worker.ts');
const sizeOf = async (path: string): Promise<number> => (await stat(path)).size;

/** A history whose rows are large, and what moves its log. */
async function begin() {
  const file = await historyFile();
  const { database } = openHistory(file, null);
  const path = pathOf(file);
  const moveRest = vi.fn(database.moveLog);
  const mover = createLogMover({ file: { path, key: KEY }, workerPath, moveRest });
  onTestFinished(async () => {
    await mover.close();
    database.close(true);
  });
  let position = 0;
  const append = (megabytes: number): number => {
    const rows = eventRows(position + 1, position + megabytes);
    database.append(rows.map((row) => ({ ...row, frame: 'x'.repeat(MEGABYTE) })));
    position += megabytes;
    return megabytes * MEGABYTE;
  };
  return { path, database, mover, moveRest, append };
}

const untilMoved = (moveRest: () => void, times: number): Promise<void> =>
  vi.waitFor(
    () => {
      expect(moveRest).toHaveBeenCalledTimes(times);
    },
    { timeout: 20_000 },
  );

describe('the log of a history', () => {
  it('is moved into the file when nothing is stored for a moment, and begins anew', async () => {
    const { path, mover, moveRest, append } = await begin();
    mover.logged(append(10));
    expect(await sizeOf(path)).toBeLessThan(MEGABYTE);
    await untilMoved(moveRest, 1);
    expect(await sizeOf(path)).toBeGreaterThan(10 * MEGABYTE);
    const logBytes = await sizeOf(`${path}-wal`);
    append(1);
    expect(await sizeOf(`${path}-wal`)).toBe(logBytes);
  });

  it('is left alone while it is short', async () => {
    const { path, mover, moveRest, append } = await begin();
    mover.logged(append(1));
    mover.logged(WORTH_MOVING_BYTES - MEGABYTE - 1);
    // Whatever waited for a quiet moment would be under way now; closing waits for it.
    await mover.close();
    expect(moveRest).not.toHaveBeenCalled();
    expect(await sizeOf(path)).toBeLessThan(MEGABYTE);
  });

  it('is moved while entries come and come, until little is left', async () => {
    const { path, mover, moveRest, append } = await begin();
    append(10);
    mover.logged(MUST_MOVE_BYTES);
    mover.logged(append(5));
    await untilMoved(moveRest, 1);
    expect(await sizeOf(path)).toBeGreaterThan(15 * MEGABYTE);
  });

  it('stays where it is when the thread fails, and the next time is tried again', async () => {
    const { path, mover, database, moveRest } = await begin();
    const lost: LogMover = createLogMover({ file: { path: `${path}/none`, key: KEY }, workerPath, moveRest });
    lost.logged(MUST_MOVE_BYTES);
    await lost.close();
    expect(moveRest).not.toHaveBeenCalled();
    database.append(eventRows(1, 3));
    mover.logged(MUST_MOVE_BYTES);
    await untilMoved(moveRest, 1);
  });
});
