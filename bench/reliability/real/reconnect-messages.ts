import type { VigilOptions } from './vigil.ts';

/** What the process of the reconnect loop is given. */
export interface LoopOptions extends Pick<VigilOptions, 'org' | 'topics'> {
  /** One for each of the Vigils that take part. */
  readonly urls: readonly string[];
  /** Of all of them together. */
  readonly cycles: number;
  /** How many cycles lie between two looks at the heap. */
  readonly sampleEvery: number;
}

export interface LoopDone {
  readonly what: 'done';
  /** After a collection, in equal steps of cycles. */
  readonly heapBytes: readonly number[];
  /** Timers, sockets and listeners, counted by kind, before Vigil was made and after it was stopped. */
  readonly heldBefore: Readonly<Record<string, number>>;
  readonly heldAfter: Readonly<Record<string, number>>;
}

export type LoopMessage =
  LoopDone | { readonly what: 'live'; readonly member: number; readonly cycle: number };
