// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startAnnouncing } from './announcing.mjs';

/**
 * Starts a message bus of its own for this run. Programs that the bus starts get `env` too.
 * @param {{ folder: string, env: NodeJS.ProcessEnv }} options `folder` is private to this run
 * @returns {Promise<import('./announcing.mjs').Started>}
 */
export async function startSessionBus({ folder, env }) {
  const socketFolder = join(folder, 'bus');
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  const { group, announced } = await startAnnouncing(
    'dbus-daemon',
    [
      '--session',
      '--nofork',
      '--nopidfile',
      '--nosyslog',
      '--print-address=3',
      `--address=unix:path=${join(socketFolder, 'socket')}`,
    ],
    env,
    'Install the package that has dbus-daemon (usually called dbus or dbus-daemon).',
  );
  return { group, env: { DBUS_SESSION_BUS_ADDRESS: announced } };
}
