// @ts-check
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './liveness.mjs';
import { Interrupted, Problem } from './problem.mjs';

/**
 * @typedef {object} LockOptions
 * @property {(ownerPid: number) => void} [onWait] called once if another process holds the lock
 * @property {number} [timeoutMs]
 * @property {AbortSignal | undefined} [signal]
 */

const pollMs = 200;

/**
 * Does `work` while holding a lock file, so that two set-ups never write to one place at once. A lock whose
 * owner has died is taken over.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {LockOptions} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait, timeoutMs = 30 * 60_000, signal } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  let hasTold = false;
  while (!tryLock(path)) {
    const owner = readOwner(path);
    if (owner !== undefined && !isAlive(owner)) {
      removeStale(path, owner);
      continue;
    }
    if (owner !== undefined && !hasTold) {
      hasTold = true;
      onWait?.(owner);
    }
    if (Date.now() >= deadline) {
      throw new Problem(
        `Another set-up (process ${owner}) has held the lock ${path} for too long.`,
        'If none is running, delete that file and run the command again.',
      );
    }
    if (signal?.aborted) throw new Interrupted(signal.reason);
    await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * The file appears under its name with its content in it: linking is atomic, creating and writing is not.
 * @param {string} path
 */
function tryLock(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {number | undefined} nothing when the lock has just been given back
 */
function readOwner(path) {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {number} deadOwner
 */
function removeStale(path, deadOwner) {
  const taken = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, taken);
  } catch {
    return; // another process was quicker
  }
  // Between reading and renaming, a third process may have taken the lock over: then it gets it back.
  if (readOwner(taken) !== deadOwner) linkSync(taken, path);
  rmSync(taken, { force: true });
}
