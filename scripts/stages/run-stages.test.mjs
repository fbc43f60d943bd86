// @ts-check
import { expect, test } from 'vitest';
import { runStages, summarize } from './run-stages.mjs';

const stages = [
  { name: 'check', script: 'check' },
  { name: 'e2e', script: 'e2e' },
];
const passing = { status: 0, output: '      Tests  3 passed | 1 skipped (4)\n' };

/**
 * Runs the stages with prepared outcomes, each taking one and a half seconds.
 * @param {Record<string, { status: number, output: string }>} outcomes by script
 */
function runPrepared(outcomes) {
  let nowMs = 0;
  const now = () => (nowMs += 1_500) - 1_500;
  return runStages(stages, (script) => Promise.resolve(outcomes[script] ?? passing), now);
}

test('every stage that passes is followed by the next, and the numbers add up', async () => {
  const results = await runPrepared({});
  expect(results.map(({ problem }) => problem)).toEqual([undefined, undefined]);
  expect(summarize(results)).toBe(
    '  check          1.5 s   ok\n  e2e            1.5 s   ok\n\n6 passed, 0 failed, 2 skipped',
  );
});

test('a stage that fails is the last, and its status is told', async () => {
  const results = await runPrepared({ check: { status: 2, output: passing.output } });
  expect(results).toHaveLength(1);
  expect(summarize(results)).toContain('failed with status 2');
});

test('a stage that executed no test has failed, whatever its status', async () => {
  const skippedOnly = { status: 0, output: '      Tests  4 skipped (4)\n' };
  const results = await runPrepared({ e2e: skippedOnly });
  expect(results[1]?.problem).toBe('executed no test');
});

test('a stage whose summary tells of failures has failed, whatever its status', async () => {
  const results = await runPrepared({
    check: { status: 0, output: '      Tests  1 failed | 3 passed (4)\n' },
  });
  expect(results[0]?.problem).toBe('has failed tests');
  expect(summarize(results)).toMatch(/\n3 passed, 1 failed, 0 skipped$/);
});
