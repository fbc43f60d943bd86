import type { Step } from './filter.ts';

/** Offsets of UTF-16 units in the text of a filter; `to` is behind the last one. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the grammar makes of a text: its shape, without what the terms mean. */
export type Syntax =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Syntax[] }
  | { readonly kind: 'not'; readonly part: Syntax }
  | { readonly kind: 'word'; readonly atom: Atom }
  | Term;

export interface Term {
  readonly kind: 'term';
  readonly name: Name;
  readonly operator: '' | '>' | '>=' | '<' | '<=';
  readonly atom: Atom;
}

/** The first step is always a key. */
export interface Name extends Span {
  readonly steps: readonly Step[];
}

export type Atom =
  | ({ readonly kind: 'regex'; readonly source: string; readonly flags: string } & Span)
  | ({ readonly kind: 'pieces'; readonly pieces: readonly Piece[] } & Span);

/** An asterisk is a wildcard where it is not quoted. */
export interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Says what is wrong with a filter, and where. Caught by `parseFilter`. */
export class FilterProblem extends Error {
  readonly span: Span;

  constructor(message: string, { from, to }: Span) {
    super(message);
    this.span = { from, to };
  }
}
