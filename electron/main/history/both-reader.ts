import type { EntryQuery } from '../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { EntryCount, EntryDetail, EntryPage, Neighbours } from '../../../shared/model/snapshot.ts';
import type { HistoryDisk } from './history-disk.ts';
import { neighboursAmong, neighboursOfBoth } from './neighbours.ts';
import { rangeOf, reachedBy, withoutHole } from './positions.ts';
import { countsOfBoth } from './search/counts-of-both.ts';
import { createHeldSearch } from './search/held-search.ts';
import { pageOfBoth } from './search/page-of-both.ts';
import type { Stored, TimelineStore } from './timeline-store.ts';

type BothReader = Pick<
  TimelineStore,
  'page' | 'count' | 'countByTime' | 'positionAt' | 'runRules' | 'entry' | 'neighbours' | 'learn'
>;

/** Reads what is on disk and, behind it, what waits in memory to get there, as one timeline. */
export function createBothReader(options: {
  /** Nothing is read before it. */
  readonly ready: Promise<void>;
  /** The disk as it is now; null while there is none. */
  readonly disk: () => HistoryDisk | null;
  /** What waits now, oldest first and without a hole. */
  readonly waiting: () => readonly Stored[];
  /** Told of what could not be read from the disk. Where it does not throw, what waits is the answer. */
  readonly unread: (thrown: unknown) => void;
  readonly now: () => EpochMs;
}): BothReader {
  const { ready, disk, waiting, unread } = options;
  const held = createHeldSearch(waiting, options.now);
  let names = EMPTY_DIRECTORY;

  async function diskPage(query: EntryQuery): Promise<EntryPage> {
    try {
      const page = await disk()?.page(query, names);
      if (page !== undefined) return page;
    } catch (thrown) {
      unread(thrown);
    }
    return { entries: [], reached: query.position, first: 0, last: 0 };
  }

  /** What is on disk, and after it what waits. */
  async function wholePage(query: EntryQuery): Promise<EntryPage> {
    const rows = waiting();
    const bounds = await diskPage({ from: 'after', position: 0, limit: 0, filter: '' });
    const first = bounds.first === 0 ? (rows[0]?.entry.position ?? 0) : bounds.first;
    const last = rows.at(-1)?.entry.position ?? bounds.last;
    const range = rangeOf(query, first, last);
    if (first === 0 || range.from > range.to) return { entries: [], reached: query.position, first, last };
    const older = await diskPage({
      from: 'after',
      position: range.from - 1,
      limit: range.to - range.from + 1,
      filter: '',
    });
    const newer = rows
      .map(({ entry }) => entry)
      .filter(({ position }) => position >= range.from && position <= range.to);
    const entries = withoutHole(range, [...older.entries, ...newer]);
    return { entries, reached: reachedBy(query, entries), first, last };
  }

  /** What is counted of both is whole when both are. */
  async function count(filter: string): Promise<EntryCount> {
    const newer = await held.count(filter);
    try {
      const older = await disk()?.count(filter, names);
      if (older === undefined) return newer;
      return {
        matching: older.matching + newer.matching,
        total: older.total + newer.total,
        isWhole: older.isWhole && newer.isWhole,
      };
    } catch (thrown) {
      unread(thrown);
      return { ...newer, isWhole: false };
    }
  }

  async function positionAt(at: EpochMs): Promise<number | null> {
    try {
      const found = (await disk()?.positionAt(at)) ?? null;
      if (found !== null) return found;
    } catch (thrown) {
      unread(thrown);
    }
    return held.positionAt(at);
  }

  async function entryAt(position: number): Promise<EntryDetail | null> {
    const found = waiting().find(({ entry }) => entry.position === position);
    if (found !== undefined) return { entry: found.entry, frame: found.arrival?.frame ?? null };
    try {
      return (await disk()?.entry(position)) ?? null;
    } catch (thrown) {
      unread(thrown);
      return null;
    }
  }

  async function neighbours(position: number): Promise<Neighbours | null> {
    const entries = waiting().map(({ entry }) => entry);
    const entry = (await entryAt(position))?.entry;
    const among = entry === undefined ? null : neighboursAmong(entry, entries);
    try {
      return neighboursOfBoth((await disk()?.neighbours(position)) ?? null, among);
    } catch (thrown) {
      unread(thrown);
      return among;
    }
  }

  return {
    page: async (query) => {
      await ready;
      if (disk() !== null && waiting().length === 0) return diskPage(query);
      return query.filter === '' ? wholePage(query) : pageOfBoth(query, diskPage, held.page);
    },
    count: async (filter) => {
      await ready;
      return count(filter);
    },
    countByTime: async (query) => {
      await ready;
      const found = disk();
      if (found === null) return held.countByTime(query);
      const onDisk = (asked: typeof query) => found.countByTime(asked, names);
      return countsOfBoth(query, { onDisk, held: held.countByTime, troubled: unread });
    },
    positionAt: async (at) => {
      await ready;
      return positionAt(at);
    },
    runRules: async (query) => {
      await ready;
      const found = disk();
      // What waits is the newest; it is judged by itself.
      return found === null || waiting().length > 0 ? held.runRules(query) : found.runRules(query, names);
    },
    entry: async (position) => {
      await ready;
      return entryAt(position);
    },
    neighbours: async (position) => {
      await ready;
      return neighbours(position);
    },
    learn: (learned) => {
      names = learned;
      held.learn(learned);
    },
  };
}
