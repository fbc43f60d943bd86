import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { FeedWorld } from './rates-feed.ts';
import { frameOf, type Frame, type Reach } from './histogram.ts';

/** What is counted so far, by stretch. */
export interface HistogramSlice {
  readonly frame: Frame;
  readonly counts: ReadonlyMap<number, number>;
  /** Everything in the frame from here on is counted. */
  readonly countedFrom: EpochMs;
  readonly error: MonitorError | null;
}

export interface HistogramFeed {
  readonly store: StoreApi<HistogramSlice>;
  /** Counts from now on, until the returned function is called. */
  readonly start: () => () => void;
}

/** What the histogram is of: the history that goes on, or a recording of one. */
export interface HistogramWorld extends FeedWorld {
  readonly now: () => EpochMs;
  /** When the first entry was stored; null when there is none. */
  readonly first: () => Promise<EpochMs | null>;
}

const PERIOD_MS = 1000;
/** So many answers are awaited in a period, a third of which they take. */
const PAGES_AT_ONCE = 10;
/** The clock of the window may be behind that of the entries by as much as a push takes; entries of now belong to it. */
const AHEAD_MS = 60_000;

/** Counts the entries that match a filter: first back through the time of the frame, then those that come. */
export function createHistogramFeed(
  bridge: Pick<MonitorBridge, 'countByTime'>,
  { filter, reach }: { readonly filter: string; readonly reach: Reach },
  world: HistogramWorld,
): HistogramFeed {
  const fresh = frameOf(reach, world.now(), null);
  const store = createStore<HistogramSlice>(() => blankOf(fresh));
  let isStarted = false;
  let isAsking = false;
  let isWhole = false;
  let first: EpochMs | null = null;
  /** The newest position that is counted; null before the first answer. */
  let newest: number | null = null;
  /** The oldest one. */
  let reached = 0;
  const isWanted = (): boolean => isStarted && world.isVisible();

  function beginAnew(frame: Frame): void {
    [newest, isWhole] = [null, false];
    store.setState(blankOf(frame));
  }

  /** Stretches that no longer belong to the frame are forgotten; with longer ones, counting begins anew. */
  function turnTo(frame: Frame): void {
    const now = store.getState();
    if (now.frame.bucketMs !== frame.bucketMs) {
      beginAnew(frame);
      return;
    }
    if (now.frame.to === frame.to) return;
    const counts = new Map([...now.counts].filter(([bucket]) => bucket * frame.bucketMs >= frame.from));
    store.setState({ frame, counts, countedFrom: isWhole ? frame.from : now.countedFrom });
  }

  async function ask(part: Pick<CountsQuery, 'from' | 'position'>): Promise<CountsPage | null> {
    const { frame } = store.getState();
    const until = frame.to + AHEAD_MS;
    const answer = await bridge.countByTime({
      ...{ filter, ...part, since: Math.max(0, frame.from), until, bucketMs: frame.bucketMs },
    });
    if (!isWanted() || store.getState().frame.bucketMs !== frame.bucketMs) return null;
    if (answer.ok) return answer.value;
    store.setState({ error: answer.error });
    return null;
  }

  /** A long way back is gone in several periods: whoever else wants to read has a turn in between. */
  async function countBack(): Promise<void> {
    for (let pages = 0; pages < PAGES_AT_ONCE && !isWhole; pages += 1) {
      const position = newest === null ? Number.MAX_SAFE_INTEGER : reached;
      const page = await ask({ from: 'before', position });
      if (page === null) return;
      newest ??= page.last;
      isWhole = page.isWhole;
      const hasProgress = page.reached < position;
      if (hasProgress) reached = page.reached;
      takeIn(page, isWhole);
      if (!hasProgress) return;
    }
  }

  async function countOn(): Promise<void> {
    for (let pages = 0; pages < PAGES_AT_ONCE && newest !== null; pages += 1) {
      const page = await ask({ from: 'after', position: newest });
      if (page === null) return;
      if (page.last < newest) {
        // The history was erased, and begins anew.
        beginAnew(store.getState().frame);
        return;
      }
      newest = Math.max(newest, page.reached);
      takeIn(page, isWhole);
      if (page.isWhole) return;
    }
  }

  function takeIn(page: CountsPage, hasAll: boolean): void {
    store.setState(({ frame, counts, countedFrom }) => {
      const sums = new Map(counts);
      for (const [bucket, count] of page.counts) sums.set(bucket, (sums.get(bucket) ?? 0) + count);
      // Of the oldest stretch that was looked at, more may be older.
      const oldest = Math.min(...page.counts.map(([bucket]) => (bucket + 1) * frame.bucketMs));
      return { counts: sums, countedFrom: hasAll ? frame.from : Math.min(countedFrom, oldest), error: null };
    });
  }

  async function step(): Promise<void> {
    if (isAsking || !isWanted()) return;
    isAsking = true;
    if (reach === 'all') first ??= await world.first();
    turnTo(frameOf(reach, world.now(), first));
    await countOn();
    await countBack();
    isAsking = false;
  }

  return {
    store,
    start: () => {
      isStarted = true;
      const stop = world.every(PERIOD_MS, () => void step());
      void step();
      return () => {
        isStarted = false;
        stop();
      };
    },
  };
}

const blankOf = (frame: Frame): HistogramSlice => ({
  ...{ frame, counts: new Map(), countedFrom: frame.to, error: null },
});
