import type { Syntax } from './syntax.ts';

/** The shape of a filter; null for one that is empty. Throws `SyntaxError`. */
export declare function parse(text: string): Syntax | null;

declare class GrammarError extends Error {
  readonly location: {
    readonly start: { readonly offset: number };
    readonly end: { readonly offset: number };
  };
  /** Null when the grammar itself has words for the problem. */
  readonly expected: readonly unknown[] | null;
}

export { GrammarError as SyntaxError };
