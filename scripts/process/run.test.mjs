// @ts-check
import { expect, test } from 'vitest';
import { Interrupted } from './problem.mjs';
import { lastWords, run, stoppedBy } from './run.mjs';

/** @param {string} script */
const node = (script) => /** @type {const} */ ([process.execPath, ['-e', script]]);

test('a finished command leaves its status and what it printed', async () => {
  const outcome = await run(...node('console.log("out"); console.error("err"); process.exitCode = 3'));
  expect(outcome).toEqual({ status: 3, stdout: 'out\n', stderr: 'err\n', missing: false, timedOut: false });
});

test('a command that does not exist is reported as missing', async () => {
  expect(await run('vigil-no-such-command', [])).toMatchObject({ status: null, missing: true });
});

test('a command that takes too long is ended', async () => {
  const outcome = await run(...node('setInterval(() => {}, 1000)'), { timeoutMs: 200 });
  expect(outcome).toMatchObject({ status: null, timedOut: true });
});

test('a signal ends the command that runs, and refuses the next', async () => {
  const abort = new AbortController();
  const stoppable = stoppedBy(run, abort.signal);
  const pending = stoppable(...node('setInterval(() => {}, 1000)'));
  abort.abort('SIGTERM');
  await expect(pending).rejects.toEqual(new Interrupted('SIGTERM'));
  await expect(stoppable(...node(''))).rejects.toBeInstanceOf(Interrupted);
});

test.runIf(process.platform !== 'win32')(
  'a daemon left behind with the pipes open does not hold the answer up',
  async () => {
    const outcome = await run('sh', ['-c', 'sleep 5 & echo done']);
    expect(outcome.stdout).toBe('done\n');
  },
);

test('the last words of a failure are its complaints, or else its output', () => {
  const outcome = { status: 1, stdout: 'a\nb\n', stderr: '', missing: false, timedOut: false };
  expect(lastWords(outcome, 1)).toBe('  b');
  expect(lastWords({ ...outcome, stderr: 'x\n' })).toBe('  x');
  const npm = 'npm warn old engine\nnpm error code E404\nnpm warn another\n';
  expect(lastWords({ ...outcome, stderr: npm })).toBe('  npm error code E404');
});
