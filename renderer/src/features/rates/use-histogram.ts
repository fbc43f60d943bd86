import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { ALL, type Filter } from '../../../../shared/filter/filter.ts';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import { filterText } from '../../../../shared/filter/print.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import {
  useApp,
  useConnection,
  useCoverage,
  useGaps,
  useRecordings,
  useTimeline,
  type AppParts,
} from '../../app-context.ts';
import { searchedFrom } from '../../stores/gaps.ts';
import { openReplay } from '../../stores/recordings.ts';
import { gapRows, openLoss } from '../connection/gap-rows.ts';
import { searchOlderGaps } from '../connection/gap-search.ts';
import { judged } from '../filter/draft.ts';
import { createHistogramFeed, type HistogramWorld } from './histogram-feed.ts';
import { barsOf, gapsWithin, REACH_MS, type ChartData, type GapSpan, type Reach } from './histogram.ts';
import { windowWorld } from './rates-feed.ts';
import { timesOf, withoutTimes, withTimes, type TimeRange } from './time-term.ts';

export interface HistogramView {
  readonly data: ChartData;
  readonly error: MonitorError | null;
  /** Limits the list to a stretch of time; to none for null. */
  readonly limitTo: (range: TimeRange | null) => void;
}

/** What the histogram shows of the filter that the list follows. Times that the filter names are shown, not counted by. */
export function useHistogram(reach: Reach, now: EpochMs): HistogramView {
  const app = useApp();
  const text = useTimeline((slice) => slice.filter);
  const filter = useMemo(() => filterOf(text), [text]);
  const counted = useMemo(() => filterText(withoutTimes(filter)), [filter]);
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  const world = useMemo(() => worldOf(app, isReplay), [app, isReplay]);
  const feed = useMemo(
    () => createHistogramFeed(app.bridge, { filter: counted, reach }, world),
    [app, counted, reach, world],
  );
  useEffect(() => feed.start(), [feed]);
  const { frame, counts, countedFrom, error } = useStore(feed.store);
  useGapsBackTo(app, reach, world);
  const gaps = useGapSpans(now);
  const bars = useMemo(() => barsOf(frame, counts, countedFrom), [frame, counts, countedFrom]);
  const data = useMemo(
    () => ({ frame, bars, gaps: gapsWithin(frame, gaps), selected: timesOf(filter, now) }),
    [frame, bars, gaps, filter, now],
  );
  const limitTo = (range: TimeRange | null): void => {
    const next = filterText(range === null ? withoutTimes(filter) : withTimes(filter, range));
    if (judged(next).ok) app.stores.timeline.setState({ filter: next });
  };
  return { data, error, limitTo };
}

function worldOf({ bridge, stores }: AppParts, isReplay: boolean): HistogramWorld {
  if (!isReplay) {
    const first = async (): Promise<EpochMs | null> => {
      const described = await bridge.describeHistory(null);
      return described.ok ? described.value.since : null;
    };
    return { ...windowWorld, now: Date.now, first };
  }
  const replay = () => openReplay(stores.recordings.getState());
  return {
    ...{ ...windowWorld, now: () => replay()?.at ?? Date.now() },
    first: () => Promise.resolve(replay()?.from ?? null),
  };
}

function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  return parsed.ok ? parsed.filter : ALL;
}

/** Every gap that is known, and the one that is open. */
function useGapSpans(now: EpochMs): readonly GapSpan[] {
  const placed = useGaps((slice) => slice.gaps);
  const coverage = useCoverage((known) => known);
  const reported = useConnection((slice) => slice.report.openGap);
  return useMemo(() => {
    const open = reported ?? openLoss(coverage);
    const over = gapRows(placed, coverage).map(({ gap }) => {
      return { from: gap.from, to: gap.to, isOpen: false, isPartial: gap.topics !== null };
    });
    if (open === null) return over;
    return [...over, { from: open.from, to: now, isOpen: true, isPartial: open.topics !== null }];
  }, [placed, coverage, reported, now]);
}

/** Looks for gaps as far back as the histogram reaches; again when something was passed over. */
function useGapsBackTo({ bridge, stores }: AppParts, reach: Reach, world: HistogramWorld): void {
  const stretches = useGaps(({ searched }) => searched.length);
  useEffect(() => {
    let isWanted = true;
    const search = async (): Promise<void> => {
      // The moment of a replay lies between two milliseconds.
      const since = reach === 'all' ? 0 : Math.floor(world.now() - REACH_MS[reach]);
      const found = await bridge.findPosition({ at: since });
      const oldest = found.ok ? found.value : null;
      let before = Infinity;
      while (isWanted && oldest !== null) {
        const from = searchedFrom(stores.gaps.getState());
        if (from <= oldest || from >= before) return;
        before = from;
        if ((await searchOlderGaps(bridge, stores, oldest)) !== null) return;
      }
    };
    void search();
    return () => {
      isWanted = false;
    };
  }, [bridge, stores, reach, world, stretches]);
}
