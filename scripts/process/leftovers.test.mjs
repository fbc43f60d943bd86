// @ts-check
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { tempFolder, writeFiles } from '../testing/temp-folder.mjs';
import { endLeftovers, findMarked, runMark } from './leftovers.mjs';
import { startGroup } from './process-group.mjs';

test.runIf(process.platform === 'linux')(
  'a daemon that has left its group is found by its mark, and ended',
  async () => {
    const mark = randomUUID();
    const group = startGroup('setsid', ['--fork', 'sleep', '60'], {
      stdio: 'ignore',
      env: { ...process.env, [runMark]: mark },
    });
    await group.ended;
    await group.end();
    const [daemon] = await vi.waitFor(() => {
      const found = findMarked(mark);
      expect(found).toHaveLength(1);
      return found;
    }, 10_000);
    expect(endLeftovers(mark)).toBe(1);
    await vi.waitFor(() => expect(findMarked(mark)).not.toContain(daemon), 10_000);
  },
);

test.runIf(process.platform === 'linux')(
  'a process is found while it starts one program after another',
  async () => {
    const folder = tempFolder();
    writeFiles(folder, { again: '#!/bin/sh\nexec "$0"\n' });
    chmodSync(join(folder, 'again'), 0o755);
    const mark = randomUUID();
    const restless = spawn(join(folder, 'again'), {
      stdio: 'ignore',
      env: { ...process.env, [runMark]: mark },
    });
    await once(restless, 'spawn');
    const found = Array.from({ length: 200 }, () => findMarked(mark));
    restless.kill('SIGKILL');
    expect(found).toEqual(found.map(() => [restless.pid]));
  },
);

test('processes of another run are left alone', async () => {
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    env: { ...process.env, [runMark]: randomUUID() },
  });
  expect(endLeftovers(randomUUID())).toBe(0);
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
});
