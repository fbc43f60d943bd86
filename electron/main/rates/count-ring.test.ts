import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CountRing } from './count-ring.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('a ring of counts', () => {
  it('counts each event in the stretch that it came in', () => {
    const ring = new CountRing(10, 4);
    for (const at of [100, 109, 110, 131]) ring.add(at);
    expect(ring.until(135)).toEqual([2, 1, 0, 1]);
  });

  it('says none of stretches that nothing came in since', () => {
    const ring = new CountRing(10, 4);
    ring.add(100);
    expect(ring.until(125)).toEqual([0, 1, 0, 0]);
    expect(ring.until(1_000_000)).toEqual([0, 0, 0, 0]);
  });

  it('forgets what is older than all its stretches', () => {
    const ring = new CountRing(10, 4);
    for (const at of [100, 110, 145]) ring.add(at);
    expect(ring.until(149)).toEqual([1, 0, 0, 1]);
  });

  it('begins anew on a clock that was set far back', () => {
    const ring = new CountRing(10, 4);
    for (const at of [10_000, 500, 505]) ring.add(at);
    expect(ring.until(509)).toEqual([0, 0, 0, 2]);
  });

  it('loses no event and counts none twice, whatever the order of their times', () => {
    const times = fc.array(fc.integer({ min: 0, max: 239 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, (all) => {
        const ring = new CountRing(10, 24);
        for (const at of all) ring.add(at);
        const counts = ring.until(239);
        expect(sum(counts)).toBe(all.length);
        expect(ring.totalUntil(239)).toBe(all.length);
        counts.forEach((count, index) => {
          expect(count).toBe(all.filter((at) => Math.floor(at / 10) === index).length);
        });
      }),
    );
  });
});
