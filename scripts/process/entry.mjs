// @ts-check
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Interrupted, Problem } from './problem.mjs';

/** @typedef {(text: string) => void} Log */

/**
 * Progress and problems go to stderr: stdout belongs to the command that a script runs.
 * @type {Log}
 */
export function log(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Whether a module was started by itself, and not imported.
 * @param {string} moduleUrl its `import.meta.url`
 */
export function isEntry(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(moduleUrl);
}

const parentPollMs = 250;

/**
 * Runs a script: turns SIGINT, SIGTERM and SIGHUP into one abort signal (its reason is the signal's name),
 * prints a foreseen failure as one message and sets the exit status.
 * @param {(signal: AbortSignal) => Promise<number>} work resolves with the exit status
 */
export async function runEntry(work) {
  const abort = new AbortController();
  /** @type {NodeJS.Signals[]} */
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const name of names) process.on(name, () => abort.abort(name));
  const timer = process.env['npm_lifecycle_event'] ? whenOrphaned(() => abort.abort('SIGTERM')) : undefined;
  try {
    process.exitCode = await work(abort.signal);
  } catch (error) {
    process.exitCode = report(error);
  }
  for (const name of names) process.removeAllListeners(name);
  clearInterval(timer);
}

/**
 * npm passes a signal on to the shell that it started, and the shell ends without telling this script.
 * @param {() => void} callback called when the parent process has ended
 */
function whenOrphaned(callback) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, parentPollMs);
  return timer.unref();
}

/**
 * @param {unknown} error
 * @returns {number} exit status
 */
function report(error) {
  if (error instanceof Interrupted) return 128 + constants.signals[error.signalName];
  if (error instanceof Problem) log(`\nvigil: ${error.message}`);
  else if (isFileProblem(error)) log(`\nvigil: ${error.message}\n${adviceByCode[error.code]}`);
  else
    log(`\nvigil: this should not have happened:\n${error instanceof Error ? error.stack : String(error)}`);
  return 1;
}

/** @type {Record<string, string>} */
const adviceByCode = {
  EACCES: 'Make that place writable for you, or name another cache folder in XDG_CACHE_HOME.',
  EPERM: 'Make that place writable for you, and close programs that use it.',
  EROFS:
    'That place is read-only. Name a writable cache folder in XDG_CACHE_HOME, or use a writable checkout.',
  ENOSPC: 'The disk is full. Setting up takes about 1.5 GB; free some space and run the command again.',
};

/**
 * @param {unknown} error
 * @returns {error is Error & { code: string }}
 */
function isFileProblem(error) {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in adviceByCode
  );
}
