// @ts-check
/**
 * Runs a command on a desktop of its own: a display (a virtual one if there is none), a private message bus,
 * an empty home with an unlocked keyring, and the Electron runtime in the environment. Nothing of it is left
 * behind. On macOS and Windows, where a desktop and a keychain are always there, only the runtime is added.
 *
 *     node scripts/with-desktop.mjs COMMAND [ARGUMENT]…
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDesktop } from './desktop/desktop.mjs';
import { isEntry, runEntry } from './process/entry.mjs';
import { Problem } from './process/problem.mjs';
import { exitStatus, startGroup } from './process/process-group.mjs';
import { cacheFolder } from './set-up/cache-folder.mjs';
import { findRuntime, runtimeEnv } from './set-up/runtime.mjs';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Does `work` on a desktop of its own, in the environment that it is given.
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDesktop(env, work) {
  if (process.platform !== 'linux') return await work(env);
  const desktop = await startDesktop(env, { display: !env['DISPLAY'], bus: true, keyring: true });
  try {
    return await work(desktop.env);
  } finally {
    await desktop.stop();
  }
}

/**
 * Runs a command that shares this script's terminal; a signal that ends the script is passed on to it.
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} signal
 * @returns {Promise<number>} its exit status
 */
async function runCommand([name = '', ...args], env, signal) {
  const group = startGroup(name, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  const passOn = () => void group.end({ signal: signal.reason });
  signal.addEventListener('abort', passOn, { once: true });
  if (signal.aborted) passOn();
  const ending = await group.ended;
  await group.end();
  if (ending.error) throw new Problem(`${name} could not be started: ${ending.error.message}`);
  return exitStatus(ending);
}

if (isEntry(import.meta.url)) {
  await runEntry(async (signal) => {
    const command = process.argv.slice(2);
    if (command.length === 0) throw new Problem('usage: node scripts/with-desktop.mjs COMMAND [ARGUMENT]...');
    const { env, platform, arch } = process;
    const runtime = findRuntime({ projectFolder, cache: cacheFolder(env), env, platform, arch });
    if (!runtime)
      throw new Problem('There is no Electron runtime yet.', 'Get it with: node scripts/setup.mjs');
    return await withDesktop(runtimeEnv(runtime, projectFolder, env), (desktopEnv) =>
      runCommand(command, desktopEnv, signal),
    );
  });
}
