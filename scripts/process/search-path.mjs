// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The same environment with another search path for commands. Windows may spell the variable `Path`.
 * @param {NodeJS.ProcessEnv} env
 * @param {(path: string) => string} change
 * @returns {NodeJS.ProcessEnv}
 */
export function changeSearchPath(env, change) {
  const name = searchPathName(env);
  return { ...env, [name]: change(env[name] ?? '') };
}

/**
 * Whether there is such a command.
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 */
export function isOnSearchPath(command, env) {
  const folders = (env[searchPathName(env)] ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, command)));
}

/** @param {NodeJS.ProcessEnv} env */
function searchPathName(env) {
  return Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
}
