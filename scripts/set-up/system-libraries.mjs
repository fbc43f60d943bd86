// @ts-check
import { Problem } from '../process/problem.mjs';
import { lastWords } from '../process/run.mjs';

/**
 * One thing needed of the system: the names of the packages that have it, of which one suffices. Debian 13
 * and Ubuntu 24.04 renamed some when their time type grew to 64 bits.
 * @typedef {readonly string[]} Need
 */

/** @type {readonly Need[]} */
const windowNeeds = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libnotify4'],
  ['libsecret-1-0'],
];
/** @type {readonly Need[]} */
const virtualDisplayNeeds = [['xvfb']];
/** @type {readonly Need[]} */
const keyringNeeds = [['dbus'], ['gnome-keyring']];

/**
 * What the set-up prepares for: to open the window, or also to run the tests, which bring their own desktop.
 * @typedef {'start' | 'test'} Purpose
 */

/**
 * @param {{ purpose: Purpose, hasDisplay: boolean }} situation
 * @returns {Need[]}
 */
export function neededPackages({ purpose, hasDisplay }) {
  return [
    ...windowNeeds,
    ...(purpose === 'test' || !hasDisplay ? virtualDisplayNeeds : []),
    ...(purpose === 'test' ? keyringNeeds : []),
  ];
}

/**
 * Whether a system installs its packages with apt, by its /etc/os-release.
 * @param {string | undefined} osRelease
 */
export function isDebianLike(osRelease) {
  const ids = [...(osRelease ?? '').matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );
  return ids.includes('debian') || ids.includes('ubuntu');
}

/**
 * @param {string} listing of dpkg-query, one package a line: name, tab, status
 * @returns {Set<string>} names of the packages that are installed whole
 */
export function parseInstalled(listing) {
  const lines = listing.split('\n').map((line) => line.split('\t'));
  return new Set(lines.flatMap(([name, status]) => (name && status === 'installed' ? [name] : [])));
}

/**
 * @param {string} policy output of apt-cache policy: a line with a name, then indented lines about it
 * @returns {Set<string>} names of the packages that can be installed
 */
export function parseInstallable(policy) {
  const sections = policy.split(/^(?=\S)/m);
  return new Set(
    sections.flatMap((section) => {
      const name = section.slice(0, section.indexOf(':'));
      const candidate = /^ *Candidate: (.*)$/m.exec(section)?.[1];
      return candidate && candidate !== '(none)' ? [name] : [];
    }),
  );
}

/**
 * Sees to it that the system libraries are there: installs them as root, else says how.
 * @param {object} options
 * @param {readonly Need[]} options.needs
 * @param {string | undefined} options.osRelease content of /etc/os-release
 * @param {boolean} options.isRoot
 * @param {NodeJS.ProcessEnv} options.env
 * @param {import('../process/run.mjs').Run} options.run
 * @param {(text: string) => void} options.log
 * @throws {Problem} with the one line to type, when they are missing and cannot be installed from here
 */
export async function ensureSystemLibraries({ needs, osRelease, isRoot, env, run, log }) {
  if (!isDebianLike(osRelease)) return; // whether Electron starts is seen later
  const missing = await findMissing(needs, { env, run });
  if (missing.length === 0) return;

  const aptEnv = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!isRoot) {
    const names = await pickNames(missing, { env, run });
    throw new Problem(
      `Vigil needs system packages that are not installed: ${names.join(', ')}.`,
      `Install them with this line, and run the command again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
    );
  }
  log('System: reading the package lists (apt-get update) …');
  const options = { env: aptEnv, timeoutMs: 20 * 60_000 };
  const update = await run('apt-get', ['-q', '-o', 'Acquire::Retries=3', 'update'], options);
  const names = await pickNames(missing, { env, run });
  log(`System: installing ${names.join(' ')} (apt-get install) …`);
  const args = ['-q', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300', 'install', '-y'];
  const install = await run('apt-get', [...args, '--no-install-recommends', ...names], options);
  if (install.status === 0) return;
  const failed = update.status === 0 ? install : update;
  throw new Problem(
    `The system packages that Vigil needs could not be installed (${names.join(', ')}):\n${lastWords(failed)}`,
    'Check that this machine reaches its package mirror, or install them by hand, and run the command again.',
  );
}

/** @typedef {{ env: NodeJS.ProcessEnv, run: import('../process/run.mjs').Run }} Tools */

/**
 * @param {readonly Need[]} needs
 * @param {Tools} tools
 */
async function findMissing(needs, { env, run }) {
  // It exits with 1 when it knows nothing of a name, and lists the others all the same.
  const args = ['-W', '-f', '${Package}\\t${db:Status-Status}\\n', ...needs.flat()];
  const installed = parseInstalled((await run('dpkg-query', args, { env })).stdout);
  return needs.filter((need) => !need.some((name) => installed.has(name)));
}

/**
 * @param {readonly Need[]} needs
 * @param {Tools} tools
 */
async function pickNames(needs, { env, run }) {
  const options = { env: { ...env, LC_ALL: 'C' } };
  const policy = (await run('apt-cache', ['policy', ...needs.flat()], options)).stdout;
  const installable = parseInstallable(policy);
  return needs.map((need) => need.find((name) => installable.has(name)) ?? need[0] ?? '');
}
