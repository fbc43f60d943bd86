// @ts-check
import { Problem } from '../process/problem.mjs';
import { startGroup } from '../process/process-group.mjs';

/**
 * A running part of a desktop, and the variables that let programs find it.
 * @typedef {{ group: import('../process/process-group.mjs').ProcessGroup, env: NodeJS.ProcessEnv }} Started
 */

const startTimeoutMs = 20_000;

/**
 * Starts a server that tells on file descriptor 3 when it is ready and where it is to be found.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} ifMissing what to do when the command is not installed
 * @returns {Promise<{ group: Started['group'], announced: string }>}
 * @throws {Problem} when it is missing, ends at once or says nothing in time
 */
export async function startAnnouncing(command, args, env, ifMissing) {
  const group = startGroup(command, args, { env, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  let complaint = '';
  group.child.stderr
    ?.setEncoding('utf8')
    .on('data', (chunk) => (complaint = (complaint + chunk).slice(-2_000)));
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  try {
    const announced = await Promise.race([
      firstLine(/** @type {import('node:stream').Readable} */ (group.child.stdio[3])),
      group.ended.then((ending) => {
        if (ending.error?.code === 'ENOENT') throw new Problem(`${command} is not installed.`, ifMissing);
        throw new Problem(`${command} ended as soon as it was started.`, complaint.trim());
      }),
      new Promise((_, reject) => {
        timer = setTimeout(
          () =>
            reject(
              new Problem(`${command} was not ready after ${startTimeoutMs / 1000} s.`, complaint.trim()),
            ),
          startTimeoutMs,
        );
      }),
    ]);
    return { group, announced };
  } catch (error) {
    await group.end();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<string>} never settles if the stream ends without a whole line
 */
function firstLine(stream) {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(text.slice(0, end).trim());
    });
  });
}
