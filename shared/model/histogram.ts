import type { EpochMs } from './connection-state.ts';

/** Asks how many entries match a filter, by when they were stored. */
export interface CountsQuery {
  /** In the filter language; empty for all entries. */
  readonly filter: string;
  /** Older or newer ones than the position, itself not included. */
  readonly from: 'before' | 'after';
  readonly position: number;
  /** Not earlier than `since`, and earlier than `until`. */
  readonly since: EpochMs;
  readonly until: EpochMs;
  /** At most `MOST_STRETCHES` of this length between the two. */
  readonly bucketMs: number;
}

/** What was counted in the time that one answer may take; what is left is asked for from `reached` on. */
export interface CountsPage {
  /** Stretches that have any: the number of each, counted from 1970, and how many entries more are in it. */
  readonly counts: readonly (readonly [bucket: number, count: number])[];
  /** Everything between the position of the query and this one, itself included, was looked through. */
  readonly reached: number;
  /** Nothing is left in this direction. */
  readonly isWhole: boolean;
  /** The newest position of the history when it was asked; 0 when it was empty. */
  readonly last: number;
}

export const MOST_STRETCHES = 1000;

export const SHORTEST_STRETCH_MS = 1000;
