import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_STEPS, programOf } from './program.ts';
import { searchOf } from './search.ts';
import { RegexProblem, shapeOf } from './shape.ts';

const atom = fc.constantFrom(
  'a',
  'b',
  'c',
  '.',
  '[ab]',
  '[^a]',
  '[\\]a-b]',
  '\\d',
  '\\w',
  '\\.',
  '\\/',
  '\\u0061',
  '\\u{1f600}',
  '\\p{L}',
  '\\x62',
  '😀',
);
const edge = fc.constantFrom('^', '$', '\\b', '\\B');
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{0,2}', '{1,}', '{2}?');

const pattern = fc.letrec<{ pattern: string }>((tie) => {
  const group = tie('pattern').chain((inside) =>
    fc.constantFrom(`(${inside})`, `(?:${inside})`, `(?<n>${inside})`),
  );
  const part = fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map((parts) => parts.join('')),
    edge,
    fc.tuple(group, quantifier).map((parts) => parts.join('')),
  );
  const sequence = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
  return {
    pattern: fc.array(sequence, { minLength: 1, maxLength: 2 }).map((branches) => branches.join('|')),
  };
}).pattern;

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '1', ' ', '.', ']', '/', '😀', 'é', '\n'), { maxLength: 12 })
  .map((parts) => parts.join(''));

function native(source: string, ignoresCase: boolean): RegExp | null {
  try {
    return new RegExp(source, ignoresCase ? 'ui' : 'u');
  } catch {
    // Two groups of one name.
    return null;
  }
}

describe('regular expressions without backtracking', () => {
  it('find what those of JavaScript find', () => {
    fc.assert(
      fc.property(pattern, fc.boolean(), text, (source, ignoresCase, given) => {
        const regex = native(source, ignoresCase);
        fc.pre(regex !== null);
        // V8 looks for \B also in the middle of a pair of surrogates.
        fc.pre(!source.includes('\\B') || !given.includes('😀'));
        let search: ReturnType<typeof searchOf>;
        try {
          search = searchOf(source, ignoresCase);
        } catch (error) {
          // Repetitions of repetitions grow too large.
          expect(error).toBeInstanceOf(RegexProblem);
          return;
        }
        expect(search(given)).toBe(regex.test(given));
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['(a+)+$', '^(a|a)*$', '(a?){20}a{20}b', 'a*a*a*a*b', '(.*)*x$', '([a-z]+)*\\d'])(
    'take time in proportion to the text for %s, too',
    (source) => {
      const search = searchOf(source, false);
      const started = performance.now();
      expect(search(`${'a'.repeat(4000)}!`)).toBe(false);
      expect(performance.now() - started).toBeLessThan(1000);
    },
  );

  const counts = ['99999999', '9'.repeat(190), '9'.repeat(400)];

  it.each(counts)('put nothing in place once, although it is repeated %s times', (count) => {
    for (const empty of ['', '(?:)', 'a{0}', 'a{0,0}', '(){99999999}', '(a{0}){99999999}']) {
      const source = `(${empty}){${count}}`;
      expect(programOf(shapeOf(source), false).instructions.length).toBeLessThan(4);
      expect(searchOf(`^${source}b`, false)('b')).toBe(true);
    }
  });

  it.each(counts)('do not take what may be empty %s times', (count) => {
    for (const part of ['a', 'a|', '|', '^', 'a?', 'a*']) {
      expect(() => searchOf(`(${part}){${count}}`, false)).toThrow(RegexProblem);
    }
    for (const part of ['', 'a', 'a|', '|']) {
      expect(() => searchOf(`(${part}){2,${count.slice(0, 200)}}`, false)).toThrow(RegexProblem);
    }
  });

  it.each(['(a)\\1', '(?=a)', '(?<!a)', 'a{300}b{300}', '((a{10}){10}){10}'])('do not take %s', (source) => {
    expect(() => searchOf(source, false)).toThrow(RegexProblem);
    expect(MAX_STEPS).toBe(500);
  });
});
