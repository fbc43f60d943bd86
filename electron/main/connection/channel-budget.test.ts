import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { ChannelBudget } from './channel-budget.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('the budget for channels', () => {
  it('R17: has room for half a day’s channels at once, and then for one in a while', () => {
    const clock = new ManualClock();
    const budget = new ChannelBudget(clock, 60);
    for (let channel = 0; channel < 30; channel += 1) {
      expect(budget.waitMs()).toBe(0);
      budget.spend();
    }
    expect(budget.waitMs()).toBe(DAY_MS / 30);
  });

  it('R17: holds to its word: after the wait there is room', async () => {
    const clock = new ManualClock();
    const budget = new ChannelBudget(clock, 4);
    budget.spend();
    budget.spend();
    await clock.advance(budget.waitMs() - 1_000);
    expect(budget.waitMs()).toBeGreaterThan(0);
    await clock.advance(1_000);
    expect(budget.waitMs()).toBe(0);
  });

  it('R17: never lets more than a day’s channels be created in any 24 hours', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 * HOUR_MS }), { maxLength: 200 }), (pauses) => {
        const clock = new ManualClock();
        const budget = new ChannelBudget(clock, 60);
        const created: number[] = [];
        for (const pauseMs of pauses) {
          clock.stepWall(pauseMs);
          while (budget.waitMs() === 0) {
            budget.spend();
            created.push(clock.now());
          }
        }
        for (const from of created) {
          const within = created.filter((at) => at >= from && at < from + DAY_MS);
          expect(within.length).toBeLessThanOrEqual(60);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is not given back by a clock that is set back, and lost by none that is set forth and back', () => {
    const clock = new ManualClock();
    const budget = new ChannelBudget(clock, 4);
    budget.spend();
    budget.spend();
    clock.stepWall(-DAY_MS);
    expect(budget.waitMs()).toBeGreaterThan(0);
  });

  it('goes on in the next run where it stood', () => {
    const clock = new ManualClock();
    const budget = new ChannelBudget(clock, 4);
    budget.spend();
    budget.spend();
    const next = new ChannelBudget(clock, 4, budget.use());
    expect(next.waitMs()).toBe(budget.waitMs());
    clock.stepWall(2 * DAY_MS);
    expect(new ChannelBudget(clock, 4, budget.use()).waitMs()).toBe(0);
  });
});
