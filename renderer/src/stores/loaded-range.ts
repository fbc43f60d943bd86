import type { EntryQuery, NewEntries } from '../../../shared/ipc/contract.ts';
import type { EntryPage } from '../../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/**
 * The stretch of the timeline that the window holds, somewhere within the whole history: whatever matches the filter
 * among the positions from `from` to `to` is among the entries. It is usually at the tail, where new entries arrive,
 * and leaves it when the reader goes far back.
 */
export interface LoadedRange {
  /** Oldest first; consecutive only without a filter. */
  readonly entries: readonly TimelineEntry[];
  /** Both belong to it; nothing is covered while `from` is `to + 1`. */
  readonly from: number;
  readonly to: number;
  /** First and last position of the whole history; 0 when it is empty. */
  readonly oldest: number;
  readonly newest: number;
  /** New entries are taken in as they arrive; false once the end of the range lies before them. */
  readonly isAtTail: boolean;
}

/** The most entries that the window keeps; the others are paged in again when they are wanted. All are laid out for each frame. */
export const MAX_LOADED = 1500;
/** Entries are dropped so many at a time, because each time the rest has to be laid out anew. */
const DROPPED_AT_ONCE = 500;

export const EMPTY_RANGE: LoadedRange = {
  entries: [],
  from: 1,
  to: 0,
  oldest: 0,
  newest: 0,
  isAtTail: true,
};

/** The same history, of which nothing is loaded any more; the reader is at its tail. */
export const withNothing = ({ oldest, newest }: LoadedRange): LoadedRange => ({
  ...EMPTY_RANGE,
  ...{ from: newest + 1, to: newest, oldest, newest },
});

export const hasOlder = ({ oldest, from }: LoadedRange): boolean => oldest > 0 && from > oldest;
export const hasNewer = ({ newest, to }: LoadedRange): boolean => to < newest;
/** How many positions lie before and after what is covered. */
export const olderCount = ({ oldest, from }: LoadedRange): number =>
  oldest === 0 ? 0 : Math.max(0, from - oldest);
export const newerCount = ({ newest, to }: LoadedRange): number => Math.max(0, newest - to);
export const covers = ({ from, to }: LoadedRange, position: number): boolean =>
  position >= from && position <= to;

/** Which end stays when the range grows too long. */
export type Keep = 'start' | 'end';

/** Cuts off what is too much: at the end, nothing of what was there before `range` grew there. */
function bounded(range: LoadedRange, keep: Keep, before = EMPTY_RANGE): LoadedRange {
  const { entries } = range;
  if (entries.length < MAX_LOADED + DROPPED_AT_ONCE) return range;
  if (keep === 'end') {
    const kept = entries.slice(-MAX_LOADED);
    return { ...range, entries: kept, from: kept[0]?.position ?? range.from };
  }
  const kept = entries.slice(0, Math.max(MAX_LOADED, before.entries.length));
  const to = Math.max(kept.at(-1)?.position ?? range.to, before.to);
  return { ...range, entries: kept, to, isAtTail: false };
}

/** Where the stretch begins that a page from before a position has looked through. */
const beginOf = ({ reached, first, last }: EntryPage, position: number): number =>
  Math.max(first, Math.min(reached, position, last + 1));
/** Where the stretch ends that a page from after a position has looked through. */
const endOf = ({ reached, last }: EntryPage): number => Math.min(reached, last);

/** A range of one page. */
export function rangeFromPage(page: EntryPage, asked: Pick<EntryQuery, 'from' | 'position'>): LoadedRange {
  if (page.last === 0) return EMPTY_RANGE;
  const { entries, first: oldest, last: newest } = page;
  const { position } = asked;
  const [from, to] =
    asked.from === 'before'
      ? [beginOf(page, position), Math.min(position - 1, newest)]
      : [Math.max(oldest, position + 1), endOf(page)];
  return bounded({ entries, from, to, oldest, newest, isAtTail: to >= newest }, 'end');
}

/**
 * Takes in entries that continue the range. Away from the tail they only count as newer ones, to be paged in when
 * the reader comes back.
 */
export function appended(range: LoadedRange, more: NewEntries, keep: Keep): LoadedRange {
  const newest = Math.max(range.newest, more.upTo);
  if (!range.isAtTail || more.after > range.to || more.upTo <= range.to) return { ...range, newest };
  const fresh = more.entries.filter((entry) => entry.position > range.to);
  const entries = fresh.length === 0 ? range.entries : [...range.entries, ...fresh];
  // The first entry of an empty history is also where it begins.
  const oldest = range.oldest === 0 ? more.after + 1 : range.oldest;
  const from = range.newest === 0 ? oldest : range.from;
  return bounded({ ...range, entries, from, to: more.upTo, oldest, newest }, keep, range);
}

/** Takes in a page from before a position; the newest entries give way when the range grows too long. */
export function withOlder(range: LoadedRange, page: EntryPage, position: number): LoadedRange {
  const known = { ...range, oldest: page.first, newest: Math.max(range.newest, page.last) };
  if (position < range.from || page.reached >= range.from) return known;
  const from = beginOf(page, position);
  const older = page.entries.filter((entry) => entry.position < range.from);
  return bounded({ ...known, entries: [...older, ...range.entries], from }, 'start');
}

/**
 * Takes in a page from after a position; the oldest entries give way when the range grows too long, unless those are
 * being read. A range that was at the tail stays there as long as it can take in everything.
 */
export function withNewer(range: LoadedRange, page: EntryPage, position: number, keep: Keep): LoadedRange {
  const newest = Math.max(range.newest, page.last);
  const known = { ...range, oldest: page.first, newest };
  if (position > range.to || page.reached <= range.to) return known;
  const to = endOf(page);
  const newer = page.entries.filter((entry) => entry.position > range.to);
  const isAtTail = range.isAtTail || to >= newest;
  return bounded({ ...known, entries: [...range.entries, ...newer], to, isAtTail }, keep, range);
}

/** Puts entries in the place of what they were. Those that are not loaded come as they are when they are. */
export function withUpdated(range: LoadedRange, updated: readonly TimelineEntry[]): LoadedRange {
  const byPosition = new Map(updated.map((entry) => [entry.position, entry]));
  if (!range.entries.some(({ position }) => byPosition.has(position))) return range;
  return { ...range, entries: range.entries.map((entry) => byPosition.get(entry.position) ?? entry) };
}

/** Puts entries into their places among those that are covered; those that are there already stay as they are. */
export function withInserted(range: LoadedRange, more: readonly TimelineEntry[]): LoadedRange {
  const shown = new Set(range.entries.map(({ position }) => position));
  const fresh = more.filter(({ position }) => covers(range, position) && !shown.has(position));
  if (fresh.length === 0) return range;
  const entries = [...range.entries, ...fresh].sort((one, other) => one.position - other.position);
  return { ...range, entries };
}

/** The index of the first entry that does not lie before a position. */
export function indexFrom(entries: readonly { readonly position: number }[], position: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
