import { describe, expect, it } from 'vitest';
import { silenceAfterMs, usualOf, usualTogether } from './usual.ts';

describe('what is usual', () => {
  it('is not said of few intervals', () => {
    expect(usualOf([40_000, 40_000, 40_000, 40_000])).toBeNull();
  });

  it('is the middle one, whatever the odd ones are', () => {
    const intervals = [41_000, 39_000, 40_000, 3 * 3_600_000, 40_000, 1_000, 42_000];
    expect(usualOf(intervals)?.usualMs).toBe(40_000);
  });

  it('knows the long intervals that come now and then', () => {
    const intervals = [...Array<number>(17).fill(10_000), 90_000, 90_000, 90_000];
    expect(usualOf(intervals)).toEqual({ usualMs: 10_000, longMs: 90_000 });
  });

  it('of two topics together is twice as often', () => {
    const one = { usualMs: 60_000, longMs: 120_000 };
    expect(usualTogether([one, one])).toEqual({ usualMs: 30_000, longMs: 60_000 });
    expect(usualTogether([one])).toEqual(one);
    expect(usualTogether([])).toBeNull();
  });
});

describe('a silence', () => {
  it('begins at five times the usual', () => {
    expect(silenceAfterMs({ usualMs: 40_000, longMs: 45_000 })).toBe(200_000);
  });

  it('begins later where long intervals are nothing special', () => {
    expect(silenceAfterMs({ usualMs: 10_000, longMs: 90_000 })).toBe(180_000);
  });

  it('is never shorter than ten seconds', () => {
    expect(silenceAfterMs({ usualMs: 1000, longMs: 1000 })).toBe(10_000);
  });
});
