// @ts-check
import { expect, test } from 'vitest';
import { countTests } from './count-tests.mjs';

test('the summary of Vitest is counted, colours or not; files are not tests', () => {
  const plain =
    ' Test Files  1 failed | 5 passed (6)\n      Tests  1 failed | 34 passed | 2 skipped | 1 todo (38)\n';
  const colored = '\x1b[2m      Tests \x1b[22m \x1b[1m\x1b[32m7 passed\x1b[39m\x1b[22m\x1b[90m (7)\x1b[39m\n';
  expect(countTests(plain)).toEqual({ passed: 34, failed: 1, skipped: 3 });
  expect(countTests(colored)).toEqual({ passed: 7, failed: 0, skipped: 0 });
});

test('the summary of Playwright is counted; a flaky test has failed', () => {
  const output =
    '\n  1 failed\n    e2e/start.spec.ts:3:1 › starts ─────\n  1 flaky\n    e2e/x.spec.ts:1:1\n  2 skipped\n  3 passed (8.1s)\n';
  expect(countTests(output)).toEqual({ passed: 3, failed: 2, skipped: 2 });
});

test('several runs add up', () => {
  expect(countTests('      Tests  4 passed (4)\n  2 passed (1.0s)\n')).toEqual({
    passed: 6,
    failed: 0,
    skipped: 0,
  });
});

test('anything else counts as no test at all', () => {
  expect(countTests('everything passed\nTests: 5 passed\n12 passed\n')).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
  });
});
