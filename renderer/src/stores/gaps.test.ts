import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapAt } from '../testing/events.ts';
import { entryAt } from '../testing/fake-bridge.ts';
import { NO_GAPS, searchedFrom, withGapsFrom, type GapsSlice, type Stretch } from './gaps.ts';

const looked = (slice: GapsSlice, { from, to }: Stretch): GapsSlice =>
  withGapsFrom(slice, { from, to, entries: [] });

describe('what was looked through for gaps', () => {
  const tail = looked(NO_GAPS, { from: 9501, to: 10_000 });

  it('begins where nothing is missing up to the newest position', () => {
    expect(searchedFrom(NO_GAPS)).toBe(0);
    expect(searchedFrom(tail)).toBe(9501);
    expect(searchedFrom(looked(tail, { from: 9001, to: 9500 }))).toBe(9001);
    expect(searchedFrom(looked(tail, { from: 1, to: 1000 }))).toBe(9501);
    expect(searchedFrom(looked(tail, { from: 12_001, to: 13_000 }))).toBe(12_001);
  });

  it('is taken up again where a hole was filled', () => {
    const apart = looked(looked(tail, { from: 1, to: 1000 }), { from: 12_001, to: 13_000 });
    expect(searchedFrom(looked(apart, { from: 10_001, to: 12_000 }))).toBe(9501);
    expect(looked(apart, { from: 900, to: 12_000 }).searched).toEqual([{ from: 1, to: 13_000 }]);
  });

  it('is every position that was looked at and no other, whatever the order', () => {
    const stretch = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 }))
      .map(([from, length]) => ({ from, to: from + length - 1 }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 20 }), (stretches) => {
        const { searched } = stretches.reduce(looked, NO_GAPS);
        const positions = (all: readonly Stretch[]) =>
          all.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
        const expected = [...new Set(positions(stretches))].sort((one, other) => one - other);
        expect(positions(searched)).toEqual(expected);
        for (const [index, { from }] of searched.entries())
          expect(from).toBeGreaterThan((searched[index - 1]?.to ?? -1) + 1);
      }),
    );
  });

  it('keeps the gaps that were found, newest first and each once', () => {
    const once = withGapsFrom(tail, { from: 9501, to: 9503, entries: [entryAt(9501), gapAt(9502)] });
    const twice = withGapsFrom(once, { from: 1, to: 9502, entries: [gapAt(7), gapAt(9502)] });
    expect(twice.gaps.map(({ position }) => position)).toEqual([9502, 7]);
    expect(looked(twice, { from: 10_001, to: 10_001 }).gaps).toBe(twice.gaps);
  });
});
