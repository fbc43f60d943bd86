// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { tempFolder } from '../testing/temp-folder.mjs';
import { withLock } from './lock.mjs';
import { Interrupted, Problem } from './problem.mjs';

const nothing = () => Promise.resolve();

test('work is done under the lock, which is given back even when the work fails', async () => {
  const folder = tempFolder();
  const path = join(folder, 'deep/a.lock');
  expect(await withLock(path, () => Promise.resolve(existsSync(path)))).toBe(true);
  await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(readdirSync(join(folder, 'deep'))).toEqual([]);
});

test('two never hold the same lock at once', async () => {
  const path = join(tempFolder(), 'a.lock');
  let holders = 0;
  let mostHolders = 0;
  const work = async () => {
    holders += 1;
    mostHolders = Math.max(mostHolders, holders);
    await new Promise((resolve) => setImmediate(resolve));
    holders -= 1;
  };
  const onWait = vi.fn();
  await Promise.all([withLock(path, work), withLock(path, work, { onWait })]);
  expect(mostHolders).toBe(1);
  expect(onWait).toHaveBeenCalledExactlyOnceWith(process.pid);
});

test('the lock of a process that has died is taken over', async () => {
  const path = join(tempFolder(), 'a.lock');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(path, String(pid));
  expect(await withLock(path, () => Promise.resolve('done'))).toBe('done');
});

test('a lock that is never given back is reported with its file', async () => {
  const path = join(tempFolder(), 'a.lock');
  writeFileSync(path, String(process.pid));
  const waiting = withLock(path, nothing, { timeoutMs: 0 });
  await expect(waiting).rejects.toThrow(Problem);
  await expect(waiting).rejects.toThrow(path);
});

test('waiting ends with a signal', async () => {
  const path = join(tempFolder(), 'a.lock');
  writeFileSync(path, String(process.pid));
  await expect(withLock(path, nothing, { signal: AbortSignal.abort('SIGINT') })).rejects.toThrow(Interrupted);
});
