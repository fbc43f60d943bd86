// @ts-check
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '../process/problem.mjs';
import { tempFolder, writeFiles } from '../testing/temp-folder.mjs';
import { fallbackFolder, fallbackVersion } from './fallback-runtime.mjs';
import { ensureRuntime, findRuntime, proveRuntime, runtimeEnv } from './runtime.mjs';

/** @typedef {import('./runtime.mjs').RuntimePlace} RuntimePlace */

/** @returns {RuntimePlace} an empty project that declares Electron 45.4.1, on a machine with nothing */
function makePlace() {
  const folder = tempFolder();
  writeFiles(folder, { 'project/node_modules/electron/package.json': '{"version":"45.4.1"}' });
  return {
    projectFolder: join(folder, 'project'),
    cache: join(folder, 'cache'),
    env: {},
    platform: 'linux',
    arch: 'x64',
  };
}

/** @param {RuntimePlace} place */
const official = (place) => join(place.projectFolder, 'node_modules/electron/dist');

/**
 * @param {string} folder
 * @param {string} version
 */
function putRuntime(folder, version) {
  writeFiles(folder, { electron: '', version });
}

describe('the runtime is looked for', () => {
  test('first where the user says', () => {
    const place = makePlace();
    const folder = tempFolder();
    putRuntime(folder, 'v40.0.0');
    putRuntime(official(place), '45.4.1');
    const found = findRuntime({ ...place, env: { ELECTRON_OVERRIDE_DIST_PATH: folder } });
    expect(found).toEqual({
      source: 'override',
      folder,
      executable: join(folder, 'electron'),
      version: '40.0.0',
    });
  });

  test('then in the electron package, then in the cache', () => {
    const place = makePlace();
    expect(findRuntime(place)).toBeUndefined();
    putRuntime(fallbackFolder(place.cache), fallbackVersion);
    expect(findRuntime(place)).toMatchObject({ source: 'fallback', version: fallbackVersion });
    putRuntime(official(place), '45.4.1');
    expect(findRuntime(place)).toMatchObject({ source: 'official', version: '45.4.1' });
  });

  test('and one left by another version of the electron package is passed over', () => {
    const place = makePlace();
    putRuntime(official(place), '44.0.0');
    expect(findRuntime(place)).toBeUndefined();
  });

  test('and a folder without its version file is not whole', () => {
    const place = makePlace();
    writeFiles(official(place), { electron: '' });
    writeFiles(fallbackFolder(place.cache), { electron: '' });
    expect(findRuntime(place)).toBeUndefined();
  });

  test('and a wrong place named by the user is an error, never passed over', () => {
    const place = makePlace();
    putRuntime(official(place), '45.4.1');
    const folder = tempFolder();
    expect(() => findRuntime({ ...place, env: { ELECTRON_OVERRIDE_DIST_PATH: folder } })).toThrow(Problem);
    expect(() => findRuntime({ ...place, env: { ELECTRON_OVERRIDE_DIST_PATH: folder } })).toThrow(folder);
  });

  test('and the one from the cache serves linux-x64 only', () => {
    const place = makePlace();
    putRuntime(fallbackFolder(place.cache), fallbackVersion);
    writeFiles(fallbackFolder(place.cache), { 'electron.exe': '' });
    expect(findRuntime({ ...place, arch: 'arm64' })).toBeUndefined();
    expect(findRuntime({ ...place, platform: 'win32' })).toBeUndefined();
  });
});

/**
 * @param {Partial<import('../process/run.mjs').Outcome>} outcome
 * @param {() => void} [effect]
 * @returns {import('../process/run.mjs').Run}
 */
const answering = (outcome, effect) => () => {
  effect?.();
  return Promise.resolve({ status: 0, stdout: '', stderr: '', missing: false, timedOut: false, ...outcome });
};

describe('a missing runtime', () => {
  test('is downloaded by the electron package itself', async () => {
    const place = makePlace();
    const run = answering({}, () => putRuntime(official(place), '45.4.1'));
    expect(await ensureRuntime({ ...place, run, log: () => {} })).toMatchObject({ source: 'official' });
  });

  test('that cannot be had is explained with the download and the variable', async () => {
    const run = answering({ status: 1, stderr: 'TypeError: fetch failed\n    at x' });
    const failing = ensureRuntime({ ...makePlace(), platform: 'darwin', arch: 'arm64', run, log: () => {} });
    await expect(failing).rejects.toThrow(Problem);
    await expect(failing).rejects.toThrow(
      /fetch failed\.\n[^]*github\.com[^]*45\.4\.1 for darwin-arm64[^]*ELECTRON_OVERRIDE_DIST_PATH/,
    );
  });
});

describe('a found runtime', () => {
  const runtime = /** @type {const} */ ({
    source: 'override',
    folder: '/e',
    executable: '/e/electron',
    version: '1.0.0',
  });

  test('is proven by starting it', async () => {
    await proveRuntime(runtime, { run: answering({ stdout: '33.2.1\n' }), env: {} });
  });

  test('that lacks a system library is explained with its name', async () => {
    const stderr =
      '/e/electron: error while loading shared libraries: libnss3.so: cannot open shared object file';
    await expect(proveRuntime(runtime, { run: answering({ status: 127, stderr }), env: {} })).rejects.toThrow(
      'the system library libnss3.so is missing',
    );
  });

  test('that does not start, or is something else, is refused', async () => {
    await expect(proveRuntime(runtime, { run: answering({ status: 1 }), env: {} })).rejects.toThrow(Problem);
    await expect(
      proveRuntime(runtime, { run: answering({ stdout: 'undefined\n' }), env: {} }),
    ).rejects.toThrow(Problem);
  });

  test('is shown to the tools by their variables, ahead of what the user has', () => {
    const env = runtimeEnv(runtime, '/project', { PATH: '/usr/bin', ELECTRON_RUN_AS_NODE: '1' });
    expect(env).toMatchObject({ ELECTRON_OVERRIDE_DIST_PATH: '/e', ELECTRON_EXEC_PATH: '/e/electron' });
    expect(env['PATH']).toMatch(/^\/project\/node_modules\/\.bin:\/usr\/bin$/);
    expect(env['ELECTRON_RUN_AS_NODE']).toBeUndefined();
  });
});
