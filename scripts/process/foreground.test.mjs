// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { tempFolder } from '../testing/temp-folder.mjs';
import { runForeground } from './foreground.mjs';
import { isAlive } from './liveness.mjs';
import { Problem } from './problem.mjs';

const never = new AbortController().signal;

describe.runIf(process.platform !== 'win32')('a command in the foreground', () => {
  test('gives its exit status, and what it left running is ended', async () => {
    const pidFile = join(tempFolder(), 'pid');
    const env = { ...process.env, PID_FILE: pidFile };
    const status = await runForeground('sh', ['-c', 'sleep 60 & echo $! > "$PID_FILE"; exit 4'], {
      env,
      signal: never,
    });
    expect(status).toBe(4);
    expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
  });

  test('is told of the signal that ends the script, and may choose its status', async () => {
    const abort = new AbortController();
    const ready = join(tempFolder(), 'ready');
    const running = runForeground(
      'sh',
      ['-c', 'trap "exit 9" INT; : > "$READY"; while :; do sleep 0.05; done'],
      {
        env: { ...process.env, READY: ready },
        signal: abort.signal,
      },
    );
    await vi.waitFor(() => expect(existsSync(ready)).toBe(true), 10_000);
    abort.abort('SIGINT');
    expect(await running).toBe(9);
  });

  test('is seen to its last word', async () => {
    let seen = '';
    await runForeground('sh', ['-c', 'echo first; echo last'], {
      env: process.env,
      signal: never,
      onOutput: (chunk) => (seen += chunk.toString()),
    });
    expect(seen).toBe('first\nlast\n');
  });

  test('that does not exist is a foreseen failure', async () => {
    const failing = runForeground('/no/such/command', [], { env: process.env, signal: never });
    await expect(failing).rejects.toThrow(Problem);
  });
});
