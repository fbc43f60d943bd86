import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, finished } from '../testing/finished.ts';
import { labelOf, nameOf, pathOf, pathText, summaryOf } from './node-text.ts';
import { foundIn, nearestMatch, nextMatch } from './search.ts';
import { lineOf, linesOf, revealed, toggled, treeAfterKey, treeFor, treeOf, type Tree } from './tree.ts';

const BODY = '{"a":1,"list":[true,{"b":null}],"empty":{}}';
const [ROOT, A, LIST, TRUE, INNER, B, EMPTY] = [0, 1, 2, 3, 4, 5, 6];

const treeOpenAt = (text: string, ...open: readonly number[]): Tree => ({
  ...treeOf(documentOf(text), 0),
  open: new Set(open),
});
const shown = (tree: Tree): readonly number[] => [...linesOf(tree)];
const after = (tree: Tree, ...keys: readonly string[]): Tree =>
  keys.reduce((now, key) => treeAfterKey(now, key, linesOf(now)) ?? now, tree);

describe('a tree', () => {
  it('is kept for as long as its text stays the same, and begins anew with another', () => {
    const walked = treeOpenAt(BODY, ROOT);
    expect(treeFor(walked, walked.document, ROOT)).toBe(walked);
    const noted = documentOf('{"mark":{"note":"ask Ana"},"a":1}');
    expect(treeFor(walked, noted, ROOT)).toEqual(treeOf(noted, ROOT));
  });
});

describe('the lines of a tree', () => {
  it('are those of what is open', () => {
    expect(shown(treeOpenAt(BODY))).toEqual([ROOT]);
    expect(shown(treeOpenAt(BODY, ROOT))).toEqual([ROOT, A, LIST, EMPTY]);
    expect(shown(treeOpenAt(BODY, ROOT, LIST))).toEqual([ROOT, A, LIST, TRUE, INNER, EMPTY]);
  });

  it('begin all open when there are few, and at the top alone when there are many', () => {
    expect(shown(treeOf(documentOf(BODY), ROOT))).toHaveLength(7);
    const many = documentOf(`{"list":[${'1,'.repeat(100)}1]}`);
    expect(shown(treeOf(many, ROOT))).toEqual([0, 1]);
  });

  it('are found by their values, or by the closed one that hides them', () => {
    const lines = linesOf(treeOpenAt(BODY, ROOT));
    expect([ROOT, A, LIST, TRUE, B, EMPTY].map((node) => lineOf(lines, node))).toEqual([0, 1, 2, 2, 2, 3]);
  });

  it('stay in step with their values whatever is opened and closed', () => {
    const document = documentOf(JSON.stringify({ a: [1, { b: [2, [3]] }], c: { d: { e: {} } }, f: 'x' }));
    fc.assert(
      fc.property(fc.array(fc.nat(document.size - 1), { maxLength: 30 }), (nodes) => {
        const tree = nodes.reduce((now, node) => toggled(now, node), treeOf(document, 0));
        const lines = linesOf(tree);
        for (const [line, node] of lines.entries()) {
          expect(lineOf(lines, node)).toBe(line);
          const above = document.parentOf(node);
          expect(above === null || tree.open.has(above)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('keys in a tree', () => {
  const open = treeOpenAt(BODY, ROOT, LIST);

  it('walk and open it as the tree pattern of ARIA has it', () => {
    expect(after(open, 'ArrowDown', 'ArrowDown').current).toBe(LIST);
    expect(after(open, 'ArrowDown', 'ArrowDown', 'ArrowRight').current).toBe(TRUE);
    expect(after(open, 'ArrowUp').current).toBe(ROOT);
    expect(after(open, 'End').current).toBe(EMPTY);
    expect(after(open, 'End', 'Home').current).toBe(ROOT);
    const inner = { ...open, current: INNER };
    expect(shown(after(inner, 'ArrowRight'))).toContain(B);
    expect(after(inner, 'ArrowRight', 'ArrowRight').current).toBe(B);
    expect(after(inner, 'ArrowLeft').current).toBe(LIST);
    expect(shown(after(inner, 'ArrowLeft', 'ArrowLeft'))).toEqual([ROOT, A, LIST, EMPTY]);
    expect(after({ ...open, current: EMPTY }, 'ArrowRight').current).toBe(EMPTY);
  });

  it('open everything beside with an asterisk', () => {
    const closed = treeOpenAt('[[1],[2],{"a":3},4]', 0);
    expect(shown(after({ ...closed, current: 1 }, '*'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('leave letters to the shortcuts of the window', () => {
    expect(treeAfterKey(open, 'p', linesOf(open))).toBeNull();
    expect(treeAfterKey(open, '[', linesOf(open))).toBeNull();
  });
});

describe('a search in a tree', () => {
  const found = (text: string, sought: string): readonly number[] =>
    finished(foundIn(documentOf(text), 0, sought));

  it('looks at names and at what values say, whatever their case and however they are written', () => {
    const text = '{"Name":"Ana Ruiz","other":["\\u0041NA",17],"ana":{}}';
    expect(found(text, 'ana')).toEqual([1, 3, 5]);
    expect(found(text, '17')).toEqual([4]);
    expect(found(text, 'name')).toEqual([1]);
  });

  it('goes round', () => {
    expect([nextMatch([2, 5], 3, 1), nextMatch([2, 5], 5, 1), nextMatch([2, 5], 2, -1)]).toEqual([5, 2, 5]);
    expect([nearestMatch([2, 5], 2), nearestMatch([2, 5], 3), nearestMatch([2, 5], 6)]).toEqual([2, 5, 2]);
    expect(nextMatch([], 1, 1)).toBeNull();
  });

  it('opens what hides a match', () => {
    const tree = revealed(treeOpenAt(BODY, ROOT), B);
    expect(tree.current).toBe(B);
    expect(shown(tree)).toContain(B);
  });
});

describe('what a line says', () => {
  it('is safe to read, whatever the service sent', () => {
    const document = documentOf('["<img src=x>\u202e","\\u0007\\ud800","' + 'x'.repeat(1_000_000) + '"]');
    expect(summaryOf(document, 1)).toBe('"<img src=x>\\u202e"');
    expect(summaryOf(document, 2)).toBe('"\\u0007\\ud800"');
    expect(summaryOf(document, 3)).toHaveLength(2002);
  });

  it('shows the beginning of a long string also where a cut would go through an escape', () => {
    for (let pad = 0; pad < 8; pad += 1) {
      const document = documentOf(`"${'x'.repeat(pad)}${'\\u00e9'.repeat(4000)}"`);
      expect(summaryOf(document, 0).startsWith(`"${'x'.repeat(pad)}éé`)).toBe(true);
    }
  });

  it('has names like those of the language as they are', () => {
    const document = documentOf('{"__proto__":{"x":1},"constructor":2,"a\\u202eb":3,"":4}');
    expect([1, 2, 3, 4, 5].map((node) => labelOf(document, node, 0))).toEqual([
      '__proto__',
      'x',
      'constructor',
      'a\\u202eb',
      '""',
    ]);
    expect(nameOf(document, 4)).toBe('a\u202eb');
  });

  it('is a path that can be pasted into code', () => {
    const document = documentOf('{"a":[{"odd key":{"1b":null}}]}');
    expect(pathText(pathOf(document, 4, 0))).toBe('body.a[0]["odd key"]["1b"]');
    expect(pathText(pathOf(document, 4, 1))).toBe('body[0]["odd key"]["1b"]');
    expect(pathText(pathOf(document, 0, 0))).toBe('body');
  });
});
