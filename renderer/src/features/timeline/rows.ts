import type { EpochMs, OpenGap } from '../../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { isSameDay } from '../../wording/time.ts';

/** What stands in one line of the grid. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: EpochMs }
  | {
      readonly kind: 'entry';
      readonly key: number;
      readonly entry: TimelineEntry;
      /** How many entries the line stands for; `entry` is the first of them. */
      readonly count: number;
    }
  /** The loss of coverage that is going on; it has no entry before it is over. */
  | { readonly kind: 'open-gap'; readonly key: string; readonly gap: OpenGap };

export interface RowsInput {
  readonly entries: readonly TimelineEntry[];
  /** The last position shown while the view is paused. */
  readonly pausedAt: number | null;
  readonly matches: (entry: TimelineEntry) => boolean;
  readonly openGap: OpenGap | null;
}

/**
 * Lays out entries with a line before each new day, and the open gap at the end. Topics that are confirmed one after
 * the other share a line, and phases that a connection only passed through have none.
 */
export function buildRows({ entries, pausedAt, matches, openGap }: RowsInput): readonly Row[] {
  const rows: Row[] = [];
  let former: TimelineEntry | null = null;
  for (const [index, entry] of entries.entries()) {
    if (pausedAt !== null && entry.position > pausedAt) break;
    if (isPassedThrough(entry, entries[index + 1]) || !matches(entry)) continue;
    if (former === null || !isSameDay(former.at, entry.at)) {
      rows.push({ kind: 'day', key: `day-${String(entry.at)}`, at: entry.at });
    }
    former = entry;
    const last = rows.at(-1);
    if (last?.kind === 'entry' && isConfirmation(last.entry) && isConfirmation(entry)) {
      rows[rows.length - 1] = { ...last, count: last.count + 1 };
    } else {
      rows.push({ kind: 'entry', key: entry.position, entry, count: 1 });
    }
  }
  if (openGap !== null) rows.push({ kind: 'open-gap', key: 'open-gap', gap: openGap });
  return rows;
}

const isConfirmation = (entry: TimelineEntry): boolean =>
  entry.type === 'subscription' && entry.subscription.status === 'confirmed';

/** A phase that lasted longer than this is worth a line. */
const PASSING_MS = 1000;

/** Signing in and connecting say nothing that what follows does not say, unless they took their time. */
function isPassedThrough(entry: TimelineEntry, next: TimelineEntry | undefined): boolean {
  if (entry.type !== 'connection') return false;
  const { status } = entry.state;
  const isPhase = status === 'authorizing' || status === 'opening-channel' || status === 'connecting';
  return isPhase && (next === undefined || next.at - entry.at < PASSING_MS);
}

export const positionOf = (row: Row | undefined): number | null =>
  row?.kind === 'entry' ? row.entry.position : null;

/** The entry row nearest to an index in one direction, if there is any. */
export function nextEntryIndex(rows: readonly Row[], from: number, step: 1 | -1): number | null {
  for (let index = from; index >= 0 && index < rows.length; index += step) {
    if (rows[index]?.kind === 'entry') return index;
  }
  return null;
}

/** The row of a position, or the nearest entry row when that one is gone; null when there is none. */
export function indexOfPosition(rows: readonly Row[], position: number): number | null {
  let best: number | null = null;
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'entry') continue;
    best = index;
    if (row.entry.position >= position) break;
  }
  return best;
}

/** The next gap after an index, going round to the first one. */
export function nextGapIndex(rows: readonly Row[], after: number): number | null {
  const isGap = (row: Row): boolean => row.kind === 'entry' && row.entry.type === 'gap';
  const behind = rows.findIndex((row, index) => index > after && isGap(row));
  const found = behind === -1 ? rows.findIndex(isGap) : behind;
  return found === -1 ? null : found;
}

/** The previous or next event row of the same topic as the event row at an index. */
export function neighbourOfTopic(rows: readonly Row[], from: number, step: 1 | -1): number | null {
  const topicAt = (index: number): string | null => {
    const row = rows[index];
    return row?.kind === 'entry' && row.entry.type === 'event' ? row.entry.event.topic : null;
  };
  const topic = topicAt(from);
  if (topic === null) return null;
  for (let index = from + step; index >= 0 && index < rows.length; index += step) {
    if (topicAt(index) === topic) return index;
  }
  return null;
}

/** How many entry rows come after a position. */
export const countAfter = (rows: readonly Row[], position: number): number =>
  rows.filter((row) => (positionOf(row) ?? 0) > position).length;
