import { createStore } from 'zustand/vanilla';
import type { Gap } from '../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/** A gap and where it stands on the timeline. */
export interface PlacedGap {
  readonly position: number;
  readonly gap: Gap;
}

export interface GapsSlice {
  /** Every gap seen so far, newest first; kept apart from the timeline's rows, which are trimmed. */
  readonly gaps: readonly PlacedGap[];
  /** Everything from this position on has been looked through; 0 before anything was. */
  readonly searchedFrom: number;
}

export const NO_GAPS: GapsSlice = { gaps: [], searchedFrom: 0 };

/** Adds the gaps among some entries. */
export function withGapsFrom(slice: GapsSlice, entries: readonly TimelineEntry[]): GapsSlice {
  const first = entries[0];
  if (first === undefined) return slice;
  const searchedFrom =
    slice.searchedFrom === 0 ? first.position : Math.min(slice.searchedFrom, first.position);
  const told = entries.flatMap((entry) =>
    entry.type === 'gap' ? [{ position: entry.position, gap: entry.gap }] : [],
  );
  const found = told.filter((gap) => !slice.gaps.some(({ position }) => position === gap.position));
  if (found.length === 0) return searchedFrom === slice.searchedFrom ? slice : { ...slice, searchedFrom };
  const gaps = [...slice.gaps, ...found].sort((one, other) => other.position - one.position);
  return { gaps, searchedFrom };
}

export function createGapsStore() {
  return createStore<GapsSlice>(() => NO_GAPS);
}
