// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { tempFolder } from '../testing/temp-folder.mjs';
import { isAlive } from './liveness.mjs';
import { exitStatus, startGroup } from './process-group.mjs';

/**
 * Starts a shell that starts another process, and waits until both are there.
 * @param {string} script in it, `$PID_FILE` is where the child's process id goes
 */
async function startTree(script) {
  const pidFile = join(tempFolder(), 'pid');
  const group = startGroup('sh', ['-c', script], {
    stdio: 'ignore',
    env: { ...process.env, PID_FILE: pidFile },
  });
  await vi.waitFor(
    () => expect(existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/\d+\n/),
    10_000,
  );
  const childPid = Number(readFileSync(pidFile, 'utf8'));
  onTestFinished(() => {
    if (isAlive(childPid)) process.kill(childPid, 'SIGKILL');
  });
  return { group, childPid };
}

const sleeper = 'sleep 60 & echo $! > "$PID_FILE"; wait';

describe.runIf(process.platform !== 'win32')('a process group', () => {
  test('ends with everything that its leader has started', async () => {
    const { group, childPid } = await startTree(sleeper);
    await group.end();
    expect(isAlive(childPid)).toBe(false);
    expect(await group.ended).toEqual({ status: null, signal: 'SIGTERM' });
  });

  test('is killed when it does not end in time', async () => {
    const { group, childPid } = await startTree(`trap '' TERM; ${sleeper}; wait; sleep 60`);
    await group.end({ graceMs: 100 });
    expect(isAlive(childPid)).toBe(false);
    expect((await group.ended).signal).toBe('SIGKILL');
  });

  test('ends with whoever is left after its leader, when the leader is asked first', async () => {
    const { group, childPid } = await startTree(`trap 'exit 3' TERM; ${sleeper}`);
    await group.end({ way: 'leader-first' });
    expect(isAlive(childPid)).toBe(false);
    expect(exitStatus(await group.ended)).toBe(3);
  });

  test('keeps what its leader has started, when the leader alone is to end', async () => {
    const { group, childPid } = await startTree(`trap 'exit 0' TERM; ${sleeper}`);
    await group.end({ way: 'leader-alone' });
    expect(isAlive(childPid)).toBe(true);
    expect((await group.ended).status).toBe(0);
  });

  test('is swept even when its leader has ended long before', async () => {
    const { group, childPid } = await startTree('sleep 60 & echo $! > "$PID_FILE"');
    await group.ended;
    await group.end();
    expect(isAlive(childPid)).toBe(false);
  });

  test('that cannot be started says so, and can be ended all the same', async () => {
    const group = startGroup('vigil-no-such-command', []);
    const ending = await group.ended;
    expect(ending.error?.code).toBe('ENOENT');
    expect(exitStatus(ending)).toBe(127);
    await group.end();
  });
});

test('an ending by a signal has the exit status that shells give it', () => {
  expect(exitStatus({ status: null, signal: 'SIGINT' })).toBe(130);
  expect(exitStatus({ status: null, signal: 'SIGTERM' })).toBe(143);
  expect(exitStatus({ status: 0, signal: null })).toBe(0);
});
