import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../genesys/wire.ts';
import { eventAt } from './testing/entries.ts';
import { followIn, MAX_SEARCHED_CHARS, someText, wordsOf, wordsOfEntry, wordsTest } from './words.ts';

const withBody = (body: JsonValue) =>
  eventAt({ clock: '10:00:00.000', topic: 'v2.users.1.presence', subject: { kind: 'user', id: '1' }, body });

describe('words', () => {
  it('are runs of letters, digits, hyphens and underscores, in lower case', () => {
    expect(wordsOf('NOT_RESPONDING at 2026-11-24T10:00Z, a/b — “Zoë” -- ﬁve')).toEqual([
      'not_responding',
      'at',
      '2026-11-24t10',
      '00z',
      'a',
      'b',
      'zoë',
      'five',
    ]);
  });

  it('stay what they are when they are joined and cut again, by the rules of SQLite, too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = wordsOf(text);
        const joined = words.join(' ');
        expect(wordsOf(joined)).toEqual(words);
        // The tokenizer `ascii` with tokenchars '_-': all that is not ASCII belongs to a word.
        expect(joined.match(/[A-Za-z0-9_\-\u0080-\uffff]+/g) ?? []).toEqual(words);
      }),
      { numRuns: 1000 },
    );
  });

  it('are found in a text where cutting it into words finds them', () => {
    const text = fc
      .array(fc.constantFrom('ab', 'a', 'b', '-', '_', ' ', '.', 'é', 'A'))
      .map((parts) => parts.join(''));
    const words = fc.array(fc.constantFrom('a', 'ab', 'b', 'a-b', 'aé'), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(text, words, fc.boolean(), (given, wanted, isPrefix) => {
        expect(wordsTest(wanted, isPrefix)(given)).toBe(followIn(wanted, isPrefix, wordsOf(given)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the words of an entry', () => {
  it('are those of the topic and of the values, not of the keys, and of each value once', () => {
    const { entry, body } = withBody({
      state: 'On Queue',
      again: ['On Queue', 12.5, true, null],
      ['__proto__x']: '<b>',
    });
    expect(wordsOfEntry({ entry, body })).toEqual([
      'v2',
      'users',
      '1',
      'presence',
      'on',
      'queue',
      '12',
      '5',
      'b',
    ]);
  });

  it('come from the beginning of a body that is very large', () => {
    const large = withBody(['first', 'x '.repeat(5_000_000), 'last']);
    const words = wordsOfEntry(large);
    expect(words).toContain('first');
    expect(words).not.toContain('last');
    expect(words.length).toBeLessThan(MAX_SEARCHED_CHARS);
    expect(someText(large, wordsTest(['last'], false))).toBe(false);
  });

  it('are found in the deepest body', () => {
    let deep: JsonValue = 'bottom';
    for (let level = 0; level < 10_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
    expect(someText(withBody(deep), wordsTest(['bottom'], false))).toBe(true);
  });
});
