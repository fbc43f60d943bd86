import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import { eventAt } from '../../../testing/events.ts';
import { differences, topicNeighbours } from './differences.ts';
import { jsonRows, jsonSummary, jsonText, pathId, pathText } from './json-rows.ts';
import { shownRaw } from './raw.ts';
import { treeMove } from './tree-keys.ts';

const parsed = (text: string): JsonValue => JSON.parse(text) as JsonValue;
const open = (...paths: readonly (readonly (string | number)[])[]): ReadonlySet<string> =>
  new Set(paths.map(pathId));

function nested(levels: number): JsonValue {
  let value: JsonValue = 'bottom';
  for (let level = 0; level < levels; level += 1) value = { in: value };
  return value;
}

describe('the tree of a body', () => {
  const body = parsed('{"a":1,"list":[true,{"b":null}],"empty":{}}');

  it('shows what is open, with its level and its place among its siblings', () => {
    const rows = jsonRows(body, open([], ['list']));
    expect(
      rows.map(({ label, level, place, siblings, isOpen }) => [
        label,
        level,
        `${String(place)}/${String(siblings)}`,
        isOpen,
      ]),
    ).toEqual([
      [null, 1, '1/1', true],
      ['a', 2, '1/3', null],
      ['list', 2, '2/3', true],
      ['0', 3, '1/2', null],
      ['1', 3, '2/2', false],
      ['empty', 2, '3/3', null],
    ]);
  });

  it('opens any depth without running out of stack', () => {
    const path = (depth: number): readonly string[] => Array.from({ length: depth }, () => 'in');
    const rows = jsonRows(nested(3000), open(...Array.from({ length: 3000 }, (_, depth) => path(depth))));
    expect(rows).toHaveLength(3001);
    expect(rows.at(-1)?.value).toBe('bottom');
  });

  it('shows fields that are named like parts of the language', () => {
    const rows = jsonRows(parsed('{"__proto__":{"x":1},"constructor":2}'), open([], ['__proto__']));
    expect(rows.map(({ label }) => label)).toEqual([null, '__proto__', 'x', 'constructor']);
  });

  it('shows hostile text as text', () => {
    expect(jsonSummary('<img src=x>\u202e')).toBe('"<img src=x>\\u202e"');
    expect(jsonSummary('x'.repeat(1_000_000))).toHaveLength(2002);
    expect([jsonSummary([1, 2]), jsonSummary({ a: 1 }), jsonSummary([])]).toEqual([
      '[ 2 items ]',
      '{ 1 field }',
      '[ ]',
    ]);
  });

  it('writes paths that can be pasted into code', () => {
    expect(pathText(['a', 0, 'odd key', '1b'])).toBe('body.a[0]["odd key"]["1b"]');
    expect(pathText([])).toBe('body');
  });

  it('moves as the tree pattern of ARIA has it', () => {
    const rows = jsonRows(body, open([], ['list']));
    const at = (key: string, from: number) => treeMove(key, rows, from);
    expect(at('ArrowRight', 2)).toEqual({ index: 3, toggles: false });
    expect(at('ArrowRight', 4)).toEqual({ index: 4, toggles: true });
    expect(at('ArrowLeft', 2)).toEqual({ index: 2, toggles: true });
    expect(at('ArrowLeft', 4)).toEqual({ index: 2, toggles: false });
    expect(at('ArrowLeft', 1)).toEqual({ index: 0, toggles: false });
    expect(at('ArrowUp', 0)).toEqual({ index: 0, toggles: false });
    expect(at('End', 0)).toEqual({ index: 5, toggles: false });
    expect(at('x', 0)).toBeNull();
  });
});

describe('a body as text', () => {
  it('is cut for the eye and says by how much', () => {
    const { shown, hiddenLength } = shownRaw('y'.repeat(100_005));
    expect([shown.length, hiddenLength]).toEqual([100_000, 5]);
  });

  it('keeps its lines and escapes what hides', () => {
    expect(shownRaw('{\n  "a": "\u202e"\n}').shown).toBe('{\n  "a": "\\u202e"\n}');
  });

  it('is refused when it is too deep to print', () => {
    expect(jsonText({ a: 1 })).toBe('{\n  "a": 1\n}');
    expect(jsonText(nested(100_000))).toBeNull();
  });
});

describe('the differences of two bodies', () => {
  it('are found path by path', () => {
    const found = differences(
      parsed('{"a":1,"b":{"c":"x"},"gone":true}'),
      parsed('{"a":2,"b":{"c":"x","d":null}}'),
    );
    expect(found).toEqual([
      { kind: 'changed', path: ['a'], from: 1, to: 2 },
      { kind: 'added', path: ['b', 'd'], from: undefined, to: null },
      { kind: 'removed', path: ['gone'], from: true, to: undefined },
    ]);
  });

  it('are found between plain values too', () => {
    expect(differences('a', 'b')).toEqual([{ kind: 'changed', path: [], from: 'a', to: 'b' }]);
    expect(differences([1], [1])).toEqual([]);
  });

  it('treat fields named like parts of the language as fields', () => {
    expect(
      differences(parsed('{"__proto__":{"x":1},"toString":1}'), parsed('{"__proto__":{"x":2}}')),
    ).toEqual([
      { kind: 'changed', path: ['__proto__', 'x'], from: 1, to: 2 },
      { kind: 'removed', path: ['toString'], from: 1, to: undefined },
    ]);
  });

  it('are not looked for in giants', () => {
    expect(
      differences(
        Array.from({ length: 30_000 }, () => 0),
        [],
      ),
    ).toBeNull();
    expect(differences(nested(5000), nested(5000))).toBeNull();
  });
});

describe('events of the same topic', () => {
  it('are counted among the loaded ones, and the one before is found', () => {
    const entries = [eventAt(1), eventAt(2, { topic: 'v2.other' }), eventAt(3), eventAt(4)];
    const third = entries[2];
    if (third === undefined) throw new Error('The list has four events.');
    expect(topicNeighbours(entries, third)).toMatchObject({ previous: { position: 1 }, place: 2, count: 3 });
  });
});
