// @ts-check
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../process/problem.mjs';
import { startAnnouncing } from './announcing.mjs';

const screen = '1440x900x24';

/**
 * Starts a virtual X display that only holders of its cookie can open.
 * @param {{ folder: string, env: NodeJS.ProcessEnv }} options `folder` is private to this run
 * @returns {Promise<import('./announcing.mjs').Started>}
 */
export async function startDisplay({ folder, env }) {
  const authority = join(folder, 'x-authority');
  writeFileSync(authority, authorityRecord(randomBytes(16)), { mode: 0o600 });
  const { group, announced } = await startAnnouncing(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset', '-auth', authority],
    env,
    'Install the package that has Xvfb (Debian and Ubuntu: xvfb; Fedora: xorg-x11-server-Xvfb; Arch: xorg-server-xvfb).',
  );
  if (!/^\d+$/.test(announced)) {
    await group.end();
    throw new Problem(`Xvfb announced a display that is not a number: ${announced}`);
  }
  return { group, env: { DISPLAY: `:${announced}`, XAUTHORITY: authority, WAYLAND_DISPLAY: undefined } };
}

/**
 * One Xauthority record that fits any address and display number: the number is not known before Xvfb has
 * chosen it. Each field is a big-endian length followed by its bytes.
 * @param {Buffer} cookie
 */
function authorityRecord(cookie) {
  const familyWild = Buffer.from([0xff, 0xff]);
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), cookie];
  return Buffer.concat([
    familyWild,
    ...fields.flatMap((field) => [Buffer.from([field.length >> 8, field.length & 0xff]), field]),
  ]);
}
