// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAnnouncing } from './announcing.mjs';

/**
 * Like the usual session bus, but without services to start on demand. The address is given at the start.
 */
const bareConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/**
 * Starts a message bus of its own for this run. A `bare` one starts no services: without a screen, a keyring
 * that it starts would wait for ever for somebody to type its password.
 * @param {{ folder: string, env: NodeJS.ProcessEnv, kind: 'full' | 'bare' }} options `folder` is private to
 *   this run; the services get `env`
 * @returns {Promise<import('./announcing.mjs').Started>}
 */
export async function startSessionBus({ folder, env, kind }) {
  const socketFolder = join(folder, 'bus');
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  const config = join(socketFolder, 'bare.conf');
  writeFileSync(config, bareConfig);
  const { group, announced } = await startAnnouncing(
    'dbus-daemon',
    [
      kind === 'full' ? '--session' : `--config-file=${config}`,
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
