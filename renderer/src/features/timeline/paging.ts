import { MAX_PAGE_SIZE, type EntryQuery, type MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { EntryPage } from '../../../../shared/model/snapshot.ts';
import { fetchPages } from '../../entry-pages.ts';
import { withGapsFrom } from '../../stores/gaps.ts';
import {
  covers,
  hasNewer,
  hasOlder,
  rangeFromPage,
  withNewer,
  withOlder,
  type LoadedRange,
} from '../../stores/loaded-range.ts';
import type { Stores } from '../../stores/stores.ts';
import {
  IDLE,
  leaveFor,
  listFilter,
  resumeFollow,
  type Edge,
  type EdgeState,
} from '../../stores/timeline.ts';

/** So many rows are fetched at once. */
export const SCROLL_PAGE = 500;

type Asked = Pick<EntryQuery, 'from' | 'position'>;

export interface Pager {
  /** Fetches what comes before or after the loaded rows; does nothing at that end of the history. */
  readonly load: (edge: Edge) => Promise<void>;
  /** Ends a search that has found little so far. */
  readonly stop: (edge: Edge) => void;
  /** Loads the newest rows, unless they are loaded. */
  readonly goToNewest: () => Promise<void>;
  /** Follows the newest entries again, from wherever the reader is. */
  readonly followNewest: () => Promise<void>;
  /** Leaves for a position: loads the rows around it, unless they are loaded. Answers false when that did not work. */
  readonly goTo: (position: number) => Promise<boolean>;
  /** Loads the oldest rows of all. */
  readonly goToOldest: () => Promise<boolean>;
}

/** Fetches pages of the timeline as the reader moves: one search at each end at a time. */
export function createPager(
  bridge: MonitorBridge,
  stores: Pick<Stores, 'gaps' | 'session' | 'timeline'>,
): Pager {
  const { gaps, session, timeline } = stores;
  /** Counts jumps, so that a page for a place that was left meanwhile is dropped. */
  let place = 0;

  const setEdge = (edge: Edge, state: EdgeState): void => {
    timeline.setState({ [edge]: state });
  };
  const isUnderWay = (edge: Edge): boolean => timeline.getState()[edge].kind === 'searching';

  /** Tells whether an answer that is asked for now still belongs here: in the same picture, place and filter. */
  function stayingHere(): () => boolean {
    const [mine, { picture }, { filter }] = [place, session.getState(), timeline.getState()];
    return () =>
      mine === place && picture === session.getState().picture && filter === timeline.getState().filter;
  }

  function takeIn(edge: Edge, page: EntryPage, asked: Asked): void {
    timeline.setState(({ range }) => ({
      range:
        edge === 'older'
          ? withOlder(range, page, asked.position)
          : withNewer(range, page, asked.position, 'end'),
    }));
    gaps.setState((slice) => withGapsFrom(slice, rangeFromPage(page, asked)));
  }

  async function load(edge: Edge): Promise<void> {
    const { range, filter } = timeline.getState();
    const isThere = edge === 'older' ? hasOlder(range) : hasNewer(range);
    if (!isThere || isUnderWay(edge)) return;
    const isHere = stayingHere();
    const query = { ...beyond(range, edge), limit: SCROLL_PAGE, filter: listFilter(filter) };
    setEdge(edge, { kind: 'searching', at: null });
    const isWanted = (): boolean => isHere() && isUnderWay(edge);
    const end = await fetchPages(bridge, query, {
      isWanted,
      take: (page, position) => {
        takeIn(edge, page, { ...query, position });
        if (page.entries.length < query.limit) void tellHowFar(edge, page.reached, isWanted);
      },
    });
    if (end === 'unwanted') return;
    if (end === 'done') setEdge(edge, IDLE);
    else if (end === 'unfinished') setEdge(edge, stoppedFrom(timeline.getState()[edge]));
    else setEdge(edge, { kind: 'failed', error: end.error });
  }

  /** A search that takes its time says where it is. */
  async function tellHowFar(edge: Edge, position: number, isWanted: () => boolean): Promise<void> {
    const at = await timeOf(bridge, position);
    if (isWanted()) setEdge(edge, { kind: 'searching', at });
  }

  /** Puts one page in the place of everything that is loaded. */
  async function jump(asked: Asked): Promise<LoadedRange | null> {
    place += 1;
    const isHere = stayingHere();
    const { filter } = timeline.getState();
    const answer = await bridge.queryEntries({ ...asked, limit: MAX_PAGE_SIZE, filter: listFilter(filter) });
    if (!isHere()) return null;
    if (!answer.ok) {
      const edge = asked.from === 'before' ? 'older' : 'newer';
      // What was searched for at either end was dropped with the place.
      timeline.setState({ older: IDLE, newer: IDLE, [edge]: { kind: 'failed', error: answer.error } });
      return null;
    }
    const range = rangeFromPage(answer.value, asked);
    // What was pushed since the question is known to be there, though the answer does not know of it.
    timeline.setState(({ range: { newest } }) => ({
      range: { ...range, newest: Math.max(newest, range.newest) },
      older: IDLE,
      newer: IDLE,
    }));
    gaps.setState((slice) => withGapsFrom(slice, range));
    return range;
  }

  async function goToNewest(): Promise<void> {
    if (!timeline.getState().range.isAtTail)
      await jump({ from: 'before', position: Number.MAX_SAFE_INTEGER });
  }

  return {
    load,
    stop: (edge) => {
      timeline.setState((slice) => ({ [edge]: stoppedFrom(slice[edge]) }));
    },
    goToNewest,
    followNewest: async () => {
      await goToNewest();
      timeline.setState((slice) => resumeFollow(slice, true));
    },
    goTo: async (position) => {
      timeline.setState((slice) => leaveFor(slice, position));
      if (covers(timeline.getState().range, position)) return true;
      if ((await jump({ from: 'before', position: position + 1 })) === null) return false;
      await load('newer');
      return true;
    },
    goToOldest: async () => {
      const { range } = timeline.getState();
      if (!hasOlder(range)) return true;
      return (await jump({ from: 'after', position: Math.max(0, range.oldest - 1) })) !== null;
    },
  };
}

const beyond = (range: LoadedRange, edge: Edge): Asked =>
  edge === 'older' ? { from: 'before', position: range.from } : { from: 'after', position: range.to };

const stoppedFrom = (state: EdgeState): EdgeState =>
  state.kind === 'searching' ? { kind: 'stopped', at: state.at } : state;

/** When the entry at a position was stored; null when it cannot be told. */
async function timeOf(bridge: MonitorBridge, position: number): Promise<EpochMs | null> {
  const query: EntryQuery = { from: 'after', position: Math.max(0, position - 1), limit: 1, filter: '' };
  const answer = await bridge.queryEntries(query);
  return answer.ok ? (answer.value.entries[0]?.at ?? null) : null;
}
