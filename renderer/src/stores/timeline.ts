import { createStore } from 'zustand/vanilla';
import { EMPTY_RANGE, lastLoaded, type Keep, type LoadedRange } from './loaded-range.ts';

/** What the timeline shows and how it is being read. Positions are those of entries. */
export interface TimelineSlice {
  readonly range: LoadedRange;
  /** The view keeps the newest row in sight. */
  readonly isFollowing: boolean;
  /** The newest position when the reader stopped following; what came after it counts as new. */
  readonly seenUpTo: number;
  /** The last position shown while the view is paused; null when it is not. */
  readonly pausedAt: number | null;
  /** The entry in the inspector. */
  readonly selected: number | null;
  /** The row that holds the roving focus; null while following, when the grid itself is the tab stop. */
  readonly active: number | null;
  readonly filter: string;
}

export const FRESH_TIMELINE: TimelineSlice = {
  range: EMPTY_RANGE,
  isFollowing: true,
  seenUpTo: 0,
  pausedAt: null,
  selected: null,
  active: null,
  filter: '',
};

/** Rows that are being read may not be trimmed away under the reader. */
export function keepWhileReading(slice: TimelineSlice): Keep {
  return slice.isFollowing && slice.pausedAt === null ? 'end' : 'start';
}

/** The reader looks at something: new rows no longer move the view. */
export function yieldFollow(slice: TimelineSlice): TimelineSlice {
  return slice.isFollowing ? { ...slice, isFollowing: false, seenUpTo: slice.range.newest } : slice;
}

export function resumeFollow(slice: TimelineSlice): TimelineSlice {
  return { ...slice, isFollowing: true, pausedAt: null, active: null };
}

/** Freezes the view; the history goes on. A second call lets it run again from where it is. */
export function togglePause(slice: TimelineSlice): TimelineSlice {
  return { ...slice, pausedAt: slice.pausedAt === null ? lastLoaded(slice.range) : null };
}

/** Moves the roving focus to a row; whoever is on a row is reading it. */
export function focusRow(slice: TimelineSlice, position: number): TimelineSlice {
  return { ...yieldFollow(slice), active: position };
}

/** Opens an entry in the inspector. */
export function selectRow(slice: TimelineSlice, position: number): TimelineSlice {
  return { ...focusRow(slice, position), selected: position };
}

/** How many entries wait behind a paused view. */
export const waitingCount = (slice: TimelineSlice): number =>
  slice.pausedAt === null ? 0 : Math.max(0, slice.range.newest - slice.pausedAt);

/** How many entries came since the reader stopped following. */
export const unseenCount = (slice: TimelineSlice): number =>
  slice.isFollowing ? 0 : Math.max(0, slice.range.newest - slice.seenUpTo);

export function createTimelineStore() {
  return createStore<TimelineSlice>(() => FRESH_TIMELINE);
}
