// @ts-check
import { join } from 'node:path';

/**
 * Whether windows have somewhere to appear. Only on Linux can a session be without a display and still run this.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * Chromium's own switches for starting Electron here, given before the app's folder.
 * @param {{ platform: NodeJS.Platform, isRoot: boolean, env: NodeJS.ProcessEnv }} situation
 * @returns {string[]}
 */
export function electronSwitches({ platform, isRoot, env }) {
  if (platform !== 'linux') return [];
  const switches = [];
  // Chromium refuses to start as root with its sandbox; for anybody else the sandbox stays.
  if (isRoot) switches.push('--no-sandbox');
  // Older runtimes look for X11 only, and would find none.
  if (env['WAYLAND_DISPLAY'] && !env['DISPLAY']) switches.push('--ozone-platform=wayland');
  return switches;
}

/**
 * The app's flags for a run that nobody sees: print what happens, and save a picture of the window. Those
 * that the user gives take precedence.
 * @param {{ pictures: string, now: Date, userArgs: readonly string[] }} situation `pictures` is a folder
 * @returns {string[]}
 */
export function headlessFlags({ pictures, now, userArgs }) {
  const timestamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const flags = ['--console', `--screenshot=${join(pictures, `vigil-${timestamp}.png`)}`];
  const given = new Set(userArgs.map(flagName));
  return flags.filter((flag) => !given.has(flagName(flag)));
}

/** @param {string} flag */
function flagName(flag) {
  return flag.split('=')[0];
}
