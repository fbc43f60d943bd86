// @ts-check
/**
 * Unpacks the fallback runtime and turns it into a plain Electron: run by the set-up on the project's own
 * Node, because the libraries used here want one newer than the user's may be.
 *
 *     node unpack-runtime.mjs ZIP EMPTY-FOLDER VERSION      prints the folder of the finished runtime
 */
import { cpSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { isEntry } from '../process/entry.mjs';

const defaultApp = join(dirname(fileURLToPath(import.meta.url)), 'default-app');

/**
 * @param {string} folder the unpacked application, a renamed Electron with somebody else's app in it
 * @param {string} version of the Electron in it
 * @returns {string} path of the executable
 */
export function arrangeRuntime(folder, version) {
  rmSync(join(folder, 'resources/app'), { recursive: true, force: true });
  rmSync(join(folder, 'resources/app-update.yml'), { force: true });
  // Holds that app's own code, ready to run in the browser process; the fuse for it is switched off as well.
  rmSync(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  // Under this name Electron takes itself for unpackaged, as in development.
  const executable = join(folder, 'electron');
  renameSync(join(folder, 'Cypress'), executable);
  cpSync(defaultApp, join(folder, 'resources/app'), { recursive: true });
  writeFileSync(join(folder, 'version'), version);
  return executable;
}

/** @param {string} executable */
export async function setFuses(executable) {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * The extractor that Electron's own installer uses for its own downloads, found through that package.
 * @param {string} zip
 * @param {string} folder
 */
async function extractZip(zip, folder) {
  const requireFromElectron = createRequire(createRequire(import.meta.url).resolve('electron/package.json'));
  /** @type {{ extract: (zip: string, options: { dir: string }) => Promise<void> }} */
  const { extract } = requireFromElectron('@electron-internal/extract-zip');
  await extract(zip, { dir: folder });
}

if (isEntry(import.meta.url)) {
  const [zip, target, version] = process.argv.slice(2);
  if (!zip || !target || !version) throw new Error('usage: unpack-runtime.mjs ZIP EMPTY-FOLDER VERSION');
  await extractZip(zip, target);
  const [top] = readdirSync(target);
  if (top === undefined) throw new Error(`${zip} is empty`);
  const folder = join(target, top);
  await setFuses(arrangeRuntime(folder, version));
  process.stdout.write(`${folder}\n`);
}
