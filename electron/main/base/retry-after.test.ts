import { describe, expect, it } from 'vitest';
import { LONGEST_RETRY_AFTER_MS, parseRetryAfter } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 5, 8, 0, 0);

describe('R15, T33: Retry-After', () => {
  it.each([
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['1.5', 1_500],
    ['1.25', 1_250],
    ['599', 599_000],
  ])('reads %j as seconds', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it.each([
    ['Mon, 05 Jan 2026 08:00:30 GMT', 30_000],
    ['mon, 05 jan 2026 08:00:30 gmt', 30_000],
    ['Monday, 05-Jan-26 08:01:00 GMT', 60_000],
  ])('reads %j as an HTTP date', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it('takes a date that has passed as no wait, never as a negative one', () => {
    expect(parseRetryAfter('Mon, 05 Jan 2026 07:00:00 GMT', NOW)).toBe(0);
  });

  it.each(['601', '86400', '99999999999999999999', 'Wed, 21 Oct 2099 07:28:00 GMT'])(
    'looks again after ten minutes for the huge %j',
    (header) => {
      expect(parseRetryAfter(header, NOW)).toBe(LONGEST_RETRY_AFTER_MS);
    },
  );

  it.each([
    null,
    undefined,
    '',
    '  ',
    '-5',
    '+3',
    'soon',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '12 parsecs',
    '120, 120',
    'Thu',
    // Date.parse takes these for dates, one of them far in the future.
    'abc 5',
    'foo 2099',
    'retry 12',
    'after Mon, 05 Jan 2026 08:00:30 GMT',
  ])('finds no moment in %j', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });
});
