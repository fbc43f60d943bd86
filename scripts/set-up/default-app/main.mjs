// @ts-check
/**
 * What Electron runs when it is started as `electron [switches] [-r FILE]… APP-FOLDER …`: it takes that
 * folder's app for its own. It is a module whose top level waits for the app, because Electron holds back
 * `ready` until then: apps register their schemes before it.
 */
// eslint-disable-next-line no-restricted-imports -- this is not the app, but what starts it
import { app as electronApp } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Two methods that Electron offers to its default app and does not document.
 * @type {typeof electronApp & { setVersion: (version: string) => void, setAppPath: (folder: string) => void }}
 */
// @ts-expect-error they are missing in the published types
const app = electronApp;
const require = createRequire(import.meta.url);
const { appFolder, preloads } = parse(process.argv.slice(1));

for (const file of preloads) require(resolve(file));
if (appFolder === undefined) {
  process.stderr.write('usage: electron [switches] [-r FILE]... APP-FOLDER\n');
  process.exit(1);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
await loadApp(resolve(appFolder));

/** @param {readonly string[]} args */
function parse(args) {
  /** @type {string[]} */
  const preloads = [];
  const rest = args.values();
  for (const arg of rest) {
    if (arg === '-r' || arg === '--require') preloads.push(rest.next().value ?? '');
    else if (!arg.startsWith('-')) return { appFolder: arg, preloads };
  }
  return { appFolder: undefined, preloads };
}

/** @param {string} folder */
async function loadApp(folder) {
  const { name, productName, version, desktopName, main } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  if (version) app.setVersion(version);
  app.setName(productName ?? name);
  app.setDesktopName(desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(folder);
  await import(pathToFileURL(require.resolve(join(folder, main ?? 'index.js'))).href);
}
