// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { tempFolder, writeFiles } from '../testing/temp-folder.mjs';
import { run } from './run.mjs';

/**
 * Writes a script whose work is given as source text, and returns its path.
 * @param {string} work body of an async function with a parameter `signal`
 */
function writeEntry(work) {
  const folder = tempFolder();
  const source = (/** @type {string} */ name) =>
    JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
  const text = `
    import { runEntry } from ${source('entry.mjs')};
    import { Problem } from ${source('problem.mjs')};
    await runEntry(async (signal) => { ${work} });`;
  writeFiles(folder, { 'entry.mjs': text });
  return join(folder, 'entry.mjs');
}

const waitForSignal = `
  console.log('waiting');
  const timer = setInterval(() => {}, 1000);
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  clearInterval(timer);
  console.log(signal.reason);
  return 5;`;

test('a foreseen failure is one message without a stack, and status 1', async () => {
  const outcome = await run(process.execPath, [writeEntry(`throw new Problem('It broke.', 'Mend it.')`)]);
  expect(outcome).toMatchObject({ status: 1, stdout: '', stderr: '\nvigil: It broke.\nMend it.\n' });
});

test('a defect keeps its stack', async () => {
  const outcome = await run(process.execPath, [writeEntry(`throw new TypeError('oops')`)]);
  expect(outcome.status).toBe(1);
  expect(outcome.stderr).toMatch(/TypeError: oops\n +at /);
});

test('a full disk is told as such', async () => {
  const outcome = await run(process.execPath, [
    writeEntry(`throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })`),
  ]);
  expect(outcome.stderr).toContain('The disk is full');
  expect(outcome.stderr).not.toContain(' at ');
});

describe.runIf(process.platform !== 'win32')('signals', () => {
  test.each(/** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))(
    '%s reaches the work, which sets the status',
    async (name) => {
      const child = spawn(process.execPath, [writeEntry(waitForSignal)]);
      await once(child.stdout, 'data');
      child.kill(name);
      const [[chunk], [status]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
      expect(`${chunk}`).toBe(`${name}\n`);
      expect(status).toBe(5);
    },
  );

  test('under npm, a script whose parent has gone ends too', async () => {
    const shell = spawn('sh', ['-c', '"$NODE" "$ENTRY"; true'], {
      env: {
        ...process.env,
        npm_lifecycle_event: 'start',
        NODE: process.execPath,
        ENTRY: writeEntry(waitForSignal),
      },
    });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    const [chunk] = await once(shell.stdout, 'data');
    expect(`${chunk}`).toBe('SIGTERM\n');
  });
});
