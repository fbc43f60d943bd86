import { describe, expect, it } from 'vitest';
import type { Bar, GapSpan } from './histogram.ts';
import { axisText, barText, gapText, rangeText, summaryOf } from './histogram-words.ts';

const at = (hours: number, minutes: number, seconds = 0): number =>
  new Date(2026, 10, 24, hours, minutes, seconds).getTime();
const NOW = at(14, 20, 10);
const MINUTE = 60_000;
const frame = { from: at(14, 5), to: at(14, 8), bucketMs: MINUTE };
const bar = (minutes: number, count: number | null): Bar => ({
  ...{ from: at(14, minutes), to: at(14, minutes + 1), count },
});
const gap: GapSpan = { from: at(14, 6, 2), to: at(14, 6, 41), isOpen: false, isPartial: false };

describe('a histogram in a sentence', () => {
  it('has how many, when most, and what was missed', () => {
    expect(summaryOf([bar(5, 3), bar(6, 44), bar(7, 1)], [gap], frame, NOW)).toBe(
      '48 entries between 14:05 and 14:08, busiest 1 min from 14:06 with 44; one gap of 39 s',
    );
    expect(summaryOf([bar(5, 1), bar(6, 0), bar(7, 0)], [gap, gap], frame, NOW)).toBe(
      '1 entry between 14:05 and 14:08, busiest 1 min from 14:05 with 1; 2 gaps of 1 min together',
    );
  });

  it('says that a gap is not over', () => {
    expect(summaryOf([bar(5, 0)], [{ ...gap, isOpen: true }], frame, NOW)).toBe(
      '0 entries between 14:05 and 14:08; one gap of 39 s so far',
    );
  });

  it('has nothing where nothing was', () => {
    expect(summaryOf([bar(5, 0)], [], frame, NOW)).toBe('0 entries between 14:05 and 14:08');
  });

  it('names no time and no number before anything is counted', () => {
    expect(summaryOf([bar(5, null), bar(6, null)], [], frame, NOW)).toBe('Counting entries…');
    expect(summaryOf([bar(5, null)], [gap], frame, NOW)).toBe('Counting entries…; one gap of 39 s');
  });

  it('counts nothing yet while only a part is counted that is still to come', () => {
    const ahead = { ...frame, to: at(14, 22) };
    expect(summaryOf([bar(20, null), bar(21, 0)], [], ahead, NOW)).toBe('Counting entries…');
  });

  it('speaks of what is counted only', () => {
    expect(summaryOf([bar(5, null), bar(6, 2), bar(7, 1)], [], frame, NOW)).toBe(
      '3 entries between 14:06 and 14:08, busiest 1 min from 14:06 with 2; what is older is not counted yet',
    );
  });
});

describe('a stretch in words', () => {
  it('is as exact as it is long', () => {
    expect(rangeText({ from: at(14, 5), to: at(14, 6) }, NOW)).toBe('14:05 to 14:06');
    expect(rangeText({ from: at(14, 5), to: at(14, 5, 30) }, NOW)).toBe('14:05 to 14:05:30');
    expect(rangeText(gap, NOW)).toBe('14:06:02 to 14:06:41');
  });

  it('has its day where that is another', () => {
    const [from, to] = [new Date(2026, 10, 23, 23, 59).getTime(), new Date(2026, 10, 24, 0, 0).getTime()];
    expect(rangeText({ from, to }, NOW)).toBe('Mon 23 Nov 23:59 to 00:00');
  });

  it('has its count, and whether it was heard', () => {
    expect(barText(bar(6, 44), NOW, [gap])).toBe('14:06 to 14:07: 44 entries, in part not heard');
    expect(barText(bar(5, 1), NOW, [gap])).toBe('14:05 to 14:06: 1 entry');
    expect(barText(bar(5, null), NOW, [])).toBe('14:05 to 14:06: not counted yet');
  });
});

it('the axis has times, and the date where a day begins', () => {
  expect([at(14, 5), at(14, 5, 30), at(0, 0)].map(axisText)).toEqual(['14:05', '14:05:30', '24 Nov']);
});

it('a gap says how long it was, and whether it goes on', () => {
  expect(gapText(gap)).toBe('Gap of 39 s');
  expect(gapText({ ...gap, isOpen: true })).toBe('Gap, 39 s so far');
  expect(gapText({ ...gap, isPartial: true })).toBe('Gap of some topics of 39 s');
});
