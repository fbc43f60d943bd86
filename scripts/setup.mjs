// @ts-check
/**
 * Makes a fresh clone ready to run: npm packages, system libraries, the Electron runtime and the build. Only
 * what is missing or out of date is done. With no argument it prepares for `npm start` and `npm test` alike.
 *
 *     node scripts/setup.mjs
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasDisplay } from './desktop/choice.mjs';
import { isEntry, log as logToStderr, runEntry } from './process/entry.mjs';
import { withLock } from './process/lock.mjs';
import { run as runCommand, stoppedBy } from './process/run.mjs';
import { ensureBuild } from './set-up/build.mjs';
import { cacheFolder } from './set-up/cache-folder.mjs';
import { checkNode, ensurePackages } from './set-up/packages.mjs';
import { ensureRuntime, proveRuntime, runtimeEnv } from './set-up/runtime.mjs';
import { addToStamp, readStamp } from './set-up/stamp.mjs';
import { ensureSystemLibraries, neededPackages } from './set-up/system-libraries.mjs';

/** @typedef {import('./set-up/runtime.mjs').Runtime} Runtime */

/**
 * @typedef {object} SetupOptions
 * @property {import('./set-up/system-libraries.mjs').Purpose} [purpose]
 * @property {(text: string) => void} [log] told what is being done; says nothing when nothing is to do
 * @property {AbortSignal | undefined} [signal]
 * @property {string} [projectFolder]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {import('./process/run.mjs').Run} [run]
 */

/**
 * @param {SetupOptions} [options]
 * @returns {Promise<{ runtime: Runtime, projectFolder: string, env: NodeJS.ProcessEnv }>} the Electron to run,
 *   and the environment in which every tool of the project finds it
 * @throws {import('./process/problem.mjs').Problem} with what to do, when something cannot be set up
 */
export async function setup({
  purpose = 'test',
  log = logToStderr,
  signal,
  projectFolder = dirname(dirname(fileURLToPath(import.meta.url))),
  env = process.env,
  run = runCommand,
} = {}) {
  checkNode(process.versions.node);
  const { platform, arch } = process;
  const cache = cacheFolder(env);
  const tools = { projectFolder, run: stoppedBy(run, signal), log };
  const lock = join(
    cache,
    `project-${createHash('sha256').update(projectFolder).digest('hex').slice(0, 16)}.lock`,
  );
  const onWait = (/** @type {number} */ pid) =>
    log(`Another set-up of this checkout (process ${pid}) is at work; waiting …`);

  return await withLock(
    lock,
    async () => {
      const needs = neededPackages({ purpose, hasDisplay: hasDisplay(platform, env) });
      const isRoot = process.getuid?.() === 0;
      await ensureSystemLibraries({ ...tools, needs, osRelease: readOsRelease(), isRoot, env });
      await ensurePackages({ ...tools, env });
      const runtime = await ensureRuntime({ ...tools, cache, env, platform, arch, signal });
      await proveOnce(runtime, { ...tools, env });
      const toolEnv = runtimeEnv(runtime, projectFolder, env);
      await ensureBuild({ ...tools, env: toolEnv });
      return { runtime, projectFolder, env: toolEnv };
    },
    { onWait, signal },
  );
}

/**
 * Starting Electron takes a while, so it is proven once for each runtime.
 * @param {Runtime} runtime
 * @param {Parameters<typeof proveRuntime>[1] & { projectFolder: string }} options
 */
async function proveOnce(runtime, { projectFolder, ...options }) {
  const fingerprint = `${runtime.executable} ${statSync(runtime.executable).mtimeMs}`;
  if (readStamp(projectFolder).provenRuntime === fingerprint) return;
  await proveRuntime(runtime, options);
  addToStamp(projectFolder, { provenRuntime: fingerprint });
}

/** @returns {string | undefined} nothing where there is no such file */
function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return undefined;
  }
}

if (isEntry(import.meta.url)) {
  await runEntry(async (signal) => {
    const { runtime } = await setup({ signal });
    logToStderr(`Ready, on Electron ${runtime.version} (${runtime.folder}).`);
    return 0;
  });
}
