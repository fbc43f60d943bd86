import { useEffect, useMemo } from 'react';
import { useApp, useGaps, useTimeline } from '../../app-context.ts';
import { useNowEvery } from '../../ui/use-now.ts';
import { createMatchCounter } from './match-count.ts';

/** How many entries there are, and how many of them pass the filter; what came since they were counted is added. */
export interface MatchCount {
  readonly total: number;
  /** Null before it is known. */
  readonly matching: number | null;
  /** False when there may be more. */
  readonly isWhole: boolean;
}

/**
 * Counts once for each filter; again when a gap was stored, as those are pushed whether they match or not, and when
 * entries began to match that were stored before.
 */
export function useCount(): MatchCount {
  const { bridge, stores } = useApp();
  const filter = useTimeline((slice) => slice.filter);
  const joined = useTimeline((slice) => slice.joined);
  const gaps = useGaps((slice) => slice.gaps[0]?.position ?? 0);
  const counter = useMemo(() => createMatchCounter(bridge, stores, filter), [bridge, stores, filter]);
  // Numbers that change with every push cannot be read.
  useNowEvery(500);
  useEffect(() => (filter === '' ? undefined : counter.ask()), [counter, filter, gaps, joined]);
  const { range } = stores.timeline.getState();
  const total = range.newest === 0 ? 0 : range.newest - range.oldest + 1;
  const { matching, isWhole } = counter.read() ?? { matching: null, isWhole: false };
  return { total, matching, isWhole };
}
