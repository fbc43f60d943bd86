import type { EpochMs, OpenGap } from '../../../../shared/model/connection-state.ts';
import type { TimelineDisplay } from '../../../../shared/model/timeline-display.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { indexFrom } from '../../stores/loaded-range.ts';
import type { Edge } from '../../stores/timeline.ts';
import { dayOf, type Day } from '../../wording/time.ts';

/** What stands in one line of the grid. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: EpochMs }
  | EntryRow
  /** The loss of coverage that is going on; it has no entry before it is over. */
  | { readonly kind: 'open-gap'; readonly key: string; readonly gap: OpenGap }
  /** Where the loaded rows end: what lies beyond, and what becomes of it. */
  | { readonly kind: 'edge'; readonly key: string; readonly edge: Edge };

export interface EntryRow {
  readonly kind: 'entry';
  readonly key: number;
  readonly entry: TimelineEntry;
  /** How many entries the line stands for; `entry` is the first of them. */
  readonly count: number;
  /** It happened well before something that had already come. */
  readonly isOutOfOrder: boolean;
}

export interface RowsInput {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  /** The last position shown while the view is paused. */
  readonly pausedAt: number | null;
  readonly openGap: OpenGap | null;
  readonly order: TimelineDisplay['order'];
  /** Which ends of the loaded rows have a line. */
  readonly edges: readonly Edge[];
  /** The entries are what a filter found: each has been asked for. */
  readonly isFiltered: boolean;
}

const OLDER_EDGE: Row = { kind: 'edge', key: 'edge-older', edge: 'older' };
const NEWER_EDGE: Row = { kind: 'edge', key: 'edge-newer', edge: 'newer' };

/**
 * Lays out entries in the order in which they are read, with a line before each new day, what lies beyond the loaded
 * ones at either end, and the open gap after the newest.
 */
export function buildRows(input: RowsInput): readonly Row[] {
  const { entries, pausedAt, openGap, order, edges, isFiltered } = input;
  const shown = pausedAt === null ? entries : entries.slice(0, indexFrom(entries, pausedAt + 1));
  const lines = linesOf(shown, isFiltered);
  const isMirrored = order === 'newest-first';
  const rows: Row[] = [];
  if (!isMirrored && edges.includes('older')) rows.push(OLDER_EDGE);
  if (isMirrored && openGap !== null) rows.push(openGapRow(openGap));
  if (isMirrored && edges.includes('newer')) rows.push(NEWER_EDGE);
  const days = new Map<EpochMs, number>();
  let day: Day | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[isMirrored ? lines.length - 1 - index : index];
    if (line === undefined) continue;
    const { at } = line.entry;
    if (day === null || at < day.from || at >= day.to) {
      day = dayOf(at);
      // A clock that was set back brings a day twice.
      const times = days.get(day.from) ?? 0;
      days.set(day.from, times + 1);
      rows.push({ kind: 'day', key: `day-${String(day.from)}-${String(times)}`, at });
    }
    rows.push(line);
  }
  if (isMirrored && edges.includes('older')) rows.push(OLDER_EDGE);
  if (!isMirrored && edges.includes('newer')) rows.push(NEWER_EDGE);
  if (!isMirrored && openGap !== null) rows.push(openGapRow(openGap));
  return rows;
}

const openGapRow = (gap: OpenGap): Row => ({ kind: 'open-gap', key: 'open-gap', gap });

/** What came so much later than it happened is worth a word. */
export const LATE_MS = 2000;

/**
 * One line for each entry, oldest first. Topics that are confirmed one after the other share a line, and phases that a
 * connection only passed through have none, unless they were filtered for.
 */
function linesOf(entries: readonly TimelineEntry[], isFiltered: boolean): readonly EntryRow[] {
  const lines: EntryRow[] = [];
  let latest = -Infinity;
  // By index: this runs over all loaded entries with every push.
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry === undefined) continue;
    if (!isFiltered && isPassedThrough(entry, entries[index + 1])) continue;
    const last = lines.at(-1);
    if (last !== undefined && isConfirmation(last.entry) && isConfirmation(entry)) {
      lines[lines.length - 1] = rowOf(last.entry, last.count + 1, false);
      continue;
    }
    const happenedAt = entry.type === 'event' ? entry.event.happenedAt : null;
    lines.push(rowOf(entry, 1, happenedAt !== null && happenedAt < latest - LATE_MS));
    if (happenedAt !== null && happenedAt > latest) latest = happenedAt;
  }
  return lines;
}

/** A line is the same object for as long as nothing about it changes, so that it is not drawn anew. */
const known = new WeakMap<TimelineEntry, EntryRow>();

function rowOf(entry: TimelineEntry, count: number, isOutOfOrder: boolean): EntryRow {
  const former = known.get(entry);
  if (former?.count === count && former.isOutOfOrder === isOutOfOrder) return former;
  const row: EntryRow = { kind: 'entry', key: entry.position, entry, count, isOutOfOrder };
  known.set(entry, row);
  return row;
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

/** The row of a position, or the nearest entry row when that one is not there; null when there is none. */
export function indexOfPosition(rows: readonly Row[], position: number): number | null {
  let best: number | null = null;
  let bestDistance = Infinity;
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'entry') continue;
    const distance = Math.abs(row.entry.position - position);
    // A line for several entries carries the position of the first of them.
    if (distance >= bestDistance) continue;
    best = index;
    bestDistance = distance;
    if (distance === 0) break;
  }
  return best;
}
