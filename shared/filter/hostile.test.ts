import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../genesys/wire.ts';
import { parseFilter } from './parse.ts';
import { compilePredicate } from './predicate.ts';
import { CONTEXT, eventAt } from './testing/entries.ts';

function passes(text: string, body: JsonValue): boolean {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const candidate = eventAt({
    clock: '10:00:00.000',
    topic: 'v2.users.1.presence',
    subject: { kind: 'user', id: '1' },
    body,
  });
  return compilePredicate(parsed.filter, CONTEXT)(candidate);
}

function nested(levels: number): JsonValue {
  let value: JsonValue = { deepest: 'here' };
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { down: value };
  return value;
}

const FILTERS = [
  'missing',
  '"two missing words"',
  'ana',
  '/(a+)+b$/i',
  'missing:x',
  'body.*.*.*.*:missing',
  'body[*][*].x:>5',
  'value:/^(a|aa)+b$/',
];

describe('a hostile body', () => {
  it.each([
    ['with 10 MB in one text', 'a'.repeat(10_000_000)],
    ['with a million values', Array.from({ length: 1_000_000 }, (_, index) => index)],
    [
      'with a hundred thousand keys',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${String(index)}`, 'aaaa'])),
    ],
    ['of ten thousand levels', nested(10_000)],
  ])('%s is judged soon', (_, body) => {
    const started = performance.now();
    for (const filter of FILTERS) expect(passes(filter, { value: body })).toBe(false);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('is followed to its depth, and no further than its own keys', () => {
    expect(passes('deepest:here', nested(10_000))).toBe(true);
    const body = JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as JsonValue;
    expect(passes('body.__proto__.a:1', body)).toBe(true);
    expect(passes('body.constructor:x', body)).toBe(true);
    expect(passes('body.toString:*', body)).toBe(false);
    expect(passes('a:1', body)).toBe(true);
  });
});
