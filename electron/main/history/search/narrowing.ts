/**
 * Which documents of the index may match. It is always at least what matches: `isExact` when nothing else is in it, so
 * that its opposite can be said as well.
 */
export interface Narrowing {
  /** An expression of FTS5; null for all documents. */
  readonly match: string | null;
  readonly isExact: boolean;
  /** Entries with a mark: none of them beside the documents, all of them in addition, or nothing but them. */
  readonly marked: 'no' | 'also' | 'only';
}

export const ANYTHING: Narrowing = { match: null, isExact: false, marked: 'no' };
export const EVERYTHING: Narrowing = { match: null, isExact: true, marked: 'no' };
export const MARKED: Narrowing = { match: null, isExact: false, marked: 'only' };

const EVERY = '"=every="';
/** An expression of more parts takes longer than looking at each row. */
const MOST_PARTS = 100;

/** The documents with a word or a term. */
export const withTerm = (text: string, isExact: boolean): Narrowing => ({
  match: `"${text}"`,
  isExact,
  marked: 'no',
});

/** The documents with a word that begins so. */
export const withPrefix = (text: string): Narrowing => ({
  match: `"${text}"*`,
  isExact: true,
  marked: 'no',
});

export const inexact = (narrowing: Narrowing): Narrowing => ({ ...narrowing, isExact: false });

export function allOf(parts: readonly Narrowing[]): Narrowing {
  const isExact = parts.every((part) => part.isExact);
  if (parts.some(({ marked }) => marked === 'only')) return MARKED;
  const marked = parts.some((part) => part.marked === 'also') ? 'also' : 'no';
  const matches = parts.map(({ match }) => match).filter((match) => match !== null);
  return { match: joined('AND', matches), isExact, marked };
}

/** No parts at all match nothing, which is said by none of the callers. */
export function anyOf(parts: readonly Narrowing[]): Narrowing {
  const isExact = parts.every((part) => part.isExact);
  const indexed = parts.filter(({ marked }) => marked !== 'only');
  if (indexed.length === 0) return MARKED;
  const marked =
    indexed.length < parts.length || parts.some((part) => part.marked === 'also') ? 'also' : 'no';
  const matches = indexed.map(({ match }) => match).filter((match) => match !== null);
  const isAll = matches.length < indexed.length || matches.length > MOST_PARTS;
  return {
    match: isAll ? null : joined('OR', matches),
    isExact: isExact && matches.length <= MOST_PARTS,
    marked,
  };
}

export function noneOf(part: Narrowing): Narrowing {
  if (!part.isExact || part.marked !== 'no') return ANYTHING;
  return {
    match: part.match === null ? `(${EVERY} NOT ${EVERY})` : `(${EVERY} NOT ${part.match})`,
    isExact: true,
    marked: 'no',
  };
}

function joined(operator: 'AND' | 'OR', matches: readonly string[]): string | null {
  const [first] = matches;
  if (first === undefined) return null;
  return matches.length === 1 ? first : `(${matches.join(` ${operator} `)})`;
}
