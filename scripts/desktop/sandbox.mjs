// @ts-check
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ mayMakeNamespaces: boolean, isHelperTrusted: boolean, helper: string }} SandboxSituation */

/**
 * What to tell a user whose system does not let Chromium make its sandbox, as some distributions do for
 * programs they do not know. Starting without the sandbox is not among the ways out.
 * @param {SandboxSituation} situation
 * @returns {string | undefined} nothing when the sandbox cannot be what is wrong
 */
export function sandboxAdvice({ mayMakeNamespaces, isHelperTrusted, helper }) {
  if (mayMakeNamespaces || isHelperTrusted) return undefined;
  return [
    'This system forbids programs to make user namespaces, which the sandbox of Electron needs.',
    "Let Electron's own helper make the sandbox, with this line, and start Vigil again:",
    '',
    `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  ].join('\n');
}

/**
 * @param {string} runtimeFolder
 * @returns {SandboxSituation}
 */
export function readSandboxSituation(runtimeFolder) {
  const helper = join(runtimeFolder, 'chrome-sandbox');
  const helperStat = statSync(helper, { throwIfNoEntry: false });
  return {
    mayMakeNamespaces:
      readSetting('kernel/apparmor_restrict_unprivileged_userns') !== '1' &&
      readSetting('kernel/unprivileged_userns_clone') !== '0' &&
      readSetting('user/max_user_namespaces') !== '0',
    isHelperTrusted: helperStat?.uid === 0 && (helperStat.mode & 0o4000) !== 0,
    helper,
  };
}

/**
 * @param {string} name below /proc/sys
 * @returns {string | undefined} nothing when this kernel has no such setting
 */
function readSetting(name) {
  try {
    return readFileSync(join('/proc/sys', name), 'utf8').trim();
  } catch {
    return undefined;
  }
}
