import { describe, expect, it } from 'vitest';
import { MAX_FILTER_DEPTH, MAX_FILTER_LENGTH, parseFilter } from './parse.ts';
import { filterText } from './print.ts';

/** What is wrong, and the stretch of the text that is meant, between `‹` and `›`. */
function problem(text: string): readonly [string, string] {
  const parsed = parseFilter(text);
  if (parsed.ok) throw new Error(`"${text}" is a filter`);
  const { message, from, to } = parsed.error;
  return [`${text.slice(0, from)}‹${text.slice(from, to)}›${text.slice(to)}`, message];
}

function canonical(text: string): string {
  const parsed = parseFilter(text);
  return parsed.ok ? filterText(parsed.filter) : parsed.error.message;
}

describe('a filter that cannot be read', () => {
  it.each([
    ['(a b', '‹(›a b', 'A closing bracket is missing for the one here.'],
    ['x "abc', 'x ‹"›abc', 'A closing quote is missing for the one here.'],
    ['a )', 'a ‹)›', 'There is no opening bracket for this closing one.'],
    ['presence:', 'presence:‹›', 'A value is missing here.'],
    ['presence: Away', 'presence:‹› Away', 'A value is missing here.'],
    ['for:>', 'for:>‹›', 'A value is missing here.'],
    ['a AND', 'a AND‹›', 'A word or a term is missing here.'],
    ['OR a', '‹OR› a', 'OR needs something on both sides.'],
    ['NOT', 'NOT‹›', 'A word or a term is missing here.'],
    ['()', '(‹›)', 'A word or a term is missing here.'],
    [
      'presence:(Away Break)',
      'presence:‹(›Away Break)',
      'A closing bracket, or OR between two values, is missing in the list that starts here.',
    ],
    ['/a', '‹/›a', 'A closing slash is missing for the one here. To look for a slash, put it in quotes.'],
    ['x:/(/', 'x:‹/(/›', 'This is not a valid regular expression.'],
    [
      '/a{300}/ OR -x:/b{300}/',
      '‹/a{300}/ OR -x:/b{300}/›',
      'The regular expressions of this filter are too large together. Leave some of them out.',
    ],
    [
      '/a/g',
      '‹/a/g›',
      'After the closing slash only "i" may stand, for upper and lower case alike. To look for a slash, put it in quotes.',
    ],
    [
      'at:5',
      'at:‹5›',
      'A time belongs here, such as >-15m for the last 15 minutes, 14:30..15:00, today or 2026-11-24.',
    ],
    [
      'for:>10',
      'for:>‹10›',
      'A length of time belongs here, with its unit, such as >30s, >10m or 1h..2h30m.',
    ],
    ['seq:10..5', 'seq:‹10..5›', 'In a range the smaller or earlier value stands first: 5..10.'],
    ['for:10m..5m', 'for:‹10m..5m›', 'In a range the smaller or earlier value stands first: 5m..10m.'],
    ['gap:1h..90s', 'gap:‹1h..90s›', 'In a range the smaller or earlier value stands first: 1m30s..1h.'],
    ['body.size:2..1', 'body.size:‹2..1›', 'In a range the smaller or earlier value stands first: 1..2.'],
    ['at:-5m..-1h', 'at:‹-5m..-1h›', 'In a range the smaller or earlier value stands first: -1h..-5m.'],
    [
      'at:today..yesterday',
      'at:‹today..yesterday›',
      'In a range the smaller or earlier value stands first: yesterday..today.',
    ],
    [
      'at:2026-11-24..2026-11-23T10:00',
      'at:‹2026-11-24..2026-11-23T10:00›',
      'In a range the smaller or earlier value stands first: 2026-11-23T10:00..2026-11-24.',
    ],
    ['seq:1h', 'seq:‹1h›', 'A number belongs here, such as 5, >5 or 5..10.'],
    [
      'type:events',
      'type:‹events›',
      '"events" is no type. It is one of: event, connection, gap, renewal, subscription, refreshed, refresh, diagnostic.',
    ],
    ['pinned:maybe', 'pinned:‹maybe›', 'Behind pinned: only yes or no may stand.'],
    [
      'presence:>Away',
      'presence:>‹Away›',
      'After > a number, a length of time such as 10m, or a time such as 14:30 belongs.',
    ],
    ['body:x', '‹body›:x', 'Say which value of the body: body.name, or body.list[0].name.'],
    ['a*b', '‹a*b›', 'In a word an asterisk may stand at its end only.'],
    ['…', '‹…›', 'There is no letter or digit to look for here.'],
  ])('%s', (text, where, message) => {
    expect(problem(text)).toEqual([where, message]);
  });

  it('is too long, or too deep', () => {
    expect(parseFilter('a '.repeat(MAX_FILTER_LENGTH / 2)).ok).toBe(true);
    expect(problem('a'.repeat(MAX_FILTER_LENGTH + 1))[1]).toBe(
      'A filter has at most 2000 characters; this one has 2001.',
    );
    const nested = (depth: number): string => `${'('.repeat(depth)}a${')'.repeat(depth)}`;
    expect(parseFilter(nested(MAX_FILTER_DEPTH)).ok).toBe(true);
    expect(problem(nested(MAX_FILTER_DEPTH + 1))[1]).toBe(
      'Brackets may stand in each other 30 deep at most.',
    );
  });

  it('is answered soon, however it is built', () => {
    const started = performance.now();
    for (const piece of ['(', '-', 'NOT ', 'a OR ', '"', 'a:', '/', '[', 'a.', '((a) ', 'x:(a OR ', '*']) {
      parseFilter(piece.repeat(Math.floor(MAX_FILTER_LENGTH / piece.length)));
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('the canonical text', () => {
  it.each([
    ['  a   b ', 'a b'],
    ['a AND b', 'a b'],
    ['NOT a', '-a'],
    ['NOT NOT a', 'a'],
    ['((a))', 'a'],
    ['(a OR b) c', '(a OR b) c'],
    ['a OR b c', 'a OR (b c)'],
    ['presence:Away OR presence:Break', 'presence:(Away OR Break)'],
    ['presence:(NOT Away AND NOT Break)', '-presence:Away -presence:Break'],
    ['USER:"Ana Ruiz"', 'agent:"Ana Ruiz"'],
    ['Type:GAP', 'type:gap'],
    ['for:>90s', 'for:>1m30s'],
    ['at:14:30..15:00', 'at:14:30..15:00'],
    ['at:22:00..06:00', 'at:22:00..06:00'],
    ['at:2026-11-24..2026-11-24T10:00', 'at:2026-11-24..2026-11-24T10:00'],
    ['at:2026-11-24T10:00..2026-11-24', 'at:2026-11-24T10:00..2026-11-24'],
    ['at:2026-11-24T10:00..2026-11-24T09:00Z', 'at:2026-11-24T10:00..2026-11-24T09:00Z'],
    ['at:-1h..22:00', 'at:-1h..22:00'],
    ['seq:5..5', 'seq:5..5'],
    ['station:"10..5"', 'station:"10..5"'],
    ['waiting:..5', 'waiting:..5'],
    ['presence:"On Q"*', 'presence:"On Q"*'],
    ['presence:"a*b"', 'presence:"a*b"'],
    ['body["odd key"].x[0][*]:1', 'body["odd key"].x[0][*]:1'],
    ['presenceDefinition.id:1', 'body.presenceDefinition.id:1'],
    ['topic:v2.users.1?a&b', 'topic:(v2.users.1.a OR v2.users.1.b)'],
    ['On-Queue', 'on-queue'],
    ['foo.bar', '"foo bar"'],
  ])('of %s is %s', (text, expected) => {
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });
});
