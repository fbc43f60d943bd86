// @ts-check
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers, runMark } from '../process/leftovers.mjs';
import { startDisplay } from './display.mjs';
import { startKeyring } from './keyring.mjs';
import { startSessionBus } from './session-bus.mjs';

/**
 * Something to run programs on: `env` is their environment, `stop` ends and removes everything.
 * @typedef {{ env: NodeJS.ProcessEnv, stop: () => Promise<void> }} Desktop
 */

/**
 * The parts wanted: a display, a message bus, a home of its own with an unlocked keyring (which needs the bus).
 * @typedef {{ display: boolean, bus: 'full' | 'bare' | 'none', keyring: boolean }} Parts
 */

/**
 * Starts the wanted parts in this order: display, bus, keyring.
 * @param {NodeJS.ProcessEnv} outerEnv
 * @param {Parts} parts
 * @returns {Promise<Desktop>}
 */
export async function startDesktop(outerEnv, parts) {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-desktop-'));
  const mark = randomUUID();
  let env = { ...outerEnv, [runMark]: mark };
  /** @type {import('./announcing.mjs').Started[]} */
  const started = [];
  const stop = async () => {
    for (const part of started.reverse().splice(0)) await part.group.end();
    endLeftovers(mark);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  /** @param {import('./announcing.mjs').Started} part */
  const add = (part) => {
    started.push(part);
    env = { ...env, ...part.env };
  };

  try {
    if (parts.keyring) env = { ...env, ...makeHome(folder, env) };
    if (parts.display) add(await startDisplay({ folder, env }));
    if (parts.bus !== 'none') add(await startSessionBus({ folder, env, kind: parts.bus }));
    if (parts.keyring) add(await startKeyring({ env }));
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, stop };
}

/**
 * Does `work` on a desktop with everything that the tests need, none of it the user's: a display (the user's
 * if there is one), a bus, a home and a keyring. macOS and Windows have a desktop and a keychain at all times.
 * @template T
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work given the environment to run in
 * @returns {Promise<T>}
 */
export async function withTestDesktop(env, work) {
  if (process.platform !== 'linux') return await work(env);
  const desktop = await startDesktop(env, { display: !env['DISPLAY'], bus: 'full', keyring: true });
  try {
    return await work(desktop.env);
  } finally {
    await desktop.stop();
  }
}

/**
 * A home that nothing of the user's is in; npm and X11 keep using the real one.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function makeHome(folder, env) {
  const home = join(folder, 'home');
  const runtime = join(folder, 'run');
  const realHome = env['HOME'] ?? homedir();
  // gnome-keyring creates its collection only where these two exist.
  for (const name of ['.local/share/keyrings', '.cache', '.config']) {
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 });
  }
  mkdirSync(runtime, { mode: 0o700 });
  return {
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    // Its socket lies in the real runtime folder; X11 is found without it.
    WAYLAND_DISPLAY: undefined,
    XDG_CONFIG_HOME: undefined,
    XDG_DATA_HOME: undefined,
    XDG_CACHE_HOME: undefined,
    XDG_STATE_HOME: undefined,
    // A keyring that already runs for the user would be talked to in place of this run's own.
    GNOME_KEYRING_CONTROL: undefined,
    XAUTHORITY: env['XAUTHORITY'] ?? join(realHome, '.Xauthority'),
    npm_config_cache: env['npm_config_cache'] ?? join(realHome, '.npm'),
    npm_config_userconfig: env['npm_config_userconfig'] ?? join(realHome, '.npmrc'),
  };
}
