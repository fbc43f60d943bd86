// @ts-check

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
