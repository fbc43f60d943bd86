// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder, writeFiles } from '../testing/temp-folder.mjs';
import { ensureBuild } from './build.mjs';

const sources = {
  'package.json': '{}',
  'package-lock.json': '{}',
  'electron.vite.config.ts': '',
  'electron/main/index.ts': 'main',
  'renderer/src/main.tsx': 'page',
  'shared/model.ts': 'model',
  'simulator/server.ts': 'server',
};

/** A project whose `npm run build` writes a counter into the three outputs. */
function makeProject() {
  const projectFolder = tempFolder();
  writeFiles(projectFolder, sources);
  mkdirSync(join(projectFolder, 'node_modules'));
  const state = { builds: 0, works: true };
  /** @type {import('../process/run.mjs').Run} */
  const run = () => {
    state.builds += 1;
    if (state.works) writeOutputs(projectFolder, `build ${state.builds}`);
    return Promise.resolve({
      status: state.works ? 0 : 1,
      stdout: '',
      stderr: 'error TS1: no',
      missing: false,
      timedOut: false,
    });
  };
  const build = () => ensureBuild({ projectFolder, env: {}, run, log: () => {} });
  return { projectFolder, state, build };
}

/**
 * @param {string} projectFolder
 * @param {string} content
 */
function writeOutputs(projectFolder, content) {
  writeFiles(projectFolder, {
    'out/main/index.js': content,
    'out/preload/index.cjs': content,
    'out/renderer/index.html': content,
  });
}

test('the app is built once, and not again while nothing changes', async () => {
  const { state, build } = makeProject();
  await build();
  await build();
  expect(state.builds).toBe(1);
});

test.each(Object.keys(sources))('a change of %s has it built again', async (path) => {
  const { projectFolder, state, build } = makeProject();
  await build();
  writeFiles(projectFolder, { [path]: 'changed' });
  await build();
  expect(state.builds).toBe(2);
});

test('a new or a removed source has it built again; a test does not', async () => {
  const { projectFolder, state, build } = makeProject();
  await build();
  writeFiles(projectFolder, { 'shared/model.test.ts': 'a test' });
  await build();
  expect(state.builds).toBe(1);
  writeFiles(projectFolder, { 'shared/more.ts': 'more' });
  await build();
  rmSync(join(projectFolder, 'shared/more.ts'));
  await build();
  expect(state.builds).toBe(3);
});

test('an output that is gone, or was made by something else, has it built again', async () => {
  const { projectFolder, state, build } = makeProject();
  await build();
  rmSync(join(projectFolder, 'out/preload'), { recursive: true });
  await build();
  expect(state.builds).toBe(2);
  writeOutputs(projectFolder, 'from elsewhere');
  await build();
  expect(state.builds).toBe(3);
});

test('a build that fails is told with its complaint, and tried again', async () => {
  const { state, build } = makeProject();
  state.works = false;
  await expect(build()).rejects.toThrow(/npm run build[^]*error TS1: no/);
  state.works = true;
  await build();
  expect(state.builds).toBe(2);
});
