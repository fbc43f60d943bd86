import type { RetentionPolicy } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Mark, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Clock } from '../base/clock.ts';
import { createInOrder } from '../base/in-order.ts';
import { createBothReader } from './both-reader.ts';
import { countDeliveriesIn } from './deliveries.ts';
import { rowOf } from './entry-codec.ts';
import { describeDisk, previewOn } from './history-keeping.ts';
import {
  inMemoryByChoice,
  recoveredNotice,
  setAsideNotice,
  staysInMemory,
  troubleNotice,
} from './history-notices.ts';
import { HistoryError, type HistoryTrouble } from './history-protocol.ts';
import type { HistoryDisk } from './history-disk.ts';
import { KeptEntries } from './kept-entries.ts';
import { createNumbering } from './numbering.ts';
import { createRetention } from './retention-run.ts';
import type { HistoryKeeping, Stored, TimelineStore } from './timeline-store.ts';
import { toHistoryError } from './trouble.ts';

/** How long a disk that refused is left alone. */
export const RETRY_MS = 60_000;
/** A transaction stores so many entries at most: a stall does not make the next one longer. */
const ENTRIES_AT_ONCE = 2_000;

export interface DiskStoreOptions {
  readonly open: () => Promise<HistoryDisk>;
  readonly clock: Clock;
  readonly policy: () => RetentionPolicy;
  /** Told of what the user should know; a notice takes the place of a former one with its id. */
  readonly say: (notice: Notice) => void;
  /** What went wrong, for the log. */
  readonly onTrouble: (error: Error) => void;
}

/**
 * Keeps the timeline on disk, and in memory what the disk does not take: whatever becomes of the disk, entries go on
 * to be numbered and shown. What waits in memory is stored, under the same numbers, when the disk takes it again.
 */
