import { MAX_PAGE_SIZE, type MonitorBridge } from '../../shared/ipc/contract.ts';
import type { EntryPage } from '../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../shared/model/timeline.ts';
import { covers, indexFrom, type LoadedRange } from './stores/loaded-range.ts';
import type { Stores } from './stores/stores.ts';
import { listFilter, withJoined } from './stores/timeline.ts';

export interface LateMatches {
  /** Has entries that changed judged anew. */
  readonly take: (entries: readonly TimelineEntry[]) => void;
  /** Forgets what is not judged yet: it belongs to another picture. */
  readonly clear: () => void;
}

/**
 * Entries can begin to match a filter after they were stored, by a pin, a note or a second delivery. The history is
 * asked about those that the list covers and does not show, one question at a time however many there are. Entries
 * that no longer match stay until the list is read anew: nothing is taken away from under a reader.
 */
export function createLateMatches(
  bridge: Pick<MonitorBridge, 'queryEntries'>,
  { timeline }: Pick<Stores, 'timeline'>,
): LateMatches {
  let waiting = new Set<number>();
  let isAsking = false;

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    while (waiting.size > 0) await judgeFirst();
    isAsking = false;
  }

  async function judgeFirst(): Promise<void> {
    const asked = waiting;
    const { filter } = timeline.getState();
    const first = [...asked].reduce((least, position) => Math.min(least, position));
    const answer = await bridge.queryEntries({
      ...{ from: 'after', position: first - 1, limit: MAX_PAGE_SIZE, filter: listFilter(filter) },
    });
    // Of another picture nothing is known by this answer; of another filter, what waits is asked for again.
    if (asked !== waiting || filter !== timeline.getState().filter) return;
    if (answer.ok) join(answer.value, first);
    else waiting = new Set();
  }

  function join({ entries, reached }: EntryPage, first: number): void {
    const matching = entries.filter(({ position }) => waiting.has(position));
    for (const position of waiting) if (position <= Math.max(first, reached)) waiting.delete(position);
    timeline.setState((slice) => withJoined(slice, matching));
  }

  return {
    take: (entries) => {
      const { filter, range } = timeline.getState();
      if (filter === '') return;
      for (const { position } of entries) if (mayJoin(range, position)) waiting.add(position);
      void ask();
    },
    clear: () => {
      waiting = new Set();
    },
  };
}

/** Entries that the list does not cover come as they are when it does. */
function mayJoin(range: LoadedRange, position: number): boolean {
  return covers(range, position) && range.entries[indexFrom(range.entries, position)]?.position !== position;
}
