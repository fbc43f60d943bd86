import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { StoredEvent } from './in-flight.ts';
import type { Stored, UnstoredRecord } from './timeline-store.ts';

/** Gives each record its position, and each event its number, without a hole. */
export interface Numbering {
  readonly number: (record: UnstoredRecord) => Stored;
  /** Goes on after the numbers of a former run. */
  readonly goOn: (lastPosition: number, lastSeq: number) => void;
  readonly last: () => number;
}

export function createNumbering(): Numbering {
  let lastPosition = 0;
  let lastSeq = 0;
  return {
    number: (record) => {
      lastPosition += 1;
      if (record.type !== 'event') return { entry: { ...record, position: lastPosition }, arrival: null };
      lastSeq += 1;
      const { at, type, event, arrival } = record;
      const entry: TimelineEntry = { position: lastPosition, at, type, event: { ...event, seq: lastSeq } };
      return new StoredEvent(entry, arrival);
    },
    goOn: (position, seq) => {
      lastPosition = position;
      lastSeq = seq;
    },
    last: () => lastPosition,
  };
}
