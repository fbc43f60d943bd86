// @ts-check
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '../process/problem.mjs';
import { run as realRun } from '../process/run.mjs';
import { tempFolder, writeFiles } from '../testing/temp-folder.mjs';
import { checkNode, ensurePackages, isInstallWhole, nodeBinFolder } from './packages.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};

describe('the Node that runs the set-up', () => {
  test.each(['20.19.0', '20.20.2', '22.0.0', '24.21.0'])('may be %s', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  test.each(['18.20.8', '20.18.1', '8.0.0'])(
    'may not be %s, and the message says what to install',
    (version) => {
      expect(() => checkNode(version)).toThrow(Problem);
      expect(() => checkNode(version)).toThrow(`Vigil needs Node.js 20.19 or newer; this is ${version}.`);
    },
  );
});

describe('an installation', () => {
  const everything = () => true;

  test('is whole with every locked package in place; an optional one may be left out', () => {
    const withoutOptional = { 'node_modules/a': lock.packages['node_modules/a'] };
    expect(isInstallWhole(lock, lock, everything)).toBe(true);
    expect(isInstallWhole(lock, { packages: withoutOptional }, everything)).toBe(true);
  });

  test('that was cut off has no record of its own, and is not taken for a whole one', () => {
    expect(isInstallWhole(lock, undefined, everything)).toBe(false);
    expect(isInstallWhole(lock, {}, everything)).toBe(false);
  });

  test('is not whole when a package is missing, of another version or changed', () => {
    const other = (/** @type {object} */ a) => ({ packages: { 'node_modules/a': a } });
    expect(isInstallWhole(lock, { packages: {} }, everything)).toBe(false);
    expect(isInstallWhole(lock, other({ version: '1.0.1', integrity: 'sha512-a' }), everything)).toBe(false);
    expect(isInstallWhole(lock, other({ version: '1.0.0', integrity: 'sha512-x' }), everything)).toBe(false);
    expect(isInstallWhole(lock, lock, (folder) => folder !== 'node_modules/a')).toBe(false);
  });
});

/**
 * A project whose npm is replaced: `ci` writes the record that npm writes, `rebuild` provides the Node.
 * @param {{ ciWorks?: boolean, rebuildWorks?: boolean, npmVersion?: string }} [options]
 */
function makeProject({ ciWorks = true, rebuildWorks = true, npmVersion = '11.0.0' } = {}) {
  const projectFolder = tempFolder();
  writeFiles(projectFolder, { 'package-lock.json': JSON.stringify(lock) });
  /** @type {string[]} */
  const commands = [];
  /** @type {string[]} */
  const searchPaths = [];
  const answer = (status = 0, stdout = '', stderr = '') => ({
    status,
    stdout,
    stderr,
    missing: false,
    timedOut: false,
  });

  /** @type {import('../process/run.mjs').Run} */
  const run = (command, args, options) => {
    if (command !== 'npm') return realRun(command, args, options);
    commands.push(args[0] ?? '');
    searchPaths.push(options?.env?.['PATH'] ?? '');
    if (args[0] === '--version') return Promise.resolve(answer(0, `${npmVersion}\n`));
    if (args[0] === 'ci') {
      if (!ciWorks) return Promise.resolve(answer(1, '', 'npm error network'));
      mkdirSync(join(projectFolder, 'node_modules/a'), { recursive: true });
      writeFiles(projectFolder, {
        'node_modules/.package-lock.json': JSON.stringify({
          packages: { 'node_modules/a': lock.packages['node_modules/a'] },
        }),
      });
    }
    if (args[0] === 'rebuild' && rebuildWorks) provideNode(projectFolder);
    return Promise.resolve(answer());
  };
  const env = { ...process.env, PATH: [nodeBinFolder(projectFolder), process.env['PATH']].join(delimiter) };
  return { commands, searchPaths, projectFolder, options: { projectFolder, env, run, log: () => {} } };
}

/** @param {string} projectFolder */
function provideNode(projectFolder) {
  mkdirSync(join(projectFolder, 'node_modules/node/bin'), { recursive: true });
  symlinkSync(process.execPath, join(projectFolder, 'node_modules/node/bin/node'));
}

describe('installing', () => {
  test('happens once, with the Node for the tools, and then not again', async () => {
    const { commands, options } = makeProject();
    await ensurePackages(options);
    expect(commands).toEqual(['--version', 'ci', '--version', 'rebuild']);
    await ensurePackages(options);
    expect(commands).toHaveLength(4);
  });

  test('never lets npm run on the Node that it is about to delete', async () => {
    const { searchPaths, projectFolder, options } = makeProject();
    await ensurePackages(options);
    expect(searchPaths.join(delimiter).split(delimiter)).not.toContain(nodeBinFolder(projectFolder));
  });

  test('that fails says why, and is tried again by the next run', async () => {
    const { commands, options } = makeProject({ ciWorks: false });
    await expect(ensurePackages(options)).rejects.toThrow(/npm ci.*\n.*npm error network/);
    await expect(ensurePackages(options)).rejects.toThrow(Problem);
    expect(commands.filter((command) => command === 'ci')).toHaveLength(2);
  });

  test('is not done with when the Node for the tools does not run', async () => {
    const { projectFolder, options } = makeProject({ rebuildWorks: false });
    writeFiles(projectFolder, { 'node_modules/node/bin/node': '#!/bin/sh\necho v16.0.0\n' });
    chmodSync(join(projectFolder, 'node_modules/node/bin/node'), 0o755);
    await expect(ensurePackages(options)).rejects.toThrow('npm could not install Node 24');
  });

  test('refuses an npm that is too old, before it deletes anything', async () => {
    const { commands, options } = makeProject({ npmVersion: '9.9.9' });
    await expect(ensurePackages(options)).rejects.toThrow('Vigil needs npm 10 or newer; this is 9.9.9.');
    expect(commands).toEqual(['--version']);
  });
});
