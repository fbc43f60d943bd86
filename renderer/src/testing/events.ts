import type { Change, Mark, Subject, TimelineEntry } from '../../../shared/model/timeline.ts';

export type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

interface EventParts {
  readonly topic?: string;
  readonly preview?: string;
  readonly happenedAt?: number | null;
  readonly deliveries?: number;
  readonly mark?: Mark;
  readonly subject?: Subject;
  readonly changes?: readonly Change[];
  readonly at?: number;
}

/** An event entry; what a test does not care about is filled in. */
export function eventAt(position: number, parts: EventParts = {}): EventEntry {
  const {
    topic = 'v2.users.u1.presence',
    preview = '',
    happenedAt = null,
    subject = { kind: 'user', id: 'u1' },
    changes = [],
    at,
    deliveries,
    mark,
  } = parts;
  return {
    position,
    at: at ?? position * 1000,
    type: 'event',
    ...(mark === undefined ? {} : { mark }),
    event: {
      seq: position,
      topic,
      version: null,
      correlationId: null,
      subject,
      changes,
      preview,
      happenedAt,
      ...(deliveries === undefined ? {} : { deliveries }),
    },
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
