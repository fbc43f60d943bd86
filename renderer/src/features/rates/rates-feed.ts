import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import {
  MOST_SHOWN,
  NO_RATES,
  type Rates,
  type TopicActivity,
  type TopicPace,
} from '../../../../shared/model/rates.ts';

/** The newest rates, by topic. */
export interface RatesSlice {
  readonly rates: Rates;
  readonly paces: ReadonlyMap<string, TopicPace>;
  /** Of the topics that are to be put into an order; empty while none are. */
  readonly activity: ReadonlyMap<string, TopicActivity>;
}

export const NO_PACES: RatesSlice = { rates: NO_RATES, paces: new Map(), activity: new Map() };

export interface RatesFeed {
  readonly store: StoreApi<RatesSlice>;
  /** A topic is on screen, until the returned function is called. */
  readonly show: (topic: string) => () => void;
  /** Asks also how active these are, now and then: an order that changes all the time cannot be read. */
  readonly rank: (topics: readonly string[]) => void;
  /** Asks from now on, until the returned function is called. */
  readonly start: () => () => void;
}

export interface FeedWorld {
  /** Calls back every so often; the returned function ends it. */
  readonly every: (periodMs: number, callback: () => void) => () => void;
  /** Nothing is asked for a window that nobody can see. */
  readonly isVisible: () => boolean;
}

export const windowWorld: FeedWorld = {
  every: (periodMs, callback) => {
    const timer = setInterval(callback, periodMs);
    return () => {
      clearInterval(timer);
    };
  },
  isVisible: () => document.visibilityState === 'visible',
};

const PERIOD_MS = 1000;
/** An order settles anew every so many periods. */
const PERIODS_PER_ORDER = 5;

/** Asks once a second how often events come, for as long as a view wants to know. */
export function createRatesFeed(bridge: Pick<MonitorBridge, 'getRates'>, world: FeedWorld): RatesFeed {
  const store = createStore<RatesSlice>(() => NO_PACES);
  const shown = new Map<string, number>();
  let ranked: readonly string[] = [];
  let periods = 0;
  let isAsking = false;
  let willAsk = false;
  let isStarted = false;
  const isWanted = (): boolean => isStarted && world.isVisible();

  async function ask(): Promise<void> {
    if (isAsking || !isWanted()) return;
    isAsking = true;
    const toRank = periods % PERIODS_PER_ORDER === 0 ? ranked : [];
    periods += 1;
    const answer = await bridge.getRates({ shown: [...shown.keys()].slice(0, MOST_SHOWN), ranked: toRank });
    isAsking = false;
    if (!isWanted() || !answer.ok) return;
    const rates = answer.value;
    store.setState(({ activity }) => ({
      rates,
      paces: new Map(rates.shown.map((pace) => [pace.topic, pace])),
      activity: toRank.length === 0 ? activity : activityOf(toRank, rates.ranked),
    }));
  }

  /** What comes into sight together is asked for together, without waiting for the next turn. */
  function askSoon(): void {
    if (willAsk) return;
    willAsk = true;
    queueMicrotask(() => {
      willAsk = false;
      void ask();
    });
  }

  return {
    store,
    show: (topic) => {
      shown.set(topic, (shown.get(topic) ?? 0) + 1);
      askSoon();
      return () => {
        const others = (shown.get(topic) ?? 0) - 1;
        if (others > 0) shown.set(topic, others);
        else shown.delete(topic);
      };
    },
    rank: (topics) => {
      ranked = topics;
      periods = 0;
      if (topics.length === 0) store.setState({ activity: NO_PACES.activity });
      else askSoon();
    },
    start: () => {
      isStarted = true;
      const stopTimer = world.every(PERIOD_MS, () => void ask());
      askSoon();
      return () => {
        isStarted = false;
        stopTimer();
      };
    },
  };
}

function activityOf(
  topics: readonly string[],
  found: readonly TopicActivity[],
): ReadonlyMap<string, TopicActivity> {
  return new Map(
    topics.flatMap((topic, index) => {
      const activity = found[index];
      return activity === undefined ? [] : [[topic, activity] as const];
    }),
  );
}
