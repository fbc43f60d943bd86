// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../process/problem.mjs';
import { lastWords } from '../process/run.mjs';
import { changeSearchPath } from '../process/search-path.mjs';

const minNode = Object.freeze([20, 19]);
const minNpmMajor = 10;
const projectNodeMajor = 24;
const installTimeoutMs = 20 * 60_000;

/**
 * One entry of a lock file's `packages`, keyed by its folder.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/** @param {string} projectFolder */
export function nodeBinFolder(projectFolder) {
  return join(projectFolder, 'node_modules/.bin');
}

/**
 * The Node that npm scripts and tools run on: the dev dependency `node`, whatever the user has.
 * @param {string} projectFolder
 */
export function node24(projectFolder) {
  return join(projectFolder, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * @param {string} version of the Node that runs the set-up, as in `process.versions.node`
 * @throws {Problem} when it is too old
 */
export function checkNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minMajor = 0, minMinor = 0] = minNode;
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return;
  throw new Problem(
    `Vigil needs Node.js ${minNode.join('.')} or newer; this is ${version}.`,
    'Install a current Node.js (https://nodejs.org), and run the command again.',
  );
}

/**
 * Whether what is installed is all that the lock file asks for. npm writes its own record of an installation
 * at the very end, so one that was cut off has none.
 * @param {Lock} lock package-lock.json
 * @param {Lock | undefined} installed node_modules/.package-lock.json
 * @param {(folder: string) => boolean} exists
 */
export function isInstallWhole(lock, installed, exists) {
  if (!installed?.packages) return false;
  for (const [folder, wanted] of Object.entries(lock.packages ?? {})) {
    if (folder === '') continue;
    const found = installed.packages[folder];
    // Optional packages are left out where they do not fit the platform.
    if (!found && (wanted.optional || wanted.devOptional)) continue;
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) return false;
    if (!exists(folder)) return false;
  }
  return true;
}

/**
 * Installs the locked packages if they are not there, and the project's own Node.
 * @param {{ projectFolder: string, env: NodeJS.ProcessEnv, run: import('../process/run.mjs').Run,
 *   log: (text: string) => void }} options
 * @throws {Problem}
 */
export async function ensurePackages({ projectFolder, env, run, log }) {
  // npm must not run on the Node inside node_modules: it is about to delete it.
  const npmEnv = changeSearchPath(env, (path) => without(path, nodeBinFolder(projectFolder)));
  /** @param {readonly string[]} args */
  const npm = (args) => run('npm', args, { cwd: projectFolder, env: npmEnv, timeoutMs: installTimeoutMs });

  if (!isWhole(projectFolder)) {
    await checkNpm(npm);
    log('Packages: installing (npm ci) …');
    // No package needs its install script but `node`, which is seen to below, so none is let run here.
    const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
    const outcome = await npm(args);
    if (outcome.status !== 0 || !isWhole(projectFolder)) {
      throw new Problem(
        `npm could not install the packages (npm ci)${outcome.timedOut ? ': it took too long' : ''}:\n${lastWords(outcome)}`,
        'Check that this machine reaches the npm registry and that package-lock.json is unchanged, and run the command again.',
      );
    }
  }
  if (await isProjectNodeReady(projectFolder, run)) return;
  await checkNpm(npm);
  log(`Packages: fetching Node ${projectNodeMajor} for the tools (npm rebuild node) …`);
  const outcome = await npm(['rebuild', 'node', '--ignore-scripts=false', '--foreground-scripts']);
  if (outcome.status === 0 && (await isProjectNodeReady(projectFolder, run))) return;
  throw new Problem(
    `npm could not install Node ${projectNodeMajor}, which the tools of this project run on (npm rebuild node):\n${lastWords(outcome)}`,
    'Check that this machine reaches the npm registry, and run the command again.',
  );
}

/**
 * @param {(args: readonly string[]) => Promise<import('../process/run.mjs').Outcome>} npm
 */
async function checkNpm(npm) {
  const outcome = await npm(['--version']);
  const version = outcome.stdout.trim();
  if (outcome.status === 0 && Number.parseInt(version, 10) >= minNpmMajor) return;
  throw new Problem(
    outcome.status === 0
      ? `Vigil needs npm ${minNpmMajor} or newer; this is ${version}.`
      : 'The command npm was not found; Vigil is installed with it.',
    'It comes with Node.js: install a current Node.js (https://nodejs.org), and run the command again.',
  );
}

/** @param {string} projectFolder */
function isWhole(projectFolder) {
  const lock = readJson(join(projectFolder, 'package-lock.json'));
  if (!lock) {
    throw new Problem(
      'package-lock.json is missing or damaged.',
      'Restore it: git checkout package-lock.json',
    );
  }
  const installed = readJson(join(projectFolder, 'node_modules/.package-lock.json'));
  return isInstallWhole(lock, installed, (folder) => existsSync(join(projectFolder, folder)));
}

/**
 * @param {string} projectFolder
 * @param {import('../process/run.mjs').Run} run
 */
async function isProjectNodeReady(projectFolder, run) {
  const outcome = await run(node24(projectFolder), ['--version']);
  return outcome.status === 0 && outcome.stdout.startsWith(`v${projectNodeMajor}.`);
}

/**
 * @param {string} path
 * @returns {Lock | undefined}
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} searchPath
 * @param {string} folder
 */
function without(searchPath, folder) {
  return searchPath
    .split(delimiter)
    .filter((entry) => entry !== folder)
    .join(delimiter);
}