export function createDiskTimelineStore(options: DiskStoreOptions): TimelineStore {
  const { clock, say } = options;
  const numbering = createNumbering();
  const inOrder = createInOrder();
  const retention = createRetention({ clock, policy: options.policy, say, onTrouble: troubled });
  let disk: HistoryDisk | null = null;
  let wasOpen = false;
  /** Numbered and published, and not on disk yet; oldest first. */
  const waiting = new KeptEntries();
  let isWhole = true;
  let isTroubled = false;
  let mustReopen = false;
  let isClosed = false;
  /** The user has chosen that a disk that refused is left alone. */
  let isLeftAlone = false;
  let cancelRetry: (() => void) | null = null;
  let closing: Promise<void> = Promise.resolve();
  const ready = openDisk().catch(troubled);
  const reader = createBothReader({
    ready,
    disk: () => disk,
    waiting: () => waiting.all,
    unread,
    now: clock.now,
  });

  async function openDisk(): Promise<void> {
    // Two at a time on one file would each think that it is theirs.
    await closing;
    const found = await options.open();
    const { lastPosition, lastSeq, setAside } = found.opened;
    if (!wasOpen && lastPosition > 0 && numbering.last() > 0) {
      await found.close(true);
      say(staysInMemory());
      return;
    }
    if (!wasOpen) numbering.goOn(lastPosition, lastSeq);
    wasOpen = true;
    disk = found;
    if (setAside !== null) say(setAsideNotice(setAside));
    retention.begin(found);
  }

  /** The disk is left alone for a while; what comes in the meantime waits in memory. */
  function troubled(thrown: unknown): void {
    const error = toHistoryError(thrown);
    options.onTrouble(error);
    const willRetry = error.trouble !== 'newer';
    say(isLeftAlone ? inMemoryByChoice() : troubleNotice(error.trouble, willRetry));
    isTroubled = true;
    mustReopen ||= AFTER[error.trouble] !== 'go on';
    if (AFTER[error.trouble] === 'give up') giveUpDisk();
    if (!willRetry || isClosed || isLeftAlone) return;
    cancelRetry ??= clock.schedule(RETRY_MS, () => {
      inOrder(catchUp).catch(troubled);
    });
  }

  /** A question that comes while the disk is closed is not answered any more, and whoever asked has nobody to tell. */
  function unanswered(thrown: unknown): void {
    if (!isClosed) troubled(thrown);
  }

  /** What Vigil itself could not read is no reason to stop writing: the thread that reads begins anew. */
  function unread(thrown: unknown): void {
    if (isClosed) return;
    const error = toHistoryError(thrown);
    if (error.trouble === 'unexpected') throw error;
    troubled(error);
  }

  function giveUpDisk(): void {
    retention.end();
    closing = disk?.close(false).catch(options.onTrouble) ?? closing;
    disk = null;
  }

  async function catchUp(): Promise<void> {
    cancelRetry = null;
    if (mustReopen) giveUpDisk();
    if (disk === null) await openDisk();
    const found = disk;
    if (found === null) return;
    mustReopen = false;
    while (waiting.all.length > 0) {
      await found.append(waiting.all.slice(0, ENTRIES_AT_ONCE));
      waiting.forget(ENTRIES_AT_ONCE);
    }
    if (isTroubled) say(recoveredNotice(isWhole));
    isTroubled = false;
    isWhole = true;
  }

  /** A thread that was told to close takes nothing more. */
  const mustWait = (): boolean => disk === null || waiting.all.length > 0 || isLeftAlone || isClosed;

  /** `given` is the answer of the disk, where it was given the entries already. */
  async function keep(entries: readonly Stored[], given: Promise<number> | null): Promise<void> {
    // What follows on entries that wait does so, too, even if the disk has taken it: it will be stored anew.
    const stored = mustWait() || disk === null ? 0 : await (given ?? storeOn(disk, entries));
    if (stored === entries.length) return;
    if (!waiting.add(entries.slice(stored))) isWhole = false;
  }

  /** Answers with how many were stored before the disk refused one. */
  async function storeOn(found: HistoryDisk, entries: readonly Stored[]): Promise<number> {
    let stored = 0;
    try {
      while (stored < entries.length) {
        await found.append(entries.slice(stored, stored + ENTRIES_AT_ONCE));
        stored += ENTRIES_AT_ONCE;
      }
      return entries.length;
    } catch (thrown) {
      troubled(thrown);
      return stored;
    }
  }

  async function countOnDisk(positions: readonly number[]): Promise<readonly TimelineEntry[]> {
    try {
      if (disk !== null && positions.length > 0) return await disk.countDeliveries(positions);
    } catch (thrown) {
      unanswered(thrown);
    }
    return [];
  }

  async function markOnDisk(position: number, mark: Partial<Mark>): Promise<TimelineEntry | null> {
    // What waits is not numbered on disk yet, and a mark that is not on disk would not outlive the window.
    if (disk === null || waiting.all.some(({ entry }) => entry.position === position)) {
      throw new HistoryError('unwritable', 'not on disk');
    }
    try {
      return (await disk.mark(position, mark)) ? ((await disk.entry(position))?.entry ?? null) : null;
    } catch (thrown) {
      unanswered(thrown);
      throw thrown;
    }
  }

  const keeping: HistoryKeeping = {
    describe: async () => {
      await ready;
      try {
        if (disk !== null) return await describeDisk(disk, waiting.all.length);
      } catch (thrown) {
        unanswered(thrown);
      }
      return {
        path: null,
        entries: waiting.all.length,
        since: waiting.all[0]?.entry.at ?? null,
        usedBytes: 0,
      };
    },
    preview: async (policy) => {
      await ready;
      return disk === null ? null : previewOn(disk, policy, clock.now());
    },
    enforcePolicy: retention.lookNow,
    tryAgain: async () => {
      await ready;
      isLeftAlone = false;
      cancelRetry?.();
      await inOrder(catchUp).catch(troubled);
      return !isTroubled && disk !== null;
    },
    stayInMemory: () => {
      if (!isTroubled) return;
      isLeftAlone = true;
      cancelRetry?.();
      cancelRetry = null;
      say(inMemoryByChoice());
    },
  };

  return {
    ...reader,
    keeping,
    append: async (records) => {
      await ready;
      const entries = records.map(numbering.number);
      // Before the former batch is done with: the thread finds the next one when it is.
      const given = mustWait() || disk === null ? null : storeOn(disk, entries);
      return inOrder(async () => {
        await keep(entries, given);
        return entries;
      });
    },
    countDeliveries: (positions) =>
      inOrder(async () => {
        await ready;
        const firstHeld = waiting.all[0]?.entry.position ?? Infinity;
        const onDisk = await countOnDisk(positions.filter((position) => position < firstHeld));
        return [...onDisk, ...countDeliveriesIn(waiting.all, positions)];
      }),
    mark: async (position, mark) => {
      await ready;
      return markOnDisk(position, mark);
    },
    whereabouts: async () => {
      await ready;
      return { file: disk?.file ?? null, held: waiting.all.map(rowOf) };
    },
    close: () =>
      inOrder(async () => {
        await ready;
        isClosed = true;
        cancelRetry?.();
        // The last opportunity to store what waits.
        if (waiting.all.length > 0) await catchUp().catch(troubled);
        // Only now: for that, the disk may have been opened anew.
        retention.end();
        await disk?.close(!mustReopen).catch(options.onTrouble);
        disk = null;
        await closing;
      }),
  };
}

/**
 * What a trouble means for a file that is open: it can be used as it is when it takes writes again; it can be read, and
 * must be opened anew to be written; or it cannot be used at all.
 */
const AFTER: Readonly<Record<HistoryTrouble, 'go on' | 'reopen' | 'give up'>> = {
  full: 'go on',
  busy: 'go on',
  unwritable: 'reopen',
  corrupt: 'give up',
  unreadable: 'give up',
  newer: 'give up',
  locked: 'give up',
  unexpected: 'give up',
};
