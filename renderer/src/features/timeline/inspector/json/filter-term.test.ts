import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../../../shared/filter/parse.ts';
import { compilePredicate } from '../../../../../../shared/filter/predicate.ts';
import { SYSTEM_ZONE } from '../../../../../../shared/filter/quantities.ts';
import type { JsonValue } from '../../../../../../shared/genesys/wire.ts';
import { EMPTY_DIRECTORY } from '../../../../../../shared/model/directory.ts';
import { eventAt } from '../../../../testing/events.ts';
import { documentOf } from '../testing/finished.ts';
import { filterWithValue } from './filter-term.ts';

const parsed = (text: string): JsonValue => JSON.parse(text) as JsonValue;

/** Whether a filter passes an event with a body. */
function passes(filter: string, body: JsonValue): boolean {
  const read = parseFilter(filter);
  if (!read.ok) throw new Error(`${filter} cannot be read: ${read.error.message}`);
  return compilePredicate(read.filter, { names: EMPTY_DIRECTORY, now: 0, zone: SYSTEM_ZONE })({
    entry: eventAt(1),
    body,
  });
}

const withNode = (filter: string, text: string, node: number, direction: 'for' | 'exclude') =>
  filterWithValue(filter, { document: documentOf(text), node, root: 0 }, direction);

describe('a filter for a value of the tree', () => {
  it('is added to the filter that is there, or takes the place of its opposite', () => {
    const text = '{"a":{"b":"x y"}}';
    expect(withNode('queue:Billing', text, 2, 'for')).toBe('queue:Billing body.a.b:"x y"');
    expect(withNode('queue:Billing body.a.b:"x y"', text, 2, 'exclude')).toBe(
      'queue:Billing -body.a.b:"x y"',
    );
    expect(withNode('body.a.b:"x y"', text, 2, 'for')).toBe('body.a.b:"x y"');
  });

  it('replaces one that cannot be read', () => {
    expect(withNode('queue:(', '{"a":1}', 1, 'for')).toBe('body.a:1');
  });

  it('is none for a value that is longer than a filter may be', () => {
    expect(withNode('', `{"a":"${'x'.repeat(5_000)}"}`, 1, 'for')).toBeNull();
  });

  it('passes the event that it was made from, and excluding it does not', () => {
    const body = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), body, { minKeys: 1 }),
        fc.nat(),
        (made, at) => {
          const text = JSON.stringify(made);
          const document = documentOf(text);
          const node = (at % (document.size - 1)) + 1;
          const wanted = withNode('', text, node, 'for');
          const unwanted = withNode('', text, node, 'exclude');
          if (wanted === null || unwanted === null) return;
          expect([wanted, passes(wanted, parsed(text))]).toEqual([wanted, true]);
          expect([unwanted, passes(unwanted, parsed(text))]).toEqual([unwanted, false]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
