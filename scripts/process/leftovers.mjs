// @ts-check
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/**
 * Every process started with this variable in its environment belongs to one run of one script. A daemon
 * that leaves its process group (as services started by a message bus do) still carries it, and so can be
 * found when the run is over.
 */
export const runMark = 'VIGIL_RUN';

/**
 * Ends what is still running of one run after the ordinary end. Only Linux shows the environment of a
 * process; elsewhere nothing is found.
 * @param {string} mark the run's own value of the variable
 * @returns {number} how many processes were ended
 */
export function endLeftovers(mark) {
  const pids = findMarked(mark);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Ended by itself between being found and being told.
    }
  }
  return pids.length;
}

/**
 * @param {string} mark
 * @returns {number[]} process ids, this process left out
 */
export function findMarked(mark) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && isMarked(pid, mark));
}

/**
 * @param {number} pid
 * @param {string} mark
 */
function isMarked(pid, mark) {
  try {
    return environmentOf(pid).split('\0').includes(`${runMark}=${mark}`);
  } catch {
    return false; // another user's process, or one that has just ended
  }
}

const looks = 20;
const betweenLooksMs = 5;

/**
 * The environment of a process. While a process gives way to the program that it starts, Linux shows none, as it does
 * for good of one that was started without any; so nothing is looked at again for a while.
 * @param {number} pid
 * @returns {string} the variables, each ended by a zero
 * @throws when it cannot be read
 */
function environmentOf(pid) {
  for (let look = 1; ; look += 1) {
    const text = readFileSync(`/proc/${pid}/environ`, 'latin1');
    if (text !== '' || look === looks || !hasProgram(pid)) return text;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenLooksMs);
  }
}

/**
 * What the kernel does for itself, and a process that has ended, run no program, and never show an environment.
 * @param {number} pid
 */
function hasProgram(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`) !== '';
  } catch {
    return false;
  }
}
