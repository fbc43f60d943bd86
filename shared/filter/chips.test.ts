import { describe, expect, it } from 'vitest';
import { chipsOf, fieldTerm, pathTerm, without, withTerm } from './chips.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse.ts';
import { filterText } from './print.ts';

function read(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.filter;
}

describe('chips', () => {
  it('say the terms that must all be met', () => {
    const labels = chipsOf(read('presence:(Away OR Break) -agent:ana (a OR b) wrapUp:sale -(c d)')).map(
      ({ label }) => label,
    );
    expect(labels).toEqual([
      'presence: Away OR Break',
      'not agent: ana',
      'a OR b',
      'JSON key wrapUp: sale',
      'not (c d)',
    ]);
    expect(chipsOf(read('a OR b'))).toHaveLength(1);
    expect(chipsOf(read(''))).toEqual([]);
  });

  it('are taken out one by one', () => {
    const filter = read('a presence:Away -b');
    const rest = chipsOf(filter).map((chip) => filterText(without(filter, chip)));
    expect(rest).toEqual(['presence:Away -b', 'a -b', 'a presence:Away']);
    expect(chipsOf(read('a')).map((chip) => filterText(without(read('a'), chip)))).toEqual(['']);
  });
});

describe('a term that is added', () => {
  it('stands once, and takes its opposite out', () => {
    const term = pathTerm(['presenceDefinition', 'systemPresence'], 'On Queue');
    const wanted = withTerm(read('a'), term, 'for');
    expect(filterText(wanted)).toBe('a body.presenceDefinition.systemPresence:"On Queue"');
    expect(withTerm(wanted, term, 'for')).toEqual(wanted);
    expect(filterText(withTerm(wanted, term, 'exclude'))).toBe(
      'a -body.presenceDefinition.systemPresence:"On Queue"',
    );
  });

  it('is read back as it was meant, whatever stands in the value or the path', () => {
    for (const value of [
      'a"b\\',
      '*',
      '',
      '5..10',
      '>5',
      '/x/',
      'AND',
      'a b',
      'yes',
      5,
      true,
      null,
      '(x)',
      '\n',
    ]) {
      const filter = withTerm(read('x OR y'), pathTerm(['a b', 0, '__proto__', '*', '["'], value), 'exclude');
      expect(parseFilter(filterText(filter))).toEqual({ ok: true, filter });
    }
    expect(filterText(pathTerm(['list'], []))).toBe('body.list:*');
    expect(filterText(fieldTerm('agent', 'Ana Ruiz'))).toBe('agent:"Ana Ruiz"');
  });
});
