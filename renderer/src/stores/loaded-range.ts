import type { EntryPage } from '../../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/**
 * The stretch of the timeline that the window holds: consecutive entries, oldest first, somewhere within the whole
 * history. It is usually at the tail, where new entries arrive, and leaves it when the reader goes far back.
 */
export interface LoadedRange {
  readonly entries: readonly TimelineEntry[];
  /** First and last position of the whole history; 0 when it is empty. */
  readonly oldest: number;
  readonly newest: number;
}

/** The most entries that the window keeps; older ones are paged in again when they are wanted. */
export const MAX_LOADED = 5000;

export const EMPTY_RANGE: LoadedRange = { entries: [], oldest: 0, newest: 0 };

export const firstLoaded = (range: LoadedRange): number => range.entries[0]?.position ?? 0;
export const lastLoaded = (range: LoadedRange): number => range.entries.at(-1)?.position ?? 0;
export const isAtTail = (range: LoadedRange): boolean => lastLoaded(range) === range.newest;
export const olderCount = (range: LoadedRange): number =>
  range.entries.length === 0 ? 0 : Math.max(0, firstLoaded(range) - range.oldest);
export const newerCount = (range: LoadedRange): number => Math.max(0, range.newest - lastLoaded(range));

/** Which end gives way when the range grows too long. */
export type Keep = 'start' | 'end';

function bounded(entries: readonly TimelineEntry[], keep: Keep): readonly TimelineEntry[] {
  if (entries.length <= MAX_LOADED) return entries;
  return keep === 'start' ? entries.slice(0, MAX_LOADED) : entries.slice(-MAX_LOADED);
}

export function rangeFromPage(page: EntryPage): LoadedRange {
  return { entries: bounded(page.entries, 'end'), oldest: page.first, newest: page.last };
}

/** True when entries are missing between what is loaded and what arrived. */
export function hasHole(range: LoadedRange, batch: readonly TimelineEntry[]): boolean {
  const next = batch.find((entry) => entry.position > lastLoaded(range));
  return isAtTail(range) && next !== undefined && next.position !== lastLoaded(range) + 1;
}

/**
 * Takes in entries that continue the range. Away from the tail they only count as newer ones, to be paged in when
 * the reader comes back.
 */
export function appended(range: LoadedRange, batch: readonly TimelineEntry[], keep: Keep): LoadedRange {
  const last = batch.at(-1);
  if (last === undefined) return range;
  const newest = Math.max(range.newest, last.position);
  if (!isAtTail(range)) return { ...range, newest };
  const fresh = batch.filter((entry) => entry.position > lastLoaded(range));
  const entries = bounded([...range.entries, ...fresh], keep);
  return { entries, oldest: range.oldest === 0 ? (entries[0]?.position ?? 0) : range.oldest, newest };
}

/** Takes in an older page; the newest entries give way when the range grows too long. */
export function withOlder(range: LoadedRange, page: EntryPage): LoadedRange {
  const older = page.entries.filter((entry) => entry.position < firstLoaded(range));
  if (older.at(-1)?.position !== firstLoaded(range) - 1) return { ...range, oldest: page.first };
  return {
    entries: bounded([...older, ...range.entries], 'start'),
    oldest: page.first,
    newest: Math.max(range.newest, page.last),
  };
}

/** Takes in a newer page; the oldest entries give way when the range grows too long. */
export function withNewer(range: LoadedRange, page: EntryPage, keep: Keep): LoadedRange {
  const newer = page.entries.filter((entry) => entry.position > lastLoaded(range));
  const newest = Math.max(range.newest, page.last);
  const isNext = newer[0]?.position === lastLoaded(range) + 1;
  const entries = isNext ? bounded([...range.entries, ...newer], keep) : range.entries;
  return { entries, oldest: page.first, newest };
}

/**
 * Takes in a page that closes a hole before entries that were pushed. A range that could take the whole page stays
 * at the tail as far as it knows, so that healing goes on; one that is full has left it.
 */
export function healed(range: LoadedRange, page: EntryPage, keep: Keep): LoadedRange {
  const next = withNewer(range, page, keep);
  const hasTakenAll = lastLoaded(next) === page.entries.at(-1)?.position;
  return hasTakenAll ? { ...next, newest: lastLoaded(next) } : next;
}
