import { createStore } from 'zustand/vanilla';
import type { NewEntries } from '../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { appended, EMPTY_RANGE, withInserted, type Keep, type LoadedRange } from './loaded-range.ts';

/** What goes on at an end of the loaded range. `backTo` is when what was looked at last was stored, where it is known. */
export type EdgeState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'searching' | 'stopped'; readonly at: EpochMs | null }
  | { readonly kind: 'failed'; readonly error: MonitorError };

export type Edge = 'older' | 'newer';

export const IDLE: EdgeState = { kind: 'idle' };

/** What the timeline shows and how it is being read. Positions are those of entries. */
export interface TimelineSlice {
  readonly range: LoadedRange;
  readonly older: EdgeState;
  readonly newer: EdgeState;
  /** The view keeps the newest row in sight. */
  readonly isFollowing: boolean;
  /** The reader asked for it, so that a pointer on a row does not hold it. */
  readonly isFollowChosen: boolean;
  /** Following waits for as long as the pointer is on the rows: nothing moves under it. */
  readonly isHeld: boolean;
  /** The newest position when following stopped or was held; what came after it is marked as new. */
  readonly seenUpTo: number;
  /** How many matches came since then. */
  readonly unseen: number;
  /** What was pushed of the filter, whether or not the list could show it yet. */
  readonly arrived: Arrived;
  /** How many entries joined the list because they began to match after they were stored. */
  readonly joined: number;
  /** The last position shown while the view is paused; null when it is not. */
  readonly pausedAt: number | null;
  /** How many matches came since the view was paused, and when the first of them was stored. */
  readonly waiting: number;
  readonly waitingSince: EpochMs | null;
  /** The entry in the inspector. */
  readonly selected: number | null;
  /** The row that holds the roving focus; null while following, when the grid itself is the tab stop. */
  readonly active: number | null;
  /** The filter that the list follows. Whoever sets it has made sure that it can be read. */
  readonly filter: string;
}

/** How many matches were pushed, gaps apart, which every filter lets through, and the last position judged. */
export interface Arrived {
  readonly matches: number;
  readonly upTo: number;
}

export const FRESH_TIMELINE: TimelineSlice = {
  range: EMPTY_RANGE,
  older: IDLE,
  newer: IDLE,
  isFollowing: true,
  isFollowChosen: false,
  isHeld: false,
  seenUpTo: 0,
  unseen: 0,
  arrived: { matches: 0, upTo: 0 },
  joined: 0,
  pausedAt: null,
  waiting: 0,
  waitingSince: null,
  selected: null,
  active: null,
  filter: '',
};

/** What is asked for to show a filter: gaps stand in every list, or it would pass over what could not be heard. */
export const listFilter = (filter: string): string => (filter.trim() === '' ? '' : `(${filter}) OR type:gap`);

/** A paused view follows nothing, though it goes on to where it was when it is resumed. */
export const isFollowingNow = ({ isFollowing, pausedAt }: TimelineSlice): boolean =>
  isFollowing && pausedAt === null;

/** New rows move the view. */
export const isMoving = ({ isFollowing, isHeld }: TimelineSlice): boolean => isFollowing && !isHeld;

/** Rows that are being read may not be trimmed away under the reader. */
export function keepWhileReading(slice: TimelineSlice): Keep {
  return isMoving(slice) && slice.pausedAt === null ? 'end' : 'start';
}

/** Counts what was pushed as new and as waiting. */
function counted(slice: TimelineSlice, { matched, entries }: NewEntries): TimelineSlice {
  const isPaused = slice.pausedAt !== null;
  if (matched === 0 || (isMoving(slice) && !isPaused)) return slice;
  return {
    ...slice,
    unseen: isMoving(slice) ? 0 : slice.unseen + matched,
    waiting: isPaused ? slice.waiting + matched : 0,
    waitingSince: isPaused ? (slice.waitingSince ?? entries[0]?.at ?? null) : null,
  };
}

/** Counts what was pushed while the list could not take it in. */
export function withArrived({ arrived }: TimelineSlice, more: NewEntries): Pick<TimelineSlice, 'arrived'> {
  const gaps = more.entries.filter(({ type }) => type === 'gap').length;
  return { arrived: { matches: arrived.matches + more.matched - gaps, upTo: more.upTo } };
}

/** Takes in what was pushed; of what does not continue the range only the number. */
export function withPushed(slice: TimelineSlice, more: NewEntries): TimelineSlice {
  const range = appended(slice.range, more, keepWhileReading(slice));
  return { ...counted(slice, more), ...withArrived(slice, more), range };
}

/** Takes in entries that match by now. */
export function withJoined(slice: TimelineSlice, entries: readonly TimelineEntry[]): TimelineSlice {
  const range = withInserted(slice.range, entries);
  const joined = slice.joined + range.entries.length - slice.range.entries.length;
  return { ...slice, range, joined };
}

/** What comes from now on is new to the reader. */
const seenUpToNow = (slice: TimelineSlice): TimelineSlice =>
  isMoving(slice) ? { ...slice, seenUpTo: slice.range.to, unseen: 0 } : slice;

/** The reader looks at something: new rows no longer move the view. */
export function yieldFollow(slice: TimelineSlice): TimelineSlice {
  return slice.isFollowing
    ? { ...seenUpToNow(slice), isFollowing: false, isFollowChosen: false, isHeld: false }
    : slice;
}

/** The pointer moves on the rows: they stay where they are, unless the reader asked to follow all the same. */
export function holdFollow(slice: TimelineSlice): TimelineSlice {
  if (!isMoving(slice) || slice.isFollowChosen || slice.pausedAt !== null) return slice;
  return { ...seenUpToNow(slice), isHeld: true };
}

/** The pointer left the rows. */
export function releaseFollow(slice: TimelineSlice): TimelineSlice {
  return slice.isHeld ? { ...slice, isHeld: false, unseen: 0 } : slice;
}

/** The newest row is kept in sight again; `isChosen` when the reader asked for it in so many words. */
export function resumeFollow(slice: TimelineSlice, isChosen: boolean): TimelineSlice {
  const following = { isFollowing: true, isFollowChosen: isChosen, isHeld: false };
  return { ...unpaused(slice), ...following, unseen: 0, active: null };
}

const unpaused = (slice: TimelineSlice): TimelineSlice => ({
  ...slice,
  pausedAt: null,
  waiting: 0,
  waitingSince: null,
});

/** Freezes the view; the history goes on. A second call lets it run again from where it is. */
export function togglePause(slice: TimelineSlice): TimelineSlice {
  return slice.pausedAt === null ? { ...slice, pausedAt: slice.range.to } : unpaused(slice);
}

/** The reader goes to an entry: new rows no longer move the view, and a pause that would hide the entry ends. */
export function leaveFor(slice: TimelineSlice, position: number): TimelineSlice {
  const left = yieldFollow(slice);
  return left.pausedAt !== null && position > left.pausedAt ? unpaused(left) : left;
}

/** Moves the roving focus to a row; whoever is on a row is reading it. */
export function focusRow(slice: TimelineSlice, position: number): TimelineSlice {
  return { ...yieldFollow(slice), active: position };
}

/** Opens an entry in the inspector. */
export function selectRow(slice: TimelineSlice, position: number): TimelineSlice {
  return { ...focusRow(slice, position), selected: position };
}

export function createTimelineStore() {
  return createStore<TimelineSlice>(() => FRESH_TIMELINE);
}
