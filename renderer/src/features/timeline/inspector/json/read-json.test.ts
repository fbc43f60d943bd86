import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonDocument, JsonNode } from './document.ts';
import { nameOf, sourceOf, valueText } from './node-text.ts';
import { documentOf, finished } from '../testing/finished.ts';
import { MOST_VALUES, readJson } from './read-json.ts';

/** The value that the table stands for, built the way JSON.parse builds it. */
function built(document: JsonDocument, node: JsonNode): unknown {
  const parts: JsonNode[] = [];
  for (let part = node + 1; part < document.afterOf(node); part = document.afterOf(part)) parts.push(part);
  expect(parts).toHaveLength(document.partsOf(node));
  expect(parts.map(document.placeOf)).toEqual(parts.map((_, index) => index));
  expect(parts.every((part) => document.parentOf(part) === node)).toBe(true);
  switch (document.kindOf(node)) {
    case 'array':
      return parts.map((part) => built(document, part));
    case 'object': {
      const entries = parts.map((part) => [nameOf(document, part) ?? '', built(document, part)]);
      // `fromEntries` defines a field named `__proto__` like any other.
      return Object.fromEntries(entries) as unknown;
    }
    case 'string':
      return valueText(document, node);
    case 'number':
    case 'boolean':
    case 'null':
      return JSON.parse(sourceOf(document, node)) as unknown;
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('the table of a JSON text', () => {
  it('says what JSON.parse says, for any JSON with any spaces', () => {
    const anyJson = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' });
    fc.assert(
      fc.property(anyJson, fc.constantFrom('', '  ', '\t', '\n'), (value, indent) => {
        const text = `${indent}${JSON.stringify(value, null, indent)}\r\n`;
        expect(built(documentOf(text), 0)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what JSON.parse refuses, and nothing else', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"\\u12"',
        '"\\ud800"',
        '"\n"',
        '1',
        '-',
        '01',
        '1e5',
        '1.',
        ' ',
      ],
      ...['true', 'nul', 'null', '"__proto__"', '"', '\\', '\u00a0', '{"a":1}', '[]', '{}'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        expect([text, finished(readJson(text)).ok]).toEqual([text, isJson(text)]);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps every digit of a number', () => {
    const document = documentOf('[12345678901234567890,1.0,1e400,-0]');
    expect([1, 2, 3, 4].map((node) => sourceOf(document, node))).toEqual([
      '12345678901234567890',
      '1.0',
      '1e400',
      '-0',
    ]);
  });

  it('keeps fields that come twice, and says which they are', () => {
    const document = documentOf('{"a":1,"b":{"a":2},"\\u0061":3,"a":4}');
    const names = Array.from({ length: document.size }, (_, node) => [
      nameOf(document, node),
      document.isRepeated(node),
    ]);
    expect(names).toEqual([
      [null, false],
      ['a', false],
      ['b', false],
      ['a', false],
      ['a', true],
      ['a', true],
    ]);
  });

  it('reads a million levels without running out of stack', () => {
    const deep = '['.repeat(999_999) + ']'.repeat(999_999);
    const document = documentOf(deep);
    expect([document.size, document.depthOf(document.size - 1)]).toEqual([999_999, 999_998]);
  });

  it('gives up on more values than a tree can show', () => {
    expect(finished(readJson(`[${'1,'.repeat(MOST_VALUES)}1]`))).toEqual({ ok: false, why: 'too-many' });
  });

  it('is read in steps of a few thousand values', () => {
    const steps = readJson(`[${'1,'.repeat(20_000)}1]`);
    let pauses = 0;
    while (steps.next().done !== true) pauses += 1;
    expect(pauses).toBeGreaterThan(5);
  });
});
