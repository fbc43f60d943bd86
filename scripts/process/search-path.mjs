// @ts-check

/**
 * The same environment with another search path for commands. Windows may spell the variable `Path`.
 * @param {NodeJS.ProcessEnv} env
 * @param {(path: string) => string} change
 * @returns {NodeJS.ProcessEnv}
 */
export function changeSearchPath(env, change) {
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, [name]: change(env[name] ?? '') };
}
