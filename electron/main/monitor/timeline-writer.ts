import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Clock } from '../base/clock.ts';
import { Batcher } from '../events/batcher.ts';
import type { TimelineStore, UnstoredRecord } from '../history/timeline-store.ts';

export interface TimelineWriter {
  readonly write: (record: UnstoredRecord) => void;
  /** Resolves when everything written so far is stored and published. */
  readonly drain: () => Promise<void>;
}

/** Stores first, publishes then: whatever a reader has seen is in the history, under the same number. */
export function createTimelineWriter(options: {
  readonly clock: Clock;
  readonly store: TimelineStore;
  readonly publish: (entries: readonly TimelineEntry[]) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}): TimelineWriter {
  const batcher = new Batcher<UnstoredRecord>(options.clock, async (batch) => {
    try {
      options.publish(await options.store.append(batch));
    } catch (thrown) {
      options.onUnexpected(thrown);
    }
  });
  return {
    write: (record) => {
      batcher.add(record);
    },
    drain: () => batcher.drain(),
  };
}
