import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsOf, frameOf, gapsWithin, snapped, tableRows, type GapSpan, type Reach } from './histogram.ts';

const NOW = Date.UTC(2026, 10, 24, 14, 7, 33);
const gap = (from: number, to: number): GapSpan => ({ from, to, isOpen: false, isPartial: false });

describe('the frame of a histogram', () => {
  it.each<[Reach, number, number]>([
    ['15m', 10_000, 90],
    ['1h', 30_000, 120],
    ['24h', 900_000, 96],
  ])('of %s has stretches of %i ms', (reach, bucketMs, count) => {
    const frame = frameOf(reach, NOW, null);
    expect(frame.bucketMs).toBe(bucketMs);
    expect((frame.to - frame.from) / bucketMs).toBe(count);
    expect(frame.to).toBeGreaterThan(NOW);
    expect(frame.to - bucketMs).toBeLessThanOrEqual(NOW);
  });

  it('reaches back to the first entry, in stretches that people reckon in', () => {
    const ages = fc.integer({ min: 0, max: 5 * 365 * 86_400_000 });
    fc.assert(
      fc.property(ages, (age) => {
        const { from, to, bucketMs } = frameOf('all', NOW, NOW - age);
        expect(from).toBeLessThanOrEqual(NOW - age);
        expect(to).toBeGreaterThan(NOW);
        expect((to - from) / bucketMs).toBeLessThanOrEqual(121);
        expect(from % bucketMs).toBe(0);
      }),
    );
  });
});

describe('bars', () => {
  const frame = { from: 1000, to: 1040, bucketMs: 10 };
  const counts = new Map([
    [100, 4],
    [102, 7],
  ]);

  it('are all stretches of the frame, empty ones too', () => {
    expect(barsOf(frame, counts, 1000).map(({ count }) => count)).toEqual([4, 0, 7, 0]);
  });

  it('say nothing of what is not counted yet', () => {
    expect(barsOf(frame, counts, 1020).map(({ count }) => count)).toEqual([null, null, 7, 0]);
  });

  it('stand in the table beside the gaps, the newest first and the empty ones left out', () => {
    const rows = tableRows(barsOf(frame, counts, 1000), [gap(1012, 1018)]);
    expect(rows.map((row) => (row.kind === 'bar' ? row.bar.count : 'gap'))).toEqual([7, 'gap', 4]);
  });

  it('are chosen as a whole', () => {
    expect(snapped({ from: 1003, to: 1011 }, frame)).toEqual({ from: 1000, to: 1020 });
    expect(snapped({ from: 1013, to: 1014 }, frame)).toEqual({ from: 1010, to: 1020 });
    expect(snapped({ from: 900, to: 2000 }, frame)).toEqual({ from: 1000, to: 1040 });
    expect(snapped({ from: 1010, to: 1010 }, frame)).toEqual({ from: 1010, to: 1020 });
  });
});

it('gaps are cut to the frame', () => {
  const frame = { from: 1000, to: 1040, bucketMs: 10 };
  const all = [gap(1039, 2000), gap(0, 1000), gap(900, 1001), gap(1040, 1050)];
  expect(gapsWithin(frame, all)).toEqual([gap(1000, 1001), gap(1039, 1040)]);
});
