// @ts-check
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { findMarked, runMark } from '../process/leftovers.mjs';
import { Problem } from '../process/problem.mjs';
import { run } from '../process/run.mjs';
import { startDesktop } from './desktop.mjs';

const keytar = createRequire(import.meta.url).resolve('keytar');
const outerEnv = { ...process.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined };

/** @param {import('./desktop.mjs').Parts} parts */
async function start(parts) {
  const desktop = await startDesktop(outerEnv, parts);
  onTestFinished(desktop.stop);
  return desktop;
}

/**
 * Runs a piece of code, with the keychain at hand, on a desktop.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} code
 */
const runCode = (env, code) =>
  run(
    process.execPath,
    ['-e', `const keytar = require(${JSON.stringify(keytar)}); (async () => { ${code} })()`],
    {
      env,
      timeoutMs: 15_000,
    },
  );

describe.runIf(process.platform === 'linux')('a desktop for the tests', () => {
  test('has a keychain that keeps secrets, and starts empty each time', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { env } = await start({ display: false, bus: 'full', keyring: true });
      const { stdout } = await runCode(
        env,
        `const before = await keytar.getPassword('service', 'name');
         await keytar.setPassword('service', 'name', 'secret');
         const kept = await keytar.getPassword('service', 'name');
         await keytar.deletePassword('service', 'name');
         console.log(before, kept, await keytar.getPassword('service', 'name'));`,
      );
      expect(stdout).toBe('null secret null\n');
    }
  });

  test('leaves no process and no file behind, daemons included', async () => {
    const desktop = await start({ display: true, bus: 'full', keyring: true });
    const mark = String(desktop.env[runMark]);
    const home = String(desktop.env['HOME']);
    await run('setsid', ['--fork', 'sleep', '60'], { env: desktop.env });
    expect(findMarked(mark).length).toBeGreaterThanOrEqual(4);
    expect(existsSync(home)).toBe(true);
    await desktop.stop();
    await vi.waitFor(() => expect(findMarked(mark)).toEqual([]), 10_000);
    expect(existsSync(home)).toBe(false);
  });

  test('keeps the real npm settings although the home is another', async () => {
    const { env } = await start({ display: false, bus: 'full', keyring: true });
    const outcome = await run('npm', ['config', 'get', 'cache', 'userconfig'], { env });
    expect(outcome.stdout).not.toContain(env['HOME']);
  });
});

describe.runIf(process.platform === 'linux')('a virtual display', () => {
  test('comes up once for each who asks', async () => {
    const parts = /** @type {const} */ ({ display: true, bus: 'none', keyring: false });
    const [first, second] = await Promise.all([start(parts), start(parts)]);
    expect(first.env['DISPLAY']).toMatch(/^:\d+$/);
    expect(second.env['DISPLAY']).toMatch(/^:\d+$/);
    expect(first.env['DISPLAY']).not.toBe(second.env['DISPLAY']);
  });

  test('that cannot be started is explained, and leaves nothing behind', async () => {
    const env = { ...outerEnv, PATH: '/no/such/folder' };
    const failing = startDesktop(env, { display: true, bus: 'none', keyring: false });
    await expect(failing).rejects.toThrow(Problem);
    await expect(failing).rejects.toThrow(/Xvfb is not installed[^]*Debian and Ubuntu: xvfb/);
  });

  test('with a bare bus has no keychain, and says so at once', async () => {
    const { env } = await start({ display: true, bus: 'bare', keyring: false });
    const { stdout } = await runCode(
      env,
      `await keytar.setPassword('service', 'name', 'secret').catch((error) => console.log('refused:', error.message));`,
    );
    expect(stdout).toMatch(/^refused: .*org\.freedesktop\.secrets/);
  });
});
