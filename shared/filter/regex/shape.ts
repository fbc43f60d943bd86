import { t } from '../../text/t.ts';
/** A regular expression as a tree. */
export type Shape =
  /** One character: a literal, a class, an escape or a dot, as it was written. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'edge'; readonly at: Edge }
  | { readonly kind: 'sequence'; readonly parts: readonly Shape[] }
  | { readonly kind: 'choice'; readonly branches: readonly Shape[] }
  /** `max` may be Infinity. Whether it is greedy makes no difference to whether there is a match. */
  | { readonly kind: 'repeat'; readonly part: Shape; readonly min: number; readonly max: number };

export type Edge = 'start' | 'end' | 'word' | 'no-word';

/** Why a regular expression is not taken, in words. */
export class RegexProblem extends Error {}

/**
 * Reads a regular expression that JavaScript accepts with the flag `u`, which is checked before; so only what has to
 * be told apart is told apart here. Groups are followed by recursion: patterns are bounded in length.
 */
export function shapeOf(source: string): Shape {
  const cursor = { source, at: 0 };
  return choiceAt(cursor);
}

interface Cursor {
  readonly source: string;
  at: number;
}

const CHARACTER =
  /\\(?:u\{[^}]*\}|u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|x..|c.|[pP]\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|./suy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;

function choiceAt(cursor: Cursor): Shape {
  const branches = [sequenceAt(cursor)];
  while (cursor.source[cursor.at] === '|') {
    cursor.at += 1;
    branches.push(sequenceAt(cursor));
  }
  const [only] = branches;
  return only !== undefined && branches.length === 1 ? only : { kind: 'choice', branches };
}

function sequenceAt(cursor: Cursor): Shape {
  const parts: Shape[] = [];
  while (cursor.at < cursor.source.length && !['|', ')'].includes(cursor.source[cursor.at] ?? '')) {
    parts.push(repeatAt(cursor, partAt(cursor)));
  }
  return { kind: 'sequence', parts };
}

function partAt(cursor: Cursor): Shape {
  if (cursor.source[cursor.at] === '(') return groupAt(cursor);
  const source = taken(cursor, CHARACTER)?.[0] ?? '';
  if (/^\\[1-9k]/.test(source))
    throw new RegexProblem(t('A regular expression here cannot refer back to a group.'));
  const edge = EDGES.get(source);
  return edge === undefined ? { kind: 'character', source } : { kind: 'edge', at: edge };
}

const EDGES: ReadonlyMap<string, Edge> = new Map([
  ['^', 'start'],
  ['$', 'end'],
  ['\\b', 'word'],
  ['\\B', 'no-word'],
]);

function groupAt(cursor: Cursor): Shape {
  const opening = taken(cursor, /\((?:\?(?::|<(?![=!])[^>]*>))?/y)?.[0] ?? '';
  if (opening === '(' && cursor.source[cursor.at] === '?') {
    throw new RegexProblem(t('A regular expression here cannot look ahead or behind.'));
  }
  const inside = choiceAt(cursor);
  // The closing bracket: that there is one was checked.
  cursor.at += 1;
  return inside;
}

function repeatAt(cursor: Cursor, part: Shape): Shape {
  const quantifier = taken(cursor, QUANTIFIER);
  if (quantifier === null) return part;
  const [, sign, least, comma, most] = quantifier;
  const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
  return {
    kind: 'repeat',
    part,
    min,
    max: sign === undefined ? mostOf(min, comma, most) : sign === '?' ? 1 : Infinity,
  };
}

function mostOf(min: number, comma: string | undefined, most: string | undefined): number {
  if (comma === undefined) return min;
  return most === undefined || most === '' ? Infinity : Number(most);
}

/** What the pattern matches at the cursor, which moves behind it. */
function taken(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.source);
  if (match !== null) cursor.at = pattern.lastIndex;
  return match;
}
