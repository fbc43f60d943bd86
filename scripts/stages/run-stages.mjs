// @ts-check
import { countTests } from './count-tests.mjs';

/**
 * One npm script of the test run; at least one test must be executed in it.
 * @typedef {{ name: string, script: string }} Stage
 */

/**
 * What a stage came to. `problem` says why it failed.
 * @typedef {{ name: string, durationMs: number, count: import('./count-tests.mjs').TestCount, problem?: string }} StageResult
 */

/**
 * Runs stages in order up to the first that fails.
 * @param {readonly Stage[]} stages
 * @param {(script: string) => Promise<{ status: number, output: string }>} runScript
 * @param {() => number} nowMs
 * @returns {Promise<StageResult[]>} one for each stage that was run
 */
export async function runStages(stages, runScript, nowMs) {
  const results = [];
  for (const { name, script } of stages) {
    const startedMs = nowMs();
    const { status, output } = await runScript(script);
    const result = judge({ name, status, count: countTests(output), durationMs: nowMs() - startedMs });
    results.push(result);
    if (result.problem) break;
  }
  return results;
}

/**
 * @param {{ name: string, status: number, count: import('./count-tests.mjs').TestCount, durationMs: number }} stage
 * @returns {StageResult}
 */
function judge({ name, status, count, durationMs }) {
  const result = { name, durationMs, count };
  if (status !== 0) return { ...result, problem: `failed with status ${status}` };
  if (count.failed > 0) return { ...result, problem: 'has failed tests' };
  if (count.passed === 0) return { ...result, problem: 'executed no test' };
  return result;
}

/**
 * The closing lines of a test run; the very last one gives the numbers of tests alone.
 * @param {readonly StageResult[]} results
 * @returns {string}
 */
export function summarize(results) {
  const lines = results.map(
    ({ name, durationMs, problem }) =>
      `  ${name.padEnd(10)}${(durationMs / 1000).toFixed(1).padStart(8)} s   ${problem ?? 'ok'}`,
  );
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ kind) =>
    results.reduce((sum, { count }) => sum + count[kind], 0);
  return [
    ...lines,
    '',
    `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`,
  ].join('\n');
}
