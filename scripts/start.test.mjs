// @ts-check
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startDesktop } from './desktop/desktop.mjs';
import { makeStandInProject } from './testing/stand-in-project.mjs';

const probe = 'VIGIL_TEST_PROBE';

/**
 * Starts `start.mjs` of a stand-in project. All that it starts in turn can be found by a variable of this test.
 * @param {{ args?: string[], env?: NodeJS.ProcessEnv }} [options]
 */
function start({ args = [], env = {} } = {}) {
  const project = makeStandInProject();
  const mark = randomUUID();
  const child = spawn(process.execPath, [join(project.folder, 'scripts/start.mjs'), ...args], {
    env: { ...project.env, ...env, [probe]: mark },
  });
  const ended = once(child, 'exit').then(([status]) => status);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
  onTestFinished(() => {
    for (const pid of findProbed(mark)) process.kill(pid, 'SIGKILL');
  });
  return {
    ...project,
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    alive: () => findProbed(mark),
    ready: () => vi.waitFor(() => expect(stdout).toContain('ready\n'), 40_000),
  };
}

/** @param {string} mark */
function findProbed(mark) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${probe}=${mark}`);
      } catch {
        return false; // it has just ended
      }
    });
}

// Real processes by the dozen: they take a second, or many on a busy machine.
const limit = { timeout: 60_000 };

describe.runIf(process.platform === 'linux')('npm start without a display', limit, () => {
  test('runs the app on a virtual one, with the flags for it and those of the user', async () => {
    const app = start({ args: ['--exit=0', '--mine'] });
    expect(await app.ended).toBe(0);
    expect(app.stderr()).toContain('No display was found');
    expect(app.stdout()).toMatch(/^display :\d+\n/);
    expect(app.stdout()).toMatch(
      new RegExp(
        `^arguments .*${app.folder} --console --screenshot=${app.folder}/artifacts/vigil-[^ ]+\\.png --exit=0 --mine$`,
        'm',
      ),
    );
    expect(existsSync(join(app.folder, 'artifacts'))).toBe(true);
    expect(app.alive()).toEqual([]);
  });

  test('exits with the status of the app, and takes along what the app left behind', async () => {
    const app = start({ args: ['--exit=7'] });
    expect(await app.ended).toBe(7);
    expect(app.alive()).toEqual([]);
  });

  test.each(/** @type {const} */ (['SIGINT', 'SIGTERM']))(
    'ends everything that it started on %s',
    async (signal) => {
      const app = start();
      await app.ready();
      // The script, the app with its child and its daemon, the display and the bus.
      expect(app.alive().length).toBeGreaterThanOrEqual(6);
      app.child.kill(signal);
      expect(await app.ended).toBe(0);
      expect(app.alive()).toEqual([]);
    },
  );
});

describe.runIf(process.platform === 'linux')('npm start with a display', limit, () => {
  test('opens the app there, and leaves alone what the app has started for the user', async () => {
    const desktop = await startDesktop(process.env, { display: true, bus: 'none', keyring: false });
    onTestFinished(desktop.stop);
    const { DISPLAY, XAUTHORITY } = desktop.env;
    const app = start({ env: { DISPLAY, XAUTHORITY } });
    await app.ready();
    expect(app.stdout()).toContain(`display ${DISPLAY}\n`);
    expect(app.stdout()).not.toContain('--console');
    app.child.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(app.alive()).toHaveLength(2);
  });
});
