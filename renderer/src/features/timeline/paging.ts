import { MAX_PAGE_SIZE, type EntryQuery, type MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { EntryPage } from '../../../../shared/model/snapshot.ts';
import { withGapsFrom } from '../../stores/gaps.ts';
import {
  firstLoaded,
  isAtTail,
  lastLoaded,
  newerCount,
  olderCount,
  rangeFromPage,
  withNewer,
  withOlder,
  type LoadedRange,
} from '../../stores/loaded-range.ts';
import type { Stores } from '../../stores/stores.ts';
import { resumeFollow } from '../../stores/timeline.ts';

const SCROLL_PAGE = 500;

export interface Pager {
  /** Fetches the page before what is loaded; does nothing at the beginning of the history. */
  readonly loadOlder: () => Promise<void>;
  /** Fetches the page after what is loaded; does nothing at the tail. */
  readonly loadNewer: () => Promise<void>;
  /** Follows the newest entries again, from wherever the reader is. */
  readonly followNewest: () => Promise<void>;
}

/** Fetches pages of the timeline as the reader moves: one in each direction at a time. */
export function createPager(
  bridge: MonitorBridge,
  { gaps, timeline }: Pick<Stores, 'gaps' | 'timeline'>,
): Pager {
  const underWay = new Set<EntryQuery['from'] | 'newest'>();

  async function fetchPage(
    kind: EntryQuery['from'] | 'newest',
    query: EntryQuery,
    join: (range: LoadedRange, page: EntryPage) => LoadedRange,
  ): Promise<void> {
    if (underWay.has(kind)) return;
    underWay.add(kind);
    const answer = await bridge.queryEntries(query);
    underWay.delete(kind);
    if (!answer.ok) return;
    timeline.setState((slice) => ({ range: join(slice.range, answer.value) }));
    gaps.setState((slice) => withGapsFrom(slice, answer.value.entries));
  }

  return {
    loadOlder: async () => {
      const { range } = timeline.getState();
      if (olderCount(range) === 0) return;
      await fetchPage(
        'before',
        { from: 'before', position: firstLoaded(range), limit: SCROLL_PAGE },
        withOlder,
      );
    },
    loadNewer: async () => {
      const { range } = timeline.getState();
      if (newerCount(range) === 0) return;
      const query: EntryQuery = { from: 'after', position: lastLoaded(range), limit: SCROLL_PAGE };
      await fetchPage('after', query, (now, page) => withNewer(now, page, 'end'));
    },
    followNewest: async () => {
      const { range } = timeline.getState();
      if (!isAtTail(range)) {
        const query: EntryQuery = { from: 'before', position: range.newest + 1, limit: MAX_PAGE_SIZE };
        await fetchPage('newest', query, (_, page) => rangeFromPage(page));
      }
      timeline.setState(resumeFollow);
    },
  };
}
