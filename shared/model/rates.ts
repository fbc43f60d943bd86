import type { EpochMs } from './connection-state.ts';

/** How many events came, stretch by stretch; the last one is the one that goes on. */
export interface Counts {
  /** When the last stretch began. */
  readonly lastFrom: EpochMs;
  readonly bucketMs: number;
  /** Oldest first. Null where nobody listened: that is not the same as none. */
  readonly counts: readonly (number | null)[];
}

/** How the events of one topic come. */
export interface TopicPace {
  readonly topic: string;
  readonly recent: Counts;
  /** When the last event came in this run; null before the first. */
  readonly lastAt: EpochMs | null;
  /** Half of the time, no more than this lies between two events; null while too few came to say so. */
  readonly usualMs: number | null;
  /** For so long nothing came, far longer than usual; null while it is not, and while nobody can say. */
  readonly silentForMs: number | null;
  /** Whether its events would be heard now. */
  readonly isHeard: boolean;
}

/** As much as is needed to put topics into an order. */
export interface TopicActivity {
  readonly lastAt: EpochMs | null;
  /** Events of the last half hour. */
  readonly count: number;
}

/** What the window asks for: topics as they are subscribed to, combined ones too. */
export interface RatesQuery {
  /** At most `MOST_SHOWN`. */
  readonly shown: readonly string[];
  readonly ranked: readonly string[];
}

/** The pace of everything, and of the topics that were asked for, in that order. */
export interface Rates {
  readonly at: EpochMs;
  /** Events of all topics a second, over the last ten seconds. */
  readonly perSecond: number;
  /** Whether any topic would be heard now. */
  readonly isHeard: boolean;
  readonly recent: Counts;
  readonly shown: readonly TopicPace[];
  readonly ranked: readonly TopicActivity[];
}

/** More topics than this fit on no screen. */
export const MOST_SHOWN = 200;

/** Nothing was heard yet. */
export const NO_RATES: Rates = {
  at: 0,
  perSecond: 0,
  isHeard: false,
  recent: { lastFrom: 0, bucketMs: 10_000, counts: [] },
  shown: [],
  ranked: [],
};
