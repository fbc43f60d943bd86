// @ts-check
/**
 * Runs a command on a desktop of its own: a display (a virtual one if there is none), a private message bus,
 * an empty home with an unlocked keyring, and the Electron runtime in the environment. Nothing of it is left
 * behind. On macOS and Windows, where a desktop and a keychain are always there, only the runtime is added.
 *
 *     node scripts/with-desktop.mjs COMMAND [ARGUMENT]…
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withTestDesktop } from './desktop/desktop.mjs';
import { runEntry } from './process/entry.mjs';
import { runForeground } from './process/foreground.mjs';
import { Problem } from './process/problem.mjs';
import { cacheFolder } from './set-up/cache-folder.mjs';
import { findRuntime, runtimeEnv } from './set-up/runtime.mjs';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

await runEntry(async (signal) => {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) throw new Problem('usage: node scripts/with-desktop.mjs COMMAND [ARGUMENT]...');
  const { env, platform, arch } = process;
  const runtime = findRuntime({ projectFolder, cache: cacheFolder(env), env, platform, arch });
  if (!runtime) throw new Problem('There is no Electron runtime yet.', 'Get it with: node scripts/setup.mjs');
  return await withTestDesktop(runtimeEnv(runtime, projectFolder, env), (desktopEnv) =>
    runForeground(command, args, { env: desktopEnv, signal }),
  );
});
