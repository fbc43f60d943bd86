import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import type { Filter } from '../../../../shared/filter/filter.ts';
import type { Zone } from '../../../../shared/filter/quantities.ts';
import { filterText } from '../../../../shared/filter/print.ts';
import { timesOf, withoutTimes, withTimes } from './time-term.ts';

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.filter;
}

const at = (hours: number, minutes: number, seconds = 0, ms = 0): number =>
  new Date(2026, 10, 24, hours, minutes, seconds, ms).getTime();
const HOUR = 3_600_000;
const [SPRING, AUTUMN] = [Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1)];

/** Two hours ahead in summer, else one. */
const BERLIN: Zone = {
  momentOf: (year, month, day, clockMs) => {
    const shown = Date.UTC(year, month - 1, day) + clockMs;
    const inSummer = shown - 2 * HOUR;
    return inSummer >= SPRING && inSummer < AUTUMN ? inSummer : shown - HOUR;
  },
  dateOf: (moment) => {
    const date = new Date(moment + (moment >= SPRING && moment < AUTUMN ? 2 : 1) * HOUR);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  },
};
const NOW = at(15, 0);

describe('a stretch of time as a part of a filter', () => {
  it('is written as people write it, and its end does not belong to it', () => {
    const filter = withTimes(filterOf('presence Away'), { from: at(14, 5), to: at(14, 20, 30) });
    expect(filterText(filter)).toBe('presence away at:>=2026-11-24T14:05 at:<2026-11-24T14:20:30');
  });

  it('takes the place of any other, whatever else there is', () => {
    const filter = filterOf('at:>-1h topic:presence at:..14:30 -at:today');
    expect(filterText(withoutTimes(filter))).toBe('topic:presence -at:today');
    const text = filterText(withTimes(filter, { from: at(14, 5), to: at(14, 6) }));
    expect(text).toBe('topic:presence -at:today at:>=2026-11-24T14:05 at:<2026-11-24T14:06');
    expect(filterText(withoutTimes(filterOf('at:14:05')))).toBe('');
  });

  it('leaves alone what only looks like it', () => {
    const text = 'at:>14:00 OR topic:presence';
    expect(filterText(withoutTimes(filterOf(text)))).toBe(filterText(filterOf(text)));
  });

  it('is found again in the text', () => {
    const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 100_000_000 }), (from, lengthMs) => {
        const range = { from, to: from + lengthMs };
        const text = filterText(withTimes(filterOf('gap:yes'), range));
        expect(timesOf(filterOf(text), NOW)).toEqual(range);
      }),
    );
  });

  it('is the same where clocks are put forward and back', () => {
    for (const change of [SPRING, AUTUMN]) {
      for (let from = change - 4 * HOUR; from < change + 26 * HOUR; from += HOUR / 4) {
        const range = { from, to: from + HOUR / 2 };
        const text = filterText(withTimes(filterOf(''), range, BERLIN));
        expect(timesOf(filterOf(text), NOW, BERLIN)).toEqual(range);
      }
    }
  });

  it('is that which all terms together allow', () => {
    expect(timesOf(filterOf('presence'), NOW)).toBeNull();
    expect(timesOf(filterOf('at:>=14:00 at:>=14:10'), NOW)).toEqual({ from: at(14, 10), to: Infinity });
  });
});
