// @ts-check
/**
 * Starts the `watch` command on the project's own Node, after installing the packages if they are missing. It
 * needs no Electron, no build and no desktop.
 *
 *     npm run --silent watch -- [ARGUMENT…]
 */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { log, runEntry } from './process/entry.mjs';
import { run, stoppedBy } from './process/run.mjs';
import { checkNode, ensurePackages, node24 } from './set-up/packages.mjs';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(projectFolder, 'electron/watch/main.ts');

/**
 * In the same process group, so that it can ask for the secret on the terminal and hears Ctrl-C itself.
 * @param {AbortSignal} signal
 * @returns {Promise<number>} exit status
 */
function runCommand(signal) {
  const child = spawn(node24(projectFolder), [command, ...process.argv.slice(2)], { stdio: 'inherit' });
  signal.addEventListener('abort', () => {
    if (signal.reason !== 'SIGINT') child.kill(signal.reason);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
}

/** npm scripts run on the project's Node already, unless this very run had to install it. */
if (process.features.typescript) {
  process.argv.splice(1, 1, command);
  await import('../electron/watch/main.ts');
} else {
  await runEntry(async (signal) => {
    checkNode(process.versions.node);
    await ensurePackages({ projectFolder, env: process.env, run: stoppedBy(run, signal), log });
    return await runCommand(signal);
  });
}
