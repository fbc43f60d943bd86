import type { EpochMs } from '../../../shared/model/connection-state.ts';

/** A stretch of time; its end may be open (`Infinity`), and so may its beginning. */
export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Sorted, and without two that touch or overlap. */
export type Spans = readonly Span[];

export function merged(spans: readonly Span[]): Spans {
  const all: Span[] = [];
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last === undefined || from > last.to) all.push({ from, to });
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return all;
}

/** Whether any part of a stretch lies in one of the spans. */
export const touches = (spans: Spans, { from, to }: Span): boolean =>
  spans.some((span) => span.from < to && span.to > from);

/** Whether a whole stretch lies in one of the spans. */
export const covers = (spans: Spans, { from, to }: Span): boolean =>
  spans.some((span) => span.from <= from && span.to >= to);
