// @ts-check
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../process/problem.mjs';
import { startGroup } from '../process/process-group.mjs';
import { run } from '../process/run.mjs';

const startTimeoutMs = 20_000;
const pollMs = 50;

/**
 * Starts a real keyring with an empty, unlocked login collection in the home of `env`; its password is
 * random and is kept by nobody.
 * @param {{ env: NodeJS.ProcessEnv }} options
 * @returns {Promise<import('./announcing.mjs').Started>}
 */
export async function startKeyring({ env }) {
  const group = startGroup('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let complaint = '';
  group.child.stderr
    ?.setEncoding('utf8')
    .on('data', (chunk) => (complaint = (complaint + chunk).slice(-2_000)));
  group.child.stdin?.on('error', () => {}); // it ended before reading: told below
  group.child.stdin?.end(randomBytes(24).toString('base64url'));
  /** @type {import('../process/process-group.mjs').Ending | undefined} */
  let ending;
  void group.ended.then((value) => (ending = value));

  const deadline = Date.now() + startTimeoutMs;
  while (!(await isServing(env))) {
    if (ending?.error?.code === 'ENOENT') {
      throw new Problem('gnome-keyring-daemon is not installed.', 'Install the package gnome-keyring.');
    }
    if (ending || Date.now() >= deadline) {
      await group.end();
      throw new Problem('The keyring for this run did not start.', complaint.trim());
    }
    await delay(pollMs);
  }
  return { group, env: {} };
}

/**
 * Whether the keyring has taken its name on the bus. The bus is asked, not the keyring: a call to the name
 * before that would make the bus start another keyring, a locked one.
 * @param {NodeJS.ProcessEnv} env
 */
async function isServing(env) {
  const answer = await run(
    'dbus-send',
    [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/',
      'org.freedesktop.DBus.NameHasOwner',
      'string:org.freedesktop.secrets',
    ],
    { env },
  );
  return answer.status === 0 && answer.stdout.includes('boolean true');
}
