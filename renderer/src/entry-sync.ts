import {
  MAX_PAGE_SIZE,
  type EntryQuery,
  type MonitorBridge,
  type NewEntries,
} from '../../shared/ipc/contract.ts';
import type { MonitorError } from '../../shared/model/monitor-error.ts';
import type { EntryPage } from '../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../shared/model/timeline.ts';
import { createLateMatches } from './late-matches.ts';
import { withGapsFrom } from './stores/gaps.ts';
import { MAX_LOADED, rangeFromPage, withNothing, withNewer, withUpdated } from './stores/loaded-range.ts';
import { beaten, NO_PULSE, pulseOf } from './stores/pulse.ts';
import type { Stores } from './stores/stores.ts';
import {
  FRESH_TIMELINE,
  IDLE,
  keepWhileReading,
  listFilter,
  withArrived,
  withPushed,
} from './stores/timeline.ts';

export interface EntrySync {
  /** Drops what belongs to a former picture; pushes are only counted until the next one is shown. */
  readonly forget: () => void;
  /** Shows the newest page of a timeline without a filter; one that was set meanwhile is followed from there. */
  readonly show: (page: EntryPage) => void;
  readonly take: (more: NewEntries) => void;
  readonly update: (entries: readonly TimelineEntry[]) => void;
  readonly stop: () => void;
}

/** Asks for the newest entries of all. */
export const NEWEST = { from: 'before', position: Number.MAX_SAFE_INTEGER } as const;

type Parts = Pick<Stores, 'gaps' | 'pulse' | 'shell' | 'timeline'>;

/**
 * Keeps the loaded range in step with what is pushed, and with the filter. Positions are numbered without a hole, so a
 * push that does not continue the range is healed by asking for what lies between; the history has it, because
 * everything is stored before it is pushed. A push says which filter it was made with: one that was on its way while
 * the filter changed is dropped, and the first page of the new filter covers the same positions.
 */
export function startEntrySync(bridge: MonitorBridge, stores: Parts): EntrySync {
  const { gaps, pulse, shell, timeline } = stores;
  const late = createLateMatches(bridge, stores);
  let phase: 'waiting' | 'shown' | 'stopped' = 'waiting';
  let isHealing = false;
  /** Counts pictures, so that a page of a former one is dropped. */
  let picture = 0;
  let newestPushed = 0;
  /** The filter that pushes are made with, as far as is known. */
  let watched = '';

  function isBehind(): boolean {
    const { range } = timeline.getState();
    return phase === 'shown' && range.isAtTail && newestPushed > range.to;
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

  /** Has new entries judged by another filter, and shows the newest page of it. */
  async function follow(filter: string): Promise<void> {
    const mine = ++picture;
    const former = watched;
    phase = 'waiting';
    newestPushed = 0;
    watched = filter;
    timeline.setState({ older: { kind: 'searching', at: null } });
    const accepted = await bridge.watchEntries({ filter: listFilter(filter) });
    if (mine !== picture) return;
    if (!accepted.ok) {
      goBackTo(former, accepted.error);
      return;
    }
    const answer = await bridge.queryEntries({ ...NEWEST, limit: MAX_PAGE_SIZE, filter: listFilter(filter) });
    if (mine !== picture) return;
    if (answer.ok) showPage(answer.value);
    else {
      phase = 'shown';
      // Nothing is shown that another filter let through; what failed can be tried again from the list.
      timeline.setState(({ range, arrived }) => ({
        ...FRESH_TIMELINE,
        arrived,
        filter,
        range: withNothing(range),
        older: { kind: 'failed', error: answer.error },
      }));
    }
  }

  /** The main process goes on with the former filter as well when it cannot read a new one. */
  function goBackTo(filter: string, error: MonitorError): void {
    watched = filter;
    phase = 'shown';
    shell.setState({ outcome: { isProblem: true, text: error.message } });
    timeline.setState({ filter, older: IDLE });
  }

  function showPage(page: EntryPage): void {
    phase = 'shown';
    newestPushed = Math.max(newestPushed, page.last);
    const { arrived, selected } = timeline.getState();
    const range = rangeFromPage(page, NEWEST);
    timeline.setState({ ...FRESH_TIMELINE, filter: watched, arrived, selected, range });
    gaps.setState((slice) => withGapsFrom(slice, range));
  }

  const stopListening = timeline.subscribe(({ filter }) => {
    if (filter !== watched && phase !== 'stopped') void follow(filter);
    // A push did not continue the list, or a page came that knew nothing of the last push.
    else if (isBehind()) void heal();
  });

  return {
    forget: () => {
      picture += 1;
      phase = 'waiting';
      newestPushed = 0;
      watched = '';
      late.clear();
      timeline.setState({ filter: '', arrived: FRESH_TIMELINE.arrived });
      pulse.setState(NO_PULSE);
    },
    show: (page) => {
      const { filter } = timeline.getState();
      // What was asked for of a filter before this page came is asked for again, so that it fails like any other.
      picture += 1;
      watched = '';
      timeline.setState({ selected: null, filter: '' });
      pulse.setState((known) => (known.marks.length === 0 ? pulseOf(page.entries) : known));
      showPage(page);
      timeline.setState({ filter });
    },
    take: (more) => {
      if (more.filter !== listFilter(watched)) return;
      newestPushed = Math.max(newestPushed, more.upTo);
      if (phase !== 'shown') {
        timeline.setState((slice) => withArrived(slice, more));
        return;
      }
      const { newestEvent } = more;
      if (newestEvent !== null) pulse.setState((known) => beaten(known, newestEvent));
      timeline.setState((slice) => withPushed(slice, more));
      const { after, upTo, entries } = more;
      gaps.setState((slice) => withGapsFrom(slice, { from: after + 1, to: upTo, entries }));
    },
    update: (entries) => {
      timeline.setState((slice) => ({ range: withUpdated(slice.range, entries) }));
      late.take(entries);
    },
    stop: () => {
      picture += 1;
      late.clear();
      phase = 'stopped';
      stopListening();
    },
  };
}

/**
 * Closes a hole by one page, or jumps to the newest page when the hole is wider than the window can hold. Answers
 * false when nothing came, so that the next push tries again.
 */
async function healOnce(
  bridge: MonitorBridge,
  { gaps, timeline }: Parts,
  newestPushed: number,
  isWanted: () => boolean,
): Promise<boolean> {
  const { range, filter } = timeline.getState();
  const isTooFar = newestPushed - range.to > MAX_LOADED;
  if (isTooFar && keepWhileReading(timeline.getState()) === 'start') {
    // The reader stays where they are; what is newer is paged in when they come back.
    timeline.setState({ range: { ...range, newest: newestPushed, isAtTail: false } });
    return false;
  }
  const query: EntryQuery = {
    ...(isTooFar ? { from: 'before', position: newestPushed + 1 } : { from: 'after', position: range.to }),
    limit: MAX_PAGE_SIZE,
    filter: listFilter(filter),
  };
  const answer = await bridge.queryEntries(query);
  if (!isWanted()) return true;
  const now = timeline.getState();
  // The reader stopped meanwhile, or is elsewhere: what to do is judged anew.
  if (isTooFar && (keepWhileReading(now) === 'start' || now.range.to !== range.to)) return true;
  if (!answer.ok) return false;
  const page = answer.value;
  const looked = rangeFromPage(page, query);
  timeline.setState((slice) => ({
    range: isTooFar ? looked : withNewer(slice.range, page, query.position, keepWhileReading(slice)),
  }));
  gaps.setState((slice) => withGapsFrom(slice, looked));
  return timeline.getState().range.to > range.to;
}
