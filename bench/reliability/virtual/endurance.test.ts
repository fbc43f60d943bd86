import { describe, expect, it } from 'vitest';
import { playHerd } from './herd.ts';
import { playReconnects } from './leaks.ts';
import { playMinutes } from './weeks.ts';

describe('bounded shares of the long checks', () => {
  it('R22: four days with faults in one of fifty minutes keep every promise', async () => {
    const found = await playMinutes(4 * 24 * 60, 7);
    expect(found.violations).toEqual([]);
    expect(found.faults).toBeGreaterThan(60);
    expect(found.gaps).toBeGreaterThan(10);
    expect(found.missedShare).toBeLessThan(0.05);
  });

  it('R9, R10, R16, T30: 300 real clients cut off at once do not come back at once', async () => {
    const found = await playHerd(300);
    // A thousand, in the long check, are allowed 15.
    expect(found.peak).toBeLessThanOrEqual(9);
    expect(found.attemptsInFirstMinute).toBeLessThanOrEqual(8);
    expect(found.attemptsInTenMinutes).toBeLessThanOrEqual(30);
    expect(found.attemptsInTenMinutes).toBeGreaterThan(10);
    expect(found.mostRequestsAMinute).toBeLessThanOrEqual(9);
  });

  it('T18, R19: reconnects leave no timer, socket or request', async () => {
    const { left } = await playReconnects(300, () => 0, 0);
    expect(left).toEqual([]);
  });
});
