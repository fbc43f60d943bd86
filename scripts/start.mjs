// @ts-check
/**
 * Sets up what is missing and opens Vigil. Without a display it runs on a virtual one, prints what happens
 * and saves a picture of its window. What is given after `npm start --` goes to the app.
 *
 *     npm start [-- ARGUMENT…]
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { electronSwitches, hasDisplay, headlessFlags } from './desktop/choice.mjs';
import { startDesktop } from './desktop/desktop.mjs';
import { readSandboxSituation, sandboxAdvice } from './desktop/sandbox.mjs';
import { log, runEntry } from './process/entry.mjs';
import { runForeground } from './process/foreground.mjs';
import { isOnSearchPath } from './process/search-path.mjs';
import { setup } from './setup.mjs';

const { platform } = process;
const isRoot = process.getuid?.() === 0;
const userArgs = process.argv.slice(2);

/** @typedef {Awaited<ReturnType<typeof setup>>} Ready */

/**
 * @param {Ready} ready
 * @param {AbortSignal} signal
 */
async function startOnDisplay({ runtime, projectFolder, env }, signal) {
  const args = [...electronSwitches({ platform, isRoot, env }), projectFolder, ...userArgs];
  // A browser that the app has opened for the user belongs to the user, and stays.
  return await runForeground(runtime.executable, args, { env, signal, way: 'leader-alone' });
}

/**
 * @param {Ready} ready
 * @param {AbortSignal} signal
 */
async function startHeadless({ runtime, projectFolder, env }, signal) {
  log('No display was found (DISPLAY and WAYLAND_DISPLAY are not set): Vigil runs on a virtual one.');
  const pictures = join(projectFolder, 'artifacts');
  mkdirSync(pictures, { recursive: true });
  const needsBus = !env['DBUS_SESSION_BUS_ADDRESS'] && isOnSearchPath('dbus-daemon', env);
  const desktop = await startDesktop(env, { display: true, bus: needsBus ? 'bare' : 'none', keyring: false });
  try {
    const args = [
      ...electronSwitches({ platform, isRoot, env: desktop.env }),
      // Chromium complains of the missing system bus and graphics card; what the app prints is not affected.
      '--log-level=3',
      projectFolder,
      ...headlessFlags({ pictures, now: new Date(), userArgs }),
      ...userArgs,
    ];
    return await runForeground(runtime.executable, args, { env: desktop.env, signal, way: 'leader-first' });
  } finally {
    await desktop.stop();
  }
}

await runEntry(async (signal) => {
  const ready = await setup({ purpose: 'start', signal });
  if (platform === 'linux' && isRoot) {
    log(
      'Running as root: Chromium does not start there with its sandbox, so it is switched off (--no-sandbox).',
    );
  }
  const start = hasDisplay(platform, ready.env) ? startOnDisplay : startHeadless;
  const status = await start(ready, signal);
  if (status !== 0 && !signal.aborted && platform === 'linux' && !isRoot) {
    const advice = sandboxAdvice(readSandboxSituation(ready.runtime.folder));
    if (advice) log(`\nvigil: ${advice}`);
  }
  return status;
});
