import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { electronPath, PROJECT_FOLDER, recordOutput, sandboxSwitches } from './vigil.ts';

const LOCK =
  'dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets ' +
  'org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login';

test('with a locked keychain Vigil says so, runs, and can be quit', async ({ folder }) => {
  test.skip(process.platform !== 'linux', 'only here a keychain can be made for the test alone');
  const vigil = [
    `"${electronPath()}" ${sandboxSwitches().join(' ')} --log-level=3 "${PROJECT_FOLDER}"`,
    `--console "--data-dir=${join(folder, 'data')}"`,
  ].join(' ');
  // A desktop with a keyring of its own: the other tests need theirs unlocked. The signal is for Vigil alone: Chromium
  // gives up with the process within milliseconds when the helpers that draw end at the same time.
  const script = `${LOCK} >/dev/null; ${vigil} & echo "Vigil is $!"; wait $!; echo "Vigil ended with $?"`;
  const child = spawn(
    process.execPath,
    [join(PROJECT_FOLDER, 'scripts/with-desktop.mjs'), 'sh', '-c', script],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const printed = recordOutput(child);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  await expect
    .poll(printed, { timeout: 40_000 })
    .toMatch(/did not answer within 10 s. It is probably locked/);
  await expect.poll(printed, { timeout: 40_000 }).toMatch(/ connection +live/);
  const pid = Number(/Vigil is (\d+)/.exec(printed())?.[1]);
  process.kill(pid, 'SIGTERM');
  await ended;
  // By force, because the system would wait for the blocked call: 128 + SIGKILL.
  expect(printed()).toContain('Vigil ended with 137');
});
