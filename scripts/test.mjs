// @ts-check
/**
 * Sets up what is missing and runs every check and test there is: `npm run check`, then real Electron
 * (`npm run e2e`), on a desktop with a real keyring. Fails when a stage fails or executes no test.
 *
 *     npm test
 */
import { withTestDesktop } from './desktop/desktop.mjs';
import { log, runEntry } from './process/entry.mjs';
import { runForeground } from './process/foreground.mjs';
import { Interrupted } from './process/problem.mjs';
import { setup } from './setup.mjs';
import { runStages, summarize } from './stages/run-stages.mjs';

const stages = [
  { name: 'check', script: 'check' },
  { name: 'e2e', script: 'e2e' },
];

await runEntry(async (signal) => {
  const startedMs = performance.now();
  const { runtime, projectFolder, env } = await setup({ purpose: 'test', signal });
  const setupMs = performance.now() - startedMs;
  log(`Testing on Electron ${runtime.version} (${runtime.folder}).`);

  const colored = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const results = await withTestDesktop({ ...env, ...colored }, (desktopEnv) =>
    runStages(
      stages,
      async (script) => {
        let output = '';
        const onOutput = (/** @type {Buffer} */ chunk) => void (output += chunk.toString('latin1'));
        const options = { cwd: projectFolder, env: desktopEnv, signal, onOutput };
        const status = await runForeground('npm', ['run', script], options);
        if (signal.aborted) throw new Interrupted(signal.reason);
        return { status, output };
      },
      () => performance.now(),
    ),
  );
  const setupResult = { name: 'set-up', durationMs: setupMs, count: { passed: 0, failed: 0, skipped: 0 } };
  process.stdout.write(`\n${summarize([setupResult, ...results])}\n`);
  return results.some(({ problem }) => problem) ? 1 : 0;
});
