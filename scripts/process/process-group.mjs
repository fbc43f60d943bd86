// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isGroupAlive } from './liveness.mjs';

/**
 * How a process came to its end. `error` is set when it could not be started at all.
 * @typedef {{ status: number | null, signal: NodeJS.Signals | null, error?: NodeJS.ErrnoException }} Ending
 */

/**
 * A started process together with everything it starts in turn, as long as that stays in its group.
 * @typedef {object} ProcessGroup
 * @property {import('node:child_process').ChildProcess} child the leader of the group
 * @property {Promise<Ending>} ended settles when the leader has ended; never rejects
 * @property {(options?: EndOptions) => Promise<void>} end asks the group to end, then insists; the first call counts
 */

/**
 * Who is asked to end: everybody at once, the leader and then whoever is left, or the leader alone (what it
 * has started for the user, a browser for example, then lives on).
 * @typedef {'group' | 'leader-first' | 'leader-alone'} EndWay
 * @typedef {{ signal?: NodeJS.Signals, way?: EndWay, graceMs?: number }} EndOptions
 */

const pollMs = 20;
const killWaitMs = 2_000;

/**
 * Starts a command as the leader of a process group of its own, so that all of it can be ended at once.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {ProcessGroup}
 */
export function startGroup(command, args, options = {}) {
  const isWindows = process.platform === 'win32';
  const child = spawn(command, args, {
    ...options,
    // On Windows this would open a console window; groups do not exist there.
    detached: !isWindows,
    // A command such as npm is a .cmd file on Windows, and only a shell can start one.
    shell: isWindows && !/[\\/]/.test(command),
  });
  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, signal: null, error }));
    child.once('exit', (status, signal) => resolve({ status, signal }));
  });

  // Once nobody of the group is left its number may be given to strangers, and is never signalled again.
  let isOver = child.pid === undefined;
  void ended.then(() => (isOver ||= !isGroupAlive(Number(child.pid))));
  /** @type {Promise<void> | undefined} */
  let ending;
  const end = (/** @type {EndOptions | undefined} */ endOptions) =>
    (ending ??= isOver ? Promise.resolve() : endGroup(Number(child.pid), ended, endOptions));

  return { child, ended, end };
}

/**
 * The exit status a shell would report for this ending.
 * @param {Ending} ending
 */
export function exitStatus(ending) {
  if (ending.error) return 127;
  if (ending.signal) return 128 + constants.signals[ending.signal];
  return ending.status ?? 1;
}

/**
 * @param {number} pid of the leader
 * @param {Promise<Ending>} ended
 * @param {EndOptions} [options]
 */
async function endGroup(pid, ended, { signal = 'SIGTERM', way = 'group', graceMs = 5_000 } = {}) {
  const deadline = Date.now() + graceMs;
  const leaderEnded = ended.then(() => true);
  sendSignal(way === 'group' ? groupOf(pid) : pid, signal);
  const isLeaderGone = await Promise.race([leaderEnded, delay(graceMs, false, { ref: false })]);
  if (way === 'leader-alone' && isLeaderGone) return;
  // Shells have their background jobs ignore SIGINT, so whoever is left is asked in the plainest way.
  sendSignal(groupOf(pid), 'SIGTERM');
  if (await isGoneBy(pid, deadline)) return;
  sendSignal(groupOf(pid), 'SIGKILL');
  await isGoneBy(pid, Date.now() + killWaitMs);
}

/**
 * How a leader's group is named in calls that take a process id.
 * @param {number} pid
 */
function groupOf(pid) {
  return process.platform === 'win32' ? pid : -pid;
}

/**
 * @param {number} pid of the leader
 * @param {number} deadlineMs on the wall clock
 */
async function isGoneBy(pid, deadlineMs) {
  while (isGroupAlive(pid)) {
    if (Date.now() >= deadlineMs) return false;
    await delay(pollMs);
  }
  return true;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}
