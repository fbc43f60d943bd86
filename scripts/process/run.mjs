// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { Interrupted } from './problem.mjs';
import { startGroup } from './process-group.mjs';

/**
 * What a finished command left behind. `missing` means that there is no such command.
 * @typedef {{ status: number | null, stdout: string, stderr: string, missing: boolean, timedOut: boolean }} Outcome
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]
 * @property {AbortSignal | undefined} [signal] ends the command; its reason is the name of the signal received
 */

/**
 * Runs one command to its end and keeps what it printed. The set-up is given this function, so that
 * a test can put another in its place.
 * @typedef {(command: string, args: readonly string[], options?: RunOptions) => Promise<Outcome>} Run
 */

/**
 * The same `run` with a signal that ends every command, so that the steps of a set-up need not pass it along.
 * @param {Run} run
 * @param {AbortSignal | undefined} signal
 * @returns {Run}
 */
export function stoppedBy(run, signal) {
  return (command, args, options) => run(command, args, { ...options, signal });
}

const maxKeptChars = 200_000;
const lastOutputMs = 1_000;

/**
 * @type {Run}
 * @throws {Interrupted} when `options.signal` is aborted meanwhile
 */
export async function run(command, args, { cwd, env, timeoutMs, signal } = {}) {
  const group = startGroup(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = collect(group.child.stdout);
  const stderr = collect(group.child.stderr);
  const closed = new Promise((resolve) => group.child.once('close', resolve));
  let timedOut = false;
  const stop = () => void group.end();
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          stop();
        }, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const ending = await group.ended;
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  if (signal?.aborted) {
    await group.end();
    throw new Interrupted(signal.reason);
  }
  // A daemon that the command left behind may hold the pipes open: its words are not waited for.
  await Promise.race([closed, delay(lastOutputMs, undefined, { ref: false })]);
  return {
    status: ending.status,
    stdout: stdout(),
    stderr: stderr(),
    missing: ending.error?.code === 'ENOENT',
    timedOut,
  };
}

/**
 * The last lines of what a command printed, for the message about its failure; of npm only its errors, which
 * stand among many warnings.
 * @param {Outcome} outcome
 * @param {number} [maxLines]
 */
export function lastWords(outcome, maxLines = 12) {
  const lines = (outcome.stderr.trim() || outcome.stdout.trim()).split('\n');
  const errors = lines.filter((line) => /^npm (error|ERR!)/.test(line));
  return (errors.length > 0 ? errors : lines)
    .slice(-maxLines)
    .map((line) => `  ${line}`)
    .join('\n');
}

/**
 * @param {import('node:stream').Readable | null} stream
 * @returns {() => string} what came so far
 */
function collect(stream) {
  let text = '';
  stream?.setEncoding('utf8').on('data', (chunk) => {
    text = (text + chunk).slice(-maxKeptChars);
  });
  return () => text;
}
