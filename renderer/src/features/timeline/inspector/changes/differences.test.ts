import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '../json/node-text.ts';
import { documentOf, finished } from '../testing/finished.ts';
import { compared, MOST_DIFFERENCES } from './differences.ts';
import { sideText } from './side-text.ts';

/** `path: was → is` of every difference between two texts. */
function differences(before: string, after: string): readonly string[] {
  const [former, latter] = [documentOf(before), documentOf(after)];
  const found = finished(compared({ document: former, root: 0 }, { document: latter, root: 0 }));
  return found.differences.map(({ path, from, to }) => {
    const [was, is] = [from === null ? '' : sourceOf(former, from), to === null ? '' : sourceOf(latter, to)];
    return `${path.join('.')}: ${was} → ${is}`;
  });
}

describe('the differences of two bodies', () => {
  it('are found field by field', () => {
    const before = '{"a":1,"b":{"c":"x"},"gone":true}';
    expect(differences(before, '{"a":2,"b":{"c":"x","d":null}}')).toEqual([
      'a: 1 → 2',
      'b.d:  → null',
      'gone: true → ',
    ]);
  });

  it('are found between plain values and between kinds', () => {
    expect(differences('"a"', '"b"')).toEqual([': "a" → "b"']);
    expect(differences('{"a":[1]}', '{"a":{"0":1}}')).toEqual(['a: [1] → {"0":1}']);
    expect(differences('[1,2]', '[1]')).toEqual(['1: 2 → ']);
  });

  it('are none where only the writing differs', () => {
    expect(differences('{"a":1.0,"b":"\\u0041"}', '{ "b": "A", "a": 1 }')).toEqual([]);
  });

  it('see the last digit of a number that JSON.parse would round', () => {
    expect(differences('{"a":12345678901234567890}', '{"a":12345678901234567891}')).toEqual([
      'a: 12345678901234567890 → 12345678901234567891',
    ]);
  });

  it('follow items with an id to their new place', () => {
    const before = '[{"id":"x","n":1},{"id":"y","n":2}]';
    expect(differences(before, '[{"id":"new"},{"id":"y","n":2},{"id":"x","n":3}]')).toEqual([
      '0:  → {"id":"new"}',
      '2.n: 1 → 3',
    ]);
  });

  it('treat fields named like parts of the language as fields', () => {
    expect(differences('{"__proto__":{"x":1},"toString":1}', '{"__proto__":{"x":2}}')).toEqual([
      '__proto__.x: 1 → 2',
      'toString: 1 → ',
    ]);
  });

  it('take the last of fields that come twice', () => {
    expect(differences('{"a":1,"a":2}', '{"a":2}')).toEqual([]);
  });

  it('are counted no further than anybody reads', () => {
    const [former, latter] = ['1', '2'].map((item) => documentOf(`[${`${item},`.repeat(5_000)}0]`));
    if (former === undefined || latter === undefined) throw new Error('Two documents were made.');
    const found = finished(compared({ document: former, root: 0 }, { document: latter, root: 0 }));
    expect([found.differences.length, found.hasMore]).toEqual([MOST_DIFFERENCES, true]);
  });

  it('are looked for ten thousand levels deep', () => {
    const nested = (inside: string): string => '{"in":'.repeat(10_000) + inside + '}'.repeat(10_000);
    expect(differences(nested('1'), nested('2'))).toHaveLength(1);
  });

  it('are none exactly when the values are equal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (one, other) => {
        const [before, after] = [JSON.stringify(one), JSON.stringify(other)];
        expect(differences(before, before)).toEqual([]);
        const isEqual = fc.stringify(JSON.parse(before)) === fc.stringify(JSON.parse(after));
        if (!isEqual && !Array.isArray(one)) expect(differences(before, after).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('show objects and lists as far as they are read', () => {
    const document = documentOf(`{"a":{"b":1},"c":[${'1,'.repeat(1000)}1]}`);
    expect(sideText(document, 1)).toBe('{"b":1}');
    expect(sideText(document, 3)).toHaveLength(300);
  });
});
