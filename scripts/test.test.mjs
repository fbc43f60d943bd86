// @ts-check
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './process/run.mjs';
import { makeStandInProject } from './testing/stand-in-project.mjs';

const vitestSummary = `node -e "console.log('      Tests  2 passed (2)')"`;
const playwrightSummary = `node -e "console.log('  1 passed (1.0s)')"`;

/** @param {Record<string, string>} npmScripts */
async function runTests(npmScripts) {
  const { folder, env } = makeStandInProject(npmScripts);
  return await run(process.execPath, [join(folder, 'scripts/test.mjs')], { env, timeoutMs: 60_000 });
}

describe.runIf(process.platform === 'linux')('npm test', { timeout: 60_000 }, () => {
  test('passes when every stage passes, and ends with the number of tests', async () => {
    const outcome = await runTests({ check: vitestSummary, e2e: playwrightSummary });
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toMatch(
      /\n {2}set-up +\d+\.\d s {3}ok\n {2}check +.*ok\n {2}e2e +.*ok\n\n3 passed, 0 failed, 0 skipped\n$/,
    );
  });

  test('fails, and goes no further, when a stage fails', async () => {
    const outcome = await runTests({ check: 'exit 3', e2e: playwrightSummary });
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toContain('failed with status 3');
    expect(outcome.stdout).not.toContain('1 passed (1.0s)');
  });

  test('fails when a stage executes no test', async () => {
    const outcome = await runTests({ check: vitestSummary, e2e: 'echo fine' });
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).toContain('executed no test');
  });

  test('gives its stages a display, a bus and a runtime', async () => {
    const script = `node -e "const { DISPLAY, DBUS_SESSION_BUS_ADDRESS, ELECTRON_EXEC_PATH } = process.env; console.log(DISPLAY, DBUS_SESSION_BUS_ADDRESS, ELECTRON_EXEC_PATH)" && ${vitestSummary}`;
    const outcome = await runTests({ check: script, e2e: playwrightSummary });
    expect(outcome.stdout).toMatch(/^:\d+ unix:path=\S+ \S+\/runtime\/electron$/m);
  });
});
