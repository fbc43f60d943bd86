import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Clock } from '../base/clock.ts';
import { Batcher } from '../events/batcher.ts';
import type { Stored, TimelineStore, UnstoredRecord, Written } from '../history/timeline-store.ts';

export interface TimelineWriter {
  readonly write: (written: Written) => void;
  /** Resolves when everything written so far is stored and published. */
  readonly drain: () => Promise<void>;
}

/** What an entry takes in memory beside the frame that brought it: the body, and what was made of it. */
const ENTRY_BYTES = 1_000;

/** Stores first, publishes then: whatever a reader has seen is in the history, under the same number. */
export function createTimelineWriter(options: {
  readonly clock: Clock;
  readonly store: Pick<TimelineStore, 'append' | 'countDeliveries'>;
  readonly publish: (stored: readonly Stored[]) => void;
  /** Tells of entries that changed after they were published. */
  readonly update: (entries: readonly TimelineEntry[]) => void;
  /** Told when more is written than can be stored, and when that is made up for. */
  readonly behind: (isBehind: boolean) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}): TimelineWriter {
  const { clock, store, behind } = options;

  async function flush(batch: readonly Written[]): Promise<void> {
    try {
      const records = batch.filter((written) => written.type !== 'repeat');
      const stored = await store.append(records);
      fillIn(records, stored);
      options.publish(stored);
      const repeated = batch.flatMap(repeatedPosition);
      if (repeated.length > 0) options.update(await store.countDeliveries(repeated));
    } catch (thrown) {
      options.onUnexpected(thrown);
    }
  }

  const batcher = new Batcher<Written>({ clock, bytesOf, flush, behind });
  return {
    write: (written) => {
      batcher.add(written);
    },
    drain: () => batcher.drain(),
  };
}

function bytesOf(written: Written): number {
  return ENTRY_BYTES + (written.type === 'event' ? written.arrival.frame.length : 0);
}

function fillIn(records: readonly UnstoredRecord[], stored: readonly Stored[]): void {
  for (const [index, record] of records.entries()) {
    if (record.type !== 'event' || record.receipt === undefined) continue;
    record.receipt.position = stored[index]?.entry.position ?? null;
  }
}

/** None where the first delivery could not be stored. */
function repeatedPosition(written: Written): readonly number[] {
  return written.type !== 'repeat' || written.of.position === null ? [] : [written.of.position];
}
