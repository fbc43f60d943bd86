import { createStore } from 'zustand/vanilla';
import type { Gap } from '../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/** A gap and where it stands on the timeline. */
export interface PlacedGap {
  readonly position: number;
  readonly gap: Gap;
}

/** Positions that follow each other. Both ends belong to it; it is empty while `from` is `to + 1`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch that was looked through, and what was found there: every gap of it is among the entries. */
export interface Looked extends Stretch {
  readonly entries: readonly TimelineEntry[];
}

export interface GapsSlice {
  /** Every gap seen so far, newest first; kept apart from the timeline's rows, which are trimmed. */
  readonly gaps: readonly PlacedGap[];
  /** What was looked through, oldest first. Between two of them lies what a jump or a flood passed over. */
  readonly searched: readonly Stretch[];
}

export const NO_GAPS: GapsSlice = { gaps: [], searched: [] };

/** What is forgotten counts as not looked through, which is true enough. */
const MOST_STRETCHES = 100;

/** Everything from this position on has been looked through; 0 before anything was. */
export const searchedFrom = ({ searched }: GapsSlice): number => searched.at(-1)?.from ?? 0;

/** Adds what was looked through and the gaps that were found there. */
export function withGapsFrom({ gaps, searched }: GapsSlice, looked: Looked): GapsSlice {
  return { gaps: withFound(gaps, looked.entries), searched: withStretch(searched, looked) };
}

function withFound(gaps: readonly PlacedGap[], entries: readonly TimelineEntry[]): readonly PlacedGap[] {
  const told = entries.flatMap((entry) =>
    entry.type === 'gap' ? [{ position: entry.position, gap: entry.gap }] : [],
  );
  const found = told.filter((gap) => !gaps.some(({ position }) => position === gap.position));
  if (found.length === 0) return gaps;
  return [...gaps, ...found].sort((one, other) => other.position - one.position);
}

/** Stretches that touch become one. */
function withStretch(searched: readonly Stretch[], { from, to }: Stretch): readonly Stretch[] {
  if (from > to) return searched;
  const before = searched.filter((one) => one.to < from - 1);
  const after = searched.filter((one) => one.from > to + 1);
  const touching = searched.slice(before.length, searched.length - after.length);
  const whole = {
    from: Math.min(from, touching[0]?.from ?? from),
    to: Math.max(to, touching.at(-1)?.to ?? to),
  };
  return [...before, whole, ...after].slice(-MOST_STRETCHES);
}

export function createGapsStore() {
  return createStore<GapsSlice>(() => NO_GAPS);
}
