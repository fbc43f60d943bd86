// @ts-check
import { Problem } from './problem.mjs';
import { exitStatus, startGroup } from './process-group.mjs';

/**
 * Runs a command in the foreground of this script, on its terminal. A signal that ends the script is passed
 * on to the command, which has `graceMs` to end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal its reason is the name of the signal received
 * @param {string} [options.cwd]
 * @param {import('./process-group.mjs').EndWay} [options.way]
 * @param {number} [options.graceMs]
 * @param {(chunk: Buffer) => void} [options.onOutput] sees what goes to stdout on its way there
 * @returns {Promise<number>} the command's exit status
 * @throws {Problem} when it cannot be started
 */
export async function runForeground(
  command,
  args,
  { env, signal, cwd, way = 'group', graceMs = 10_000, onOutput },
) {
  const group = startGroup(command, args, {
    cwd,
    env,
    stdio: ['inherit', onOutput ? 'pipe' : 'inherit', 'inherit'],
  });
  group.child.stdout?.on('data', (chunk) => {
    process.stdout.write(chunk);
    onOutput?.(chunk);
  });
  const closed = new Promise((resolve) => group.child.once('close', resolve));
  const passOn = () => void group.end({ signal: signal.reason, way, graceMs });
  signal.addEventListener('abort', passOn, { once: true });
  if (signal.aborted) passOn();

  const ending = await group.ended;
  signal.removeEventListener('abort', passOn);
  if (ending.error) throw new Problem(`${command} could not be started: ${ending.error.message}`);
  if (way !== 'leader-alone') await group.end({ way, graceMs });
  // Its last words may still be in the pipe; nobody is left who could hold it open.
  if (onOutput) await closed;
  return exitStatus(ending);
}
