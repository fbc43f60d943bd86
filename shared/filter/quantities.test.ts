import { describe, expect, it } from 'vitest';
import { parseFilter } from './parse.ts';
import { boundsOf, DAY_MS, isWithin, parseQuantity, quantityText, SYSTEM_ZONE, UTC } from './quantities.ts';
import { NOW } from './testing/entries.ts';

function bounds(text: string, now = NOW) {
  const parsed = parseFilter(text);
  if (!parsed.ok || parsed.filter.kind !== 'measure') throw new Error(`${text} is no measure`);
  return boundsOf(parsed.filter.compare, now, UTC);
}

const at = (clock: string, day = '2026-11-24'): number => Date.parse(`${day}T${clock}Z`);

describe('quantities', () => {
  it.each([
    ['5', '5'],
    ['-0', '0'],
    ['2.50', '2.5'],
    ['90s', '1m30s'],
    ['1H30M', '1h30m'],
    ['1500ms', '1s500ms'],
    ['0s', '0s'],
    ['-15m', '-15m'],
    ['Today', 'today'],
    ['9:05', '09:05'],
    ['14:30:15.5', '14:30:15.500'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-24T14:30', '2026-11-24T14:30'],
    ['2026-11-24t14:30:00Z', '2026-11-24T14:30Z'],
  ])('%s is written %s', (text, canonical) => {
    const quantity = parseQuantity(text);
    expect(quantity === null ? null : quantityText(quantity)).toBe(canonical);
  });

  it.each([
    '',
    'm',
    '5x',
    '1m1h',
    '25:00',
    '14:60',
    '2026-02-30',
    '0026-01-01',
    '1e5',
    '--5',
    '99999999999999999',
  ])('"%s" is none', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });
});

describe('what a comparison allows', () => {
  it('counts lengths of time in the smallest unit that is written', () => {
    expect(bounds('for:10m')).toEqual({ min: 600_000, below: 660_000 });
    expect(bounds('for:1h30m')).toEqual({ min: 5_400_000, below: 5_460_000 });
    expect(bounds('for:0s')).toEqual({ min: 0, below: 1000 });
  });

  it('takes more than a number as more than exactly that', () => {
    expect(isWithin(bounds('for:>10m'), 600_000)).toBe(false);
    expect(isWithin(bounds('for:>10m'), 600_001)).toBe(true);
    expect(isWithin(bounds('seq:<=5'), 5)).toBe(true);
    expect(isWithin(bounds('seq:<5'), 5)).toBe(false);
    expect(isWithin(bounds('seq:5'), 5)).toBe(true);
    expect(isWithin(bounds('seq:5'), 5.0001)).toBe(false);
  });

  it('takes a day as a whole', () => {
    expect(bounds('at:2026-11-24')).toEqual({ min: at('00:00:00'), below: at('00:00:00', '2026-11-25') });
    expect(bounds('at:yesterday').below).toBe(at('00:00:00'));
    expect(bounds('at:>2026-11-23').min).toBe(at('00:00:00'));
    expect(bounds('at:2026-11-22..2026-11-23').below).toBe(at('00:00:00'));
  });

  it('takes a clock time as one of today, and as its minute', () => {
    expect(bounds('at:14:30')).toEqual({ min: at('14:30:00'), below: at('14:31:00') });
    expect(bounds('at:>=14:30').min).toBe(at('14:30:00'));
    expect(bounds('at:>-15m').min).toBeGreaterThan(at('14:45:00') - 1);
  });

  it.each([
    ['which is over', '15:00:00', '2026-11-24', '2026-11-23'],
    ['that is running', '23:00:00', '2026-11-24', '2026-11-24'],
    ['that began yesterday', '03:00:00', '2026-12-01', '2026-11-30'],
    ['that begins', '22:00:00', '2026-11-24', '2026-11-24'],
    ['before the next one', '21:59:59', '2026-11-24', '2026-11-23'],
  ])('takes two clock times over midnight as the latest such night, %s', (_, clock, today, evening) => {
    const night = bounds('at:22:00..06:00', at(clock, today));
    const end = at('06:00:00', evening) + DAY_MS;
    expect(night.min).toBe(at('22:00:00', evening));
    expect([end, end + 1].map((moment) => isWithin(night, moment))).toEqual([true, false]);
  });

  it('takes two clock times of one day as today, also before they come', () => {
    expect(bounds('at:16:00..17:00').min).toBe(at('16:00:00'));
    expect(isWithin(bounds('at:16:00..16:00'), at('16:00:00'))).toBe(true);
    expect(bounds('at:22:00..').below).toBe(Infinity);
  });

  it('knows the days of this computer, also those of 23 and 25 hours', () => {
    const date = SYSTEM_ZONE.dateOf(NOW);
    const midnight = SYSTEM_ZONE.momentOf(...date, 0);
    expect(midnight).toBeLessThanOrEqual(NOW);
    expect(NOW - midnight).toBeLessThan(DAY_MS + 3_600_001);
    expect(new Date(midnight).getHours()).toBe(0);
  });
});
