// @ts-check
import { describe, expect, test } from 'vitest';
import { Problem } from '../process/problem.mjs';
import {
  ensureSystemLibraries,
  isDebianLike,
  neededPackages,
  parseInstallable,
  parseInstalled,
} from './system-libraries.mjs';

const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n';
const needs = [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3']];

test('a window needs libraries; without a display also a virtual one; the tests also a keyring', () => {
  const names = (/** @type {Parameters<typeof neededPackages>[0]} */ situation) =>
    neededPackages(situation).flat();
  expect(names({ purpose: 'start', hasDisplay: true })).not.toContain('xvfb');
  expect(names({ purpose: 'start', hasDisplay: false })).toContain('xvfb');
  expect(names({ purpose: 'start', hasDisplay: false })).not.toContain('gnome-keyring');
  expect(names({ purpose: 'test', hasDisplay: true })).toEqual(
    expect.arrayContaining(['xvfb', 'dbus', 'gnome-keyring']),
  );
});

test('Debian, Ubuntu and what is made from them install with apt; others do not', () => {
  expect(isDebianLike(debian)).toBe(true);
  expect(isDebianLike('ID=ubuntu\nID_LIKE=debian\n')).toBe(true);
  expect(isDebianLike('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe(true);
  expect(isDebianLike('ID=fedora\nVERSION_ID=42\n')).toBe(false);
  expect(isDebianLike('ID=arch\nHOME_URL="https://not-debian"\n')).toBe(false);
  expect(isDebianLike(undefined)).toBe(false);
});

test('dpkg lists removed and half-installed packages too, which do not count', () => {
  const listing = 'libnss3\tinstalled\nxvfb\tnot-installed\ndbus\tconfig-files\nlibgbm1\thalf-configured\n';
  expect(parseInstalled(listing)).toEqual(new Set(['libnss3']));
  expect(parseInstalled('')).toEqual(new Set());
});

test('a name that apt knows only as provided by others cannot be installed', () => {
  const policy =
    'libasound2:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n' +
    'libasound2t64:\n  Installed: (none)\n  Candidate: 1.2.11-1\n  Version table:\n     1.2.11-1 500\n';
  expect(parseInstallable(policy)).toEqual(new Set(['libasound2t64']));
});

/**
 * A system with the given packages installed, where apt knows the given names.
 * @param {{ installed?: string[], known?: string[], installWorks?: boolean }} system
 */
function makeSystem({ installed = [], known = [], installWorks = true }) {
  /** @type {string[]} */
  const commands = [];
  /** @type {import('../process/run.mjs').Run} */
  const run = (command, args) => {
    commands.push([command, ...args].join(' '));
    let [status, stdout, stderr] = [0, '', ''];
    if (command === 'dpkg-query') stdout = installed.map((name) => `${name}\tinstalled\n`).join('');
    if (command === 'apt-cache') stdout = known.map((name) => `${name}:\n  Candidate: 1\n`).join('');
    if (command === 'apt-get' && args.includes('install') && !installWorks)
      [status, stderr] = [100, 'E: no network'];
    return Promise.resolve({ status, stdout, stderr, missing: false, timedOut: false });
  };
  return { commands, options: { needs, osRelease: debian, env: {}, run, log: () => {} } };
}

describe('system libraries', () => {
  test('that are there, under either name, are left alone', async () => {
    const { commands, options } = makeSystem({ installed: ['libgtk-3-0t64', 'libnss3'] });
    await ensureSystemLibraries({ ...options, isRoot: true });
    expect(commands).toHaveLength(1);
  });

  test('that are missing are installed by root, under the name that this system knows', async () => {
    const { commands, options } = makeSystem({ installed: ['libnss3'], known: ['libgtk-3-0t64'] });
    await ensureSystemLibraries({ ...options, isRoot: true });
    const aptGet = commands.filter((command) => command.startsWith('apt-get'));
    expect(aptGet[0]).toMatch(/ update$/);
    expect(aptGet[1]).toMatch(/ install -y --no-install-recommends libgtk-3-0t64$/);
  });

  test('that are missing are named to anybody else, with the one line to type', async () => {
    const { commands, options } = makeSystem({ known: ['libgtk-3-0', 'libnss3'] });
    const failing = ensureSystemLibraries({ ...options, isRoot: false });
    await expect(failing).rejects.toThrow(Problem);
    await expect(failing).rejects.toThrow(
      /^ {2}sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0 libnss3$/m,
    );
    expect(commands.some((command) => command.startsWith('apt-get'))).toBe(false);
  });

  test('that cannot be installed are named with the reason', async () => {
    const { options } = makeSystem({ installWorks: false });
    await expect(ensureSystemLibraries({ ...options, isRoot: true })).rejects.toThrow(
      /libgtk-3-0, libnss3.*\n.*no network/,
    );
  });

  test('are not looked for where apt is not used', async () => {
    const { commands, options } = makeSystem({});
    await ensureSystemLibraries({ ...options, osRelease: 'ID=fedora\n', isRoot: true });
    expect(commands).toEqual([]);
  });
});
