// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../process/problem.mjs';
import { lastWords } from '../process/run.mjs';
import { addToStamp, readStamp } from './stamp.mjs';

const sourceFolders = ['electron', 'renderer', 'shared', 'simulator'];
const sourceFiles = ['package.json', 'package-lock.json', 'electron.vite.config.ts'];
const outputFiles = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
const buildTimeoutMs = 10 * 60_000;

/**
 * Builds the app unless the last build was made from just these sources and is still in place.
 * @param {{ projectFolder: string, env: NodeJS.ProcessEnv, run: import('../process/run.mjs').Run,
 *   log: (text: string) => void }} options
 * @throws {Problem} when the build fails
 */
export async function ensureBuild({ projectFolder, env, run, log }) {
  const sources = fingerprintSources(projectFolder);
  const { build } = readStamp(projectFolder);
  if (build?.sources === sources && build.outputs === fingerprintOutputs(projectFolder)) return;

  log('Build: building the app (npm run build) …');
  const args = ['run', '--silent', 'build'];
  const outcome = await run('npm', args, { cwd: projectFolder, env, timeoutMs: buildTimeoutMs });
  const outputs = fingerprintOutputs(projectFolder);
  if (outcome.status !== 0 || outputs === undefined) {
    throw new Problem(
      `The app could not be built (npm run build):\n${lastWords(outcome, 30)}`,
      'Correct what the build complains about, and run the command again.',
    );
  }
  addToStamp(projectFolder, { build: { sources, outputs } });
}

/**
 * A hash of everything that the build reads; tests beside the sources are left out.
 * @param {string} projectFolder
 */
export function fingerprintSources(projectFolder) {
  const hash = createHash('sha256');
  const files = sourceFolders.flatMap((folder) => listFiles(projectFolder, folder)).sort();
  for (const file of [...sourceFiles, ...files]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(projectFolder, file)));
  }
  return hash.digest('hex');
}

/**
 * Says whether the outputs are those of the last build: `electron-vite dev` and a build by hand replace them.
 * @param {string} projectFolder
 * @returns {string | undefined} nothing when one is missing
 */
function fingerprintOutputs(projectFolder) {
  try {
    return outputFiles
      .map((file) => statSync(join(projectFolder, file)))
      .map(({ mtimeMs, size }) => `${mtimeMs}:${size}`)
      .join(' ');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} projectFolder
 * @param {string} folder
 * @returns {string[]} paths from the project folder
 */
function listFiles(projectFolder, folder) {
  return readdirSync(join(projectFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(projectFolder, path);
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
