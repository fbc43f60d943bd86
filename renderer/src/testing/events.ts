import { anEvent } from '../../../shared/model/testing/an-event.ts';
import type { Mark, MonitorEvent, TimelineEntry } from '../../../shared/model/timeline.ts';

export type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

interface EventParts extends Partial<MonitorEvent> {
  readonly mark?: Mark;
  readonly at?: number;
}

/** An event entry; what a test does not care about is filled in. */
export function eventAt(position: number, parts: EventParts = {}): EventEntry {
  const { at = position * 1000, mark, ...event } = parts;
  return {
    position,
    at,
    type: 'event',
    ...(mark === undefined ? {} : { mark }),
    event: anEvent({
      seq: position,
      topic: 'v2.users.u1.presence',
      subject: { kind: 'user', id: 'u1' },
      ...event,
    }),
  };
}

/** A gap entry of ten seconds. */
export function gapAt(position: number): TimelineEntry {
  const cause = { code: 'socket/closed', message: 'The connection closed.', closeCode: 1006 } as const;
  const to = position * 1000;
  return {
    position,
    at: to,
    type: 'gap',
    gap: { id: `gap-${String(position)}`, from: to - 10_000, to, cause, attempts: 3, topics: null },
  };
}
