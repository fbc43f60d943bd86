/**
 * A filter as a tree. It is made of text by `parse.ts` and turned back into text by `print.ts`; what it says of one
 * entry is decided by `predicate.ts`. The history translates it into SQL, leaf by leaf: what SQL cannot say exactly it
 * leaves to the predicate.
 */
export type Filter =
  /** Passes everything: the filter of an empty text. */
  | { readonly kind: 'all' }
  /** Two parts or more, none of them of the same kind. */
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  /** Its part is no `not`. */
  | { readonly kind: 'not'; readonly part: Filter }
  | Leaf;

export type Leaf = WordsLeaf | AnywhereLeaf | TextLeaf | MeasureLeaf | FlagLeaf | ChangeLeaf | PathLeaf;

/** Words that follow each other in one value of the entry, or in its note. */
export interface WordsLeaf {
  readonly kind: 'words';
  readonly where: 'entry' | 'note';
  /** At least one, as `wordsOf` cuts them. */
  readonly words: readonly string[];
  /** The last word may go on. */
  readonly isPrefix: boolean;
}

/** A pattern without a field: any value of the entry may fit it. */
export interface AnywhereLeaf {
  readonly kind: 'anywhere';
  readonly match: Regex;
}

/** A property of the entry that is text, or a name that stands for an id. */
export interface TextLeaf {
  readonly kind: 'text';
  readonly field: TextField;
  readonly match: Match;
}

/** A property that has a size: a number, a length of time, a moment. */
export interface MeasureLeaf {
  readonly kind: 'measure';
  readonly field: MeasureField;
  readonly compare: Compare;
}

export interface FlagLeaf {
  readonly kind: 'flag';
  readonly field: FlagField;
  readonly isSet: boolean;
}

/**
 * A change that the entry tells of. `fact` is what changed, as `factName` writes it, or null for anything; a fact also
 * stands for those that specify it, so `waiting` for `waiting-voice`. `value` is tested on what it changed to or from.
 */
export interface ChangeLeaf {
  readonly kind: 'change';
  readonly side: 'to' | 'from';
  readonly fact: string | null;
  readonly value: ValueTest;
}

/** A value in the body of an event. True when any of the values that the path leads to passes. */
export interface PathLeaf {
  readonly kind: 'path';
  readonly path: Path;
  readonly value: ValueTest;
}

export type TextField =
  | 'type'
  | 'topic'
  | 'agent'
  | 'queue'
  | 'conversation'
  | 'gap'
  | 'connection'
  | 'error'
  | 'version'
  | 'correlation';
export type MeasureField = 'at' | 'happened' | 'lag' | 'for' | 'gap' | 'seq' | 'position' | 'deliveries';
export type FlagField = 'pinned' | 'note' | 'refused' | 'gap' | 'error';

/** `anywhere` stands for a key at any depth; otherwise the steps lead from the body down. */
export type Path =
  | { readonly from: 'body'; readonly steps: readonly Step[] }
  | { readonly from: 'anywhere'; readonly key: string };

/** A key of an object, an index of a list, or all that a list or an object holds. */
export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'each' };

export type ValueTest =
  Match | { readonly is: 'present' } | { readonly is: 'compare'; readonly compare: Compare };

/** Upper and lower case are the same, except in a regular expression without `i`. */
export type Match =
  | { readonly is: 'equal'; readonly text: string }
  /** What stands between the asterisks: two pieces or more, the first and the last may be empty. */
  | { readonly is: 'like'; readonly pieces: readonly string[] }
  | Regex;

export interface Regex {
  readonly is: 'regex';
  readonly source: string;
  readonly ignoresCase: boolean;
}

/** As it was written; `boundsOf` says what it means in numbers. */
export type Compare =
  | { readonly op: '=' | '>' | '>=' | '<' | '<='; readonly value: Quantity }
  /** Both ends belong to it; null is an open end, never both. */
  | { readonly op: '..'; readonly from: Quantity | null; readonly to: Quantity | null };

export type Quantity =
  | { readonly unit: 'number'; readonly number: number }
  | { readonly unit: 'duration'; readonly ms: number }
  | { readonly unit: 'moment'; readonly moment: Moment };

/** A point in time as people write it; which one that is depends on the zone, and for some on when it is asked. */
export type Moment =
  | { readonly kind: 'ago'; readonly ms: number }
  /** Whole days before today: 0 is today. */
  | { readonly kind: 'days-ago'; readonly days: number }
  /** Today at so many milliseconds after midnight. */
  | { readonly kind: 'clock'; readonly clockMs: number }
  /** Months count from 1. `clockMs` is null for the whole day. */
  | {
      readonly kind: 'date';
      readonly year: number;
      readonly month: number;
      readonly day: number;
      readonly clockMs: number | null;
      readonly isUtc: boolean;
    };

/** Whether a filter is a single term, without AND, OR and NOT. */
export function isLeaf(filter: Filter): filter is Leaf {
  return filter.kind !== 'all' && filter.kind !== 'and' && filter.kind !== 'or' && filter.kind !== 'not';
}

export const ALL: Filter = { kind: 'all' };

/** Joins parts into one filter in its plain form: none is everything, one is itself, and nothing of a kind is nested in its kind. */
export function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  const [first, ...rest] = flat;
  if (first === undefined) return ALL;
  return rest.length === 0 ? first : { kind, parts: flat };
}

/** What the filter does not pass, without a double negation. */
export function negated(part: Filter): Filter {
  return part.kind === 'not' ? part.part : { kind: 'not', part };
}
