import { expect, it } from 'vitest';
import { crashAgainAndAgain, MOMENTS, MOST_EXCESS_MS } from './crash.ts';

it('leaves no event unheard and undeclared, killed at whatever moment', async () => {
  const crashes = MOMENTS.map((moment, index) => ({ moment, isTorn: index % 3 === 2 }));
  const { coverage, causes, share, excessMs } = await crashAgainAndAgain(20_260_105, crashes);
  expect(coverage.lost).toEqual([]);
  expect(coverage.doubled).toBe(0);
  expect(coverage.received).toBeGreaterThan(0);
  expect(coverage.declaredMissing).toBeGreaterThan(0);
  expect(causes['app/not-running']).toBeGreaterThanOrEqual(MOMENTS.length - 1);
  expect(excessMs).toBeLessThanOrEqual(MOST_EXCESS_MS);
  expect(share).toBeLessThan(1);
}, 60_000);
