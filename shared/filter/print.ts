import { assertNever } from '../assert-never.ts';
import {
  isLeaf,
  type Compare,
  type Filter,
  type Leaf,
  type Match,
  type Path,
  type ValueTest,
  type WordsLeaf,
} from './filter.ts';
import { parseQuantity, quantityText } from './quantities.ts';

/** The filter as text, in one way for each filter: reading it gives the same filter again. */
export function filterText(filter: Filter): string {
  if (isLeaf(filter)) return leafText(filter);
  switch (filter.kind) {
    case 'all':
      return '';
    case 'and':
      return filter.parts
        .map((part) => (part.kind === 'or' ? orText(part.parts, true) : filterText(part)))
        .join(' ');
    case 'or':
      return orText(filter.parts, false);
    case 'not':
      return `-${isJoined(filter.part) ? bracketed(filterText(filter.part)) : filterText(filter.part)}`;
    default:
      return assertNever(filter, 'filter');
  }
}

const isJoined = (filter: Filter): boolean => filter.kind === 'and' || filter.kind === 'or';
const bracketed = (text: string): string => `(${text})`;

/** Values of one field stand in a list: `presence:(Away OR Break)`. */
function orText(parts: readonly Filter[], isInside: boolean): string {
  const terms = parts.map((part) => (isLeaf(part) ? termOf(part) : null));
  const name = terms[0]?.name;
  if (name !== undefined && name !== '' && terms.every((term) => term?.name === name)) {
    return `${name}:(${terms.map((term) => term?.value ?? '').join(' OR ')})`;
  }
  const text = parts
    .map((part) => (part.kind === 'and' ? bracketed(filterText(part)) : filterText(part)))
    .join(' OR ');
  return isInside ? bracketed(text) : text;
}

function leafText(leaf: Leaf): string {
  const { name, value } = termOf(leaf);
  return name === '' ? value : `${name}:${value}`;
}

/** The two sides of the colon; `name` is empty where there is none. */
export interface PrintedTerm {
  readonly name: string;
  readonly value: string;
}

/** How a leaf is written. */
export function termOf(leaf: Leaf): PrintedTerm {
  switch (leaf.kind) {
    case 'words':
      return { name: leaf.where === 'note' ? 'note' : '', value: wordsText(leaf) };
    case 'anywhere':
      return { name: '', value: matchText(leaf.match) };
    case 'text':
      return { name: leaf.field, value: textMatchText(leaf.match) };
    case 'measure':
      return { name: leaf.field, value: compareText(leaf.compare) };
    case 'flag':
      return { name: leaf.field, value: leaf.isSet ? 'yes' : 'no' };
    case 'change':
      return changeTerm(leaf.side, leaf.fact, leaf.value);
    case 'path':
      return { name: pathText(leaf.path), value: valueText(leaf.value) };
    default:
      return assertNever(leaf, 'leaf');
  }
}

function changeTerm(side: 'to' | 'from', fact: string | null, value: ValueTest): PrintedTerm {
  if (side === 'to') return { name: fact ?? 'to', value: valueText(value) };
  if (value.is === 'present') return { name: 'changed', value: fact === null ? 'yes' : factText(fact) };
  return { name: 'from', value: valueText(value) };
}

/** Quoted, what is written like a flag is none. */
const textMatchText = (match: Match): string =>
  match.is === 'equal' && FLAGS.test(match.text) ? quoted(match.text) : matchText(match);

/** Quoted, a fact that is called like a flag is none. */
const factText = (fact: string): string => (FLAGS.test(fact) ? quoted(fact) : bareOrQuoted(fact));

const FLAGS = /^(yes|no|true|false)$/i;

function wordsText({ words, isPrefix }: WordsLeaf): string {
  const text = words.join(' ');
  const isBare = words.length === 1 && !text.startsWith('-') && !FLAGS.test(text);
  return `${isBare ? text : quoted(text)}${isPrefix ? '*' : ''}`;
}

/** As the grammar reads it: `body.participants[0].name`, and `["…"]` around what has dots or spaces. */
export function pathText(path: Path): string {
  if (path.from === 'anywhere') return path.key;
  const steps = path.steps.map((step) => {
    if (step.kind === 'each') return '[*]';
    if (step.kind === 'index') return `[${String(step.index)}]`;
    return /^(?!\*$)[^\s()"[\].:]+$/.test(step.key) ? `.${step.key}` : `[${quoted(step.key)}]`;
  });
  return `body${steps.join('')}`;
}

function valueText(value: ValueTest): string {
  if (value.is === 'present') return '*';
  return value.is === 'compare' ? compareText(value.compare) : matchText(value);
}

/** As it is written behind the colon. */
export function compareText(compare: Compare): string {
  if (compare.op !== '..') return `${compare.op === '=' ? '' : compare.op}${quantityText(compare.value)}`;
  const [from, to] = [compare.from, compare.to].map((end) => (end === null ? '' : quantityText(end)));
  return `${from ?? ''}..${to ?? ''}`;
}

function matchText(match: Match): string {
  switch (match.is) {
    case 'equal':
      return bareOrQuoted(match.text);
    case 'like':
      return match.pieces.map((piece) => (piece === '' || isBare(piece) ? piece : quoted(piece))).join('*');
    case 'regex':
      return `/${match.source}/${match.ignoresCase ? 'i' : ''}`;
    default:
      return assertNever(match, 'match');
  }
}

const bareOrQuoted = (text: string): string => (isBare(text) && !isRange(text) ? text : quoted(text));

/** Whether a value means itself without quotes. */
const isBare = (text: string): boolean => /^(?![<>=/]|AND$|OR$|NOT$)[^\s()"*]+$/.test(text);

function isRange(text: string): boolean {
  const ends = text.split('..');
  return ends.length === 2 && ends.every((end) => end === '' || parseQuantity(end) !== null);
}

/** Text behind a colon that is meant as it stands: quoted where it would mean something else. */
export const plainValue = (text: string): string => (FLAGS.test(text) ? quoted(text) : bareOrQuoted(text));

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
