// @ts-check
import { stripVTControlCharacters } from 'node:util';

/**
 * How many tests a run executed, and how they ended.
 * @typedef {{ passed: number, failed: number, skipped: number }} TestCount
 */

/**
 * Adds up what Vitest and Playwright say at their end. A run whose summary is not understood counts as
 * nothing, and so is not taken for a run that passed.
 * @param {string} output everything that was printed
 * @returns {TestCount}
 */
export function countTests(output) {
  const text = stripVTControlCharacters(output);
  const count = { passed: 0, failed: 0, skipped: 0 };
  // Vitest, on one line:    Tests  1 failed | 22 passed | 3 skipped (26)
  for (const [, summary = ''] of text.matchAll(/^ +Tests +(\d+ .*)\(\d+\)$/gm)) add(count, summary);
  // Playwright, a line for each:    22 passed (3.1s)
  for (const [line] of text.matchAll(/^ {2}\d+ (passed|failed|skipped|flaky|interrupted)\b.*$/gm))
    add(count, line);
  return count;
}

/**
 * @param {TestCount} count
 * @param {string} summary
 */
function add(count, summary) {
  for (const [, amount, word] of summary.matchAll(/(\d+) (passed|failed|skipped|todo|flaky|interrupted)/g)) {
    // A flaky test failed at least once; here that is a failure.
    const kind = word === 'passed' ? 'passed' : word === 'skipped' || word === 'todo' ? 'skipped' : 'failed';
    count[kind] += Number(amount);
  }
}
