import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { TimeRange } from './time-term.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far back a histogram reaches: so many milliseconds, or to the beginning. */
export type Reach = '15m' | '1h' | '24h' | 'all';

export const REACH_MS: Record<Exclude<Reach, 'all'>, number> = { '15m': 15 * MINUTE, '1h': HOUR, '24h': DAY };

/** Lengths that people reckon in. */
const STRETCHES = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * DAY),
];
const MOST_BARS = 120;

/** The time that a histogram is about, in stretches of equal length that begin where clocks do. */
export interface Frame extends TimeRange {
  readonly bucketMs: number;
}

/** The frame that ends with the stretch of now. `first` is when the first entry was stored; null when there is none. */
export function frameOf(reach: Reach, now: EpochMs, first: EpochMs | null): Frame {
  const reachMs = reach === 'all' ? Math.max(MINUTE, now - (first ?? now)) : REACH_MS[reach];
  const bucketMs = STRETCHES.find((stretch) => reachMs / stretch <= MOST_BARS) ?? 365 * DAY;
  const to = (Math.floor(now / bucketMs) + 1) * bucketMs;
  const count = Math.max(1, Math.ceil(reachMs / bucketMs));
  return { from: to - (reach === 'all' ? count + 1 : count) * bucketMs, to, bucketMs };
}

export interface Bar extends TimeRange {
  /** Null while it is not counted. */
  readonly count: number | null;
}

/** The stretches of a frame. What lies before `countedFrom` is not counted yet. */
export function barsOf(
  { from, to, bucketMs }: Frame,
  counts: ReadonlyMap<number, number>,
  countedFrom: EpochMs,
): readonly Bar[] {
  return Array.from({ length: Math.round((to - from) / bucketMs) }, (_, index) => {
    const start = from + index * bucketMs;
    const count = counts.get(Math.floor(start / bucketMs)) ?? 0;
    return { from: start, to: start + bucketMs, count: start < countedFrom ? null : count };
  });
}

/** A loss of coverage as the histogram shows it; it may go on. */
export interface GapSpan extends TimeRange {
  readonly isOpen: boolean;
  /** Only some topics went unheard. */
  readonly isPartial: boolean;
}

/** The gaps of a frame, cut to it, oldest first. */
export function gapsWithin({ from, to }: Frame, gaps: readonly GapSpan[]): readonly GapSpan[] {
  return gaps
    .filter((gap) => gap.to > from && gap.from < to)
    .map((gap) => ({ ...gap, from: Math.max(from, gap.from), to: Math.min(to, gap.to) }))
    .sort((one, other) => one.from - other.from);
}

/** What the table shows: stretches with entries, and gaps, in the order of time. */
export type TableRow =
  | { readonly kind: 'bar'; readonly bar: Bar & { readonly count: number } }
  | { readonly kind: 'gap'; readonly gap: GapSpan };

/** Newest first. Stretches without entries are left out. */
export function tableRows(bars: readonly Bar[], gaps: readonly GapSpan[]): readonly TableRow[] {
  const counted = bars.flatMap((bar): readonly TableRow[] =>
    bar.count === null || bar.count === 0 ? [] : [{ kind: 'bar', bar: { ...bar, count: bar.count } }],
  );
  const lost = gaps.map((gap): TableRow => ({ kind: 'gap', gap }));
  const startOf = (row: TableRow): EpochMs => (row.kind === 'bar' ? row.bar.from : row.gap.from);
  return [...counted, ...lost].sort((one, other) => startOf(other) - startOf(one));
}

/** The stretches that a range touches, as one range from where the first begins to where the last ends. */
export function snapped({ from, to }: TimeRange, { bucketMs, ...frame }: Frame): TimeRange {
  return {
    from: Math.max(frame.from, Math.floor(from / bucketMs) * bucketMs),
    to: Math.min(frame.to, Math.max(Math.ceil(to / bucketMs), Math.floor(from / bucketMs) + 1) * bucketMs),
  };
}

/** What the chart and its table show. */
export interface ChartData {
  readonly frame: Frame;
  readonly bars: readonly Bar[];
  readonly gaps: readonly GapSpan[];
  /** What the list is limited to; null when it is not. */
  readonly selected: TimeRange | null;
}
