import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FILTER_LENGTH, parseFilter } from './parse.ts';
import { filterText } from './print.ts';
import { arbitraryFilter } from './testing/arbitrary-filter.ts';

describe('the filter language', () => {
  it('reads back what it printed as the same filter', () => {
    fc.assert(
      fc.property(arbitraryFilter, (filter) => {
        const text = filterText(filter);
        fc.pre(text.length <= MAX_FILTER_LENGTH);
        expect(parseFilter(text)).toEqual({ ok: true, filter });
      }),
      { numRuns: 500 },
    );
  });

  it('answers any text, and points into it where something is wrong', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      ' ',
      ':',
      'a',
      'presence',
      'AND',
      'OR',
      'NOT',
      '-',
      '/',
      '*',
      '>',
      '[',
      ']',
      '.',
      '5',
      '10m',
      '\\',
    );
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const parsed = parseFilter(given);
        if (parsed.ok) {
          expect(parseFilter(filterText(parsed.filter))).toEqual(parsed);
          return;
        }
        expect(parsed.error.message).toMatch(/^[A-Z"].*\.$/s);
        expect(parsed.error.from).toBeGreaterThanOrEqual(0);
        expect(parsed.error.to).toBeGreaterThanOrEqual(parsed.error.from);
        expect(parsed.error.to).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 1000 },
    );
  });
});
