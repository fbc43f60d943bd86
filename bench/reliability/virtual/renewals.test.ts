import { describe, expect, it } from 'vitest';
import { playRenewals } from './renewals.ts';

describe('a bounded share of the renewals under fire', () => {
  it('R5, R6, R7, T40: 200 of every kind at 200 events a second lose, double and disorder nothing', async () => {
    const found = await playRenewals(200);
    expect(found).toMatchObject({ lost: 0, doubled: 0, disordered: 0, gaps: 0 });
    expect(found.renewals).toBeGreaterThanOrEqual(200);
    expect(found.events).toBeGreaterThan(200_000);
  });
});
