// @ts-check
import { readFileSync, readdirSync } from 'node:fs';

/**
 * Whether a process runs. One that has ended and was not collected yet (a zombie) does not: where the first
 * process of the system is slow to collect the dead, as in many containers, zombies stay for seconds.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!exists(pid)) return false;
  return process.platform !== 'linux' || readState(String(pid)) !== undefined;
}

/**
 * Whether any process of a group runs.
 * @param {number} leaderPid
 */
export function isGroupAlive(leaderPid) {
  if (process.platform === 'win32') return isAlive(leaderPid);
  if (!exists(-leaderPid)) return false;
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && readState(name)?.group === leaderPid);
}

/** @param {number} pid negative for a group */
function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {string} name of a process folder below /proc
 * @returns {{ group: number } | undefined} nothing when the process has ended
 */
function readState(name) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    // "pid (command) state parent group ...", where a command may hold spaces and brackets.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : { group: Number(group) };
  } catch {
    return undefined;
  }
}
