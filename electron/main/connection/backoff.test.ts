import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, BASE_MS, CAP_MS, FLOOR_MS, SCARCE_CAP_MS } from './backoff.ts';

const random = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const failures = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1_000_000 }));

/** A small generator with a seed, so that a herd can be replayed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** When 1,000 clients that were cut off at 0 try again, in milliseconds, while nothing answers. */
function herd(durationMs: number): readonly number[] {
  const draw = seeded(7);
  const attempts: number[] = [];
  for (let client = 0; client < 1_000; client += 1) {
    let at = 0;
    for (let count = 1; ; count += 1) {
      at += backoffMs({ failures: count, random: draw(), isScarce: false });
      if (at >= durationMs) break;
      attempts.push(at);
    }
  }
  return attempts;
}

function peakPer100Ms(attempts: readonly number[]): number {
  const bins = new Map<number, number>();
  for (const at of attempts) {
    const bin = Math.floor(at / 100);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return Math.max(...bins.values());
}

describe('the back-off', () => {
  it('spreads those who were told the same moment over the second after it', () => {
    const told = { failures: 5, isScarce: false, retryAfterMs: 40_000 };
    expect(backoffMs({ ...told, random: 0 })).toBe(40_000);
    expect(backoffMs({ ...told, random: 0.75 })).toBe(40_750);
  });

  it('is a number between the floor and the cap, whatever happens', () => {
    fc.assert(
      fc.property(failures, random, fc.boolean(), (count, draw, isScarce) => {
        const delayMs = backoffMs({ failures: count, random: draw, isScarce });
        expect(delayMs).toBeGreaterThanOrEqual(FLOOR_MS);
        expect(delayMs).toBeLessThanOrEqual(isScarce && count > 10 ? SCARCE_CAP_MS : CAP_MS);
        expect(delayMs).toBeLessThanOrEqual(BASE_MS * 2 ** Math.min(count, 31));
      }),
    );
  });

  it('grows to its cap: 2 s, 4 s, 8 s, 16 s, 32 s, a minute', () => {
    const most = [1, 2, 3, 4, 5, 6, 7, 100].map((count) =>
      Math.round(backoffMs({ failures: count, random: 0.999_999, isScarce: false }) / 1_000),
    );
    expect(most).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('grows to ten minutes for what is scarce, after ten failures', () => {
    const most = (count: number): number =>
      Math.round(backoffMs({ failures: count, random: 0.999_999, isScarce: true }) / 1_000);
    expect([most(10), most(11), most(1_000)]).toEqual([60, 600, 600]);
  });

  it('R15: never undercuts what the service asked for, and spreads those who were told the same', () => {
    fc.assert(
      fc.property(failures, random, fc.integer({ min: 1, max: 600_000 }), (count, draw, retryAfterMs) => {
        const delayMs = backoffMs({ failures: count, random: draw, isScarce: false, retryAfterMs });
        expect(delayMs).toBeGreaterThanOrEqual(retryAfterMs);
        expect(delayMs).toBeLessThanOrEqual(retryAfterMs + 1_000);
      }),
    );
  });

  it('takes a Retry-After of nothing as no word', () => {
    const delayMs = backoffMs({ failures: 5, random: 0.5, isScarce: false, retryAfterMs: 0 });
    expect(delayMs).toBeGreaterThanOrEqual(FLOOR_MS);
  });
});

describe('a thousand clients cut off at once', () => {
  const attempts = herd(600_000);

  it('R10: come back at most 15 in 100 ms, once the first minute is over', () => {
    expect(peakPer100Ms(attempts.filter((at) => at >= 60_000))).toBeLessThanOrEqual(15);
  });

  it('T30: have no favourite moment in the first seconds either', () => {
    // Spread evenly over the first two seconds they would be 50 to 70.
    expect(peakPer100Ms(attempts)).toBeLessThanOrEqual(100);
  });

  it('R9: try at most 8 times in the first minute and 30 times in ten, on average', () => {
    const inFirstMinute = attempts.filter((at) => at < 60_000).length / 1_000;
    expect(inFirstMinute).toBeGreaterThan(4);
    expect(inFirstMinute).toBeLessThanOrEqual(8);
    expect(attempts.length / 1_000).toBeLessThanOrEqual(30);
  });
});
