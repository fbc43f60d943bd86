import type { TimelineStore } from '../history/timeline-store.ts';

/** A timeline as far as a replay has come: what comes later is not there yet, for nobody who asks. */
export function shownPart(store: TimelineStore, lastShown: () => number): TimelineStore {
  /** Passes what the filter passes, of what is shown. */
  const bounded = (filter: string): string => {
    const isShown = `position:<=${String(lastShown())}`;
    return filter.trim() === '' ? isShown : `(${filter}) AND ${isShown}`;
  };
  return {
    ...store,
    page: async (query) => {
      const last = lastShown();
      if (last === 0) return { entries: [], reached: query.position, first: 0, last };
      const position = query.from === 'before' ? Math.min(query.position, last + 1) : query.position;
      const page = await store.page({ ...query, position });
      const entries = page.entries.filter((entry) => entry.position <= last);
      return { ...page, entries, reached: Math.min(page.reached, last), last };
    },
    entry: async (position) => (position <= lastShown() ? store.entry(position) : null),
    count: async (filter) => {
      const last = lastShown();
      if (filter.trim() === '') return { matching: last, total: last, isWhole: true };
      return { ...(await store.count(bounded(filter))), total: last };
    },
    countByTime: async (query) => {
      const counted = await store.countByTime({ ...query, filter: bounded(query.filter) });
      return { ...counted, last: Math.min(counted.last, lastShown()) };
    },
    positionAt: async (at) => {
      const position = await store.positionAt(at);
      return position !== null && position <= lastShown() ? position : null;
    },
    neighbours: async (position) => {
      if (position > lastShown()) return null;
      const found = await store.neighbours(position);
      const isNextShown = found?.next == null || found.next <= lastShown();
      return found === null || isNextShown
        ? found
        : { ...found, next: null, later: { count: 0, isWhole: true } };
    },
    mark: async (position, mark) => (position <= lastShown() ? store.mark(position, mark) : null),
  };
}
