// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * How a process came to its end. `error` is set when it could not be started at all.
 * @typedef {{ status: number | null, signal: NodeJS.Signals | null, error?: NodeJS.ErrnoException }} Ending
 */

/**
 * A started process together with everything it starts in turn, as long as that stays in its group.
 * @typedef {object} ProcessGroup
 * @property {import('node:child_process').ChildProcess} child the leader of the group
 * @property {Promise<Ending>} ended settles when the leader has ended; never rejects
 * @property {(signal: NodeJS.Signals, to?: SignalTarget) => void} send
 * @property {(options?: EndOptions) => Promise<void>} end asks the group to end, then insists; safe to call twice
 */

/** @typedef {'leader' | 'group'} SignalTarget */
/** @typedef {{ signal?: NodeJS.Signals, to?: SignalTarget, graceMs?: number }} EndOptions */

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
  // On Windows `detached` would open a console window; groups do not exist there.
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  /** @type {Promise<Ending>} */
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, signal: null, error }));
    child.once('exit', (status, signal) => resolve({ status, signal }));
  });

  // Once nobody of the group is left its number may be given to strangers, and is never signalled again.
  let isOver = child.pid === undefined;
  void ended.then(() => (isOver ||= !isAlive(-Number(child.pid))));

  return {
    child,
    ended,
    send: (signal, to = 'group') => {
      if (!isOver) sendSignal(Number(child.pid), signal, to);
    },
    end: async (endOptions) => {
      if (!isOver) await endGroup(Number(child.pid), ended, endOptions);
      isOver = true;
    },
  };
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
 * @param {number} pid
 * @param {Promise<Ending>} ended
 * @param {EndOptions} [options]
 */
async function endGroup(pid, ended, { signal = 'SIGTERM', to = 'group', graceMs = 5_000 } = {}) {
  const deadline = Date.now() + graceMs;
  sendSignal(pid, signal, to);
  // A leader that was asked alone takes its children along; whoever is left then is asked too.
  await Promise.race([ended, delay(graceMs, undefined, { ref: false })]);
  sendSignal(pid, signal, 'group');
  if (await isGoneBy(pid, deadline)) return;
  sendSignal(pid, 'SIGKILL', 'group');
  await isGoneBy(pid, Date.now() + killWaitMs);
}

/**
 * @param {number} pid
 * @param {number} deadlineMs on the wall clock
 */
async function isGoneBy(pid, deadlineMs) {
  while (isAlive(-pid)) {
    if (Date.now() >= deadlineMs) return false;
    await delay(pollMs);
  }
  return true;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @param {SignalTarget} to
 */
function sendSignal(pid, signal, to) {
  try {
    process.kill(to === 'group' && process.platform !== 'win32' ? -pid : pid, signal);
  } catch {
    // Gone already, which is what was wanted.
  }
}

/**
 * Whether a process (or, for a negative number, any member of a process group) exists.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
