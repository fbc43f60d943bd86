import { MAX_PAGE_SIZE, type EntryQuery, type MonitorBridge } from '../../shared/ipc/contract.ts';
import type { EntryPage } from '../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../shared/model/timeline.ts';
import { withGapsFrom } from './stores/gaps.ts';
import {
  appended,
  hasHole,
  healed,
  isAtTail,
  lastLoaded,
  MAX_LOADED,
  rangeFromPage,
} from './stores/loaded-range.ts';
import type { Stores } from './stores/stores.ts';
import { FRESH_TIMELINE, keepWhileReading } from './stores/timeline.ts';

export interface EntrySync {
  /** Drops what belongs to a former picture; pushes are only counted until the next one is shown. */
  readonly forget: () => void;
  readonly show: (page: EntryPage) => void;
  readonly take: (batch: readonly TimelineEntry[]) => void;
  readonly stop: () => void;
}

/**
 * Appends pushed entries to the loaded range. Entries are numbered without a hole, so a batch that does not continue
 * the range is healed by asking for what lies between; the history has it, because everything is stored before it is
 * pushed.
 */
export function startEntrySync(bridge: MonitorBridge, stores: Pick<Stores, 'gaps' | 'timeline'>): EntrySync {
  const { gaps, timeline } = stores;
  let phase: 'waiting' | 'shown' | 'stopped' = 'waiting';
  let isHealing = false;
  /** Counts pictures, so that a page of a former one is dropped. */
  let picture = 0;
  let newestPushed = 0;

  function isBehind(): boolean {
    const { range } = timeline.getState();
    return phase === 'shown' && isAtTail(range) && newestPushed > lastLoaded(range);
  }

  async function heal(): Promise<void> {
    if (isHealing) return;
    isHealing = true;
    let hasProgress = true;
    while (hasProgress && isBehind()) {
      const mine = picture;
      hasProgress = await healOnce(bridge, stores, newestPushed, () => mine === picture);
    }
    isHealing = false;
  }

  return {
    forget: () => {
      picture += 1;
      phase = 'waiting';
      newestPushed = 0;
    },
    show: (page) => {
      phase = 'shown';
      newestPushed = Math.max(newestPushed, page.last);
      timeline.setState({ ...FRESH_TIMELINE, range: rangeFromPage(page) });
      void heal();
    },
    take: (batch) => {
      newestPushed = Math.max(newestPushed, batch.at(-1)?.position ?? 0);
      if (phase !== 'shown') return;
      if (isHealing || hasHole(timeline.getState().range, batch)) {
        void heal();
        return;
      }
      timeline.setState((slice) => ({ range: appended(slice.range, batch, keepWhileReading(slice)) }));
      gaps.setState((slice) => withGapsFrom(slice, batch));
    },
    stop: () => {
      picture += 1;
      phase = 'stopped';
    },
  };
}

/**
 * Closes a hole by one page, or jumps to the newest page when the hole is wider than the window can hold. Answers
 * false when nothing came, so that the next batch tries again.
 */
async function healOnce(
  bridge: MonitorBridge,
  { gaps, timeline }: Pick<Stores, 'gaps' | 'timeline'>,
  newestPushed: number,
  isWanted: () => boolean,
): Promise<boolean> {
  const { range } = timeline.getState();
  const isTooFar = newestPushed - lastLoaded(range) > MAX_LOADED;
  if (isTooFar && keepWhileReading(timeline.getState()) === 'start') {
    // The reader stays where they are; what is newer is paged in when they come back.
    timeline.setState({ range: { ...range, newest: newestPushed } });
    return false;
  }
  const query: EntryQuery = isTooFar
    ? { from: 'before', position: newestPushed + 1, limit: MAX_PAGE_SIZE }
    : { from: 'after', position: lastLoaded(range), limit: MAX_PAGE_SIZE };
  const answer = await bridge.queryEntries(query);
  if (!isWanted()) return true;
  if (!answer.ok || answer.value.entries.length === 0) return false;
  const page = answer.value;
  timeline.setState((slice) => ({
    range: isTooFar ? rangeFromPage(page) : healed(slice.range, page, keepWhileReading(slice)),
  }));
  gaps.setState((slice) => withGapsFrom(slice, page.entries));
  return true;
}
