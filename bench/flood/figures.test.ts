import { describe, expect, it } from 'vitest';
import { figuresOf, paintDelays, percentile } from './figures.ts';

describe('the delay from an event to its paint', () => {
  it('is that of the first frame which shows it or a later one', () => {
    // At 20 a frame shows the event of 10, at 40 that of 30; 25 was never the newest line.
    expect(paintDelays([5, 10, 25, 30], [20, 10, 40, 30], 100)).toEqual([15, 10, 15, 10]);
  });

  it('charges a window that freezes and then skips for everything it skipped', () => {
    const arrivals = Array.from({ length: 2_000 }, (_, index) => index);
    const delays = paintDelays(arrivals, [2_000, 1_999], 2_000);
    expect(delays[0]).toBe(2_000);
    expect(percentile(delays, 50)).toBe(1_000);
  });

  it('goes to the end for what was never shown', () => {
    expect(paintDelays([5, 50], [20, 10], 100)).toEqual([15, 50]);
  });
});

describe('the figures of a rate', () => {
  it('are the worst of tasks and keys, and the 99th of a hundred paints', () => {
    const arrivals = Array.from({ length: 100 }, (_, index) => index * 10);
    const paints = arrivals.flatMap((at) => [at + (at === 990 ? 500 : 16), at]);
    const metered = { paints, longTasks: [51, 80.4], inputDelays: [1.23, 9.87], inputDurations: [] };
    expect(figuresOf(metered, arrivals, { endedAt: 2_000, seconds: 2 })).toEqual({
      paintP50Ms: 16,
      paintP99Ms: 16,
      paintMaxMs: 500,
      longTaskMaxMs: 80,
      longTasks: 2,
      inputDelayMs: 9.9,
      inputToPaintMaxMs: 0,
      framesPerSecond: 50,
    });
  });

  it('of nothing are zero', () => {
    expect(percentile([], 99)).toBe(0);
  });
});
