import type { Conversation } from './conversation.ts';
import type { Media, QueueDefinition } from './roster.ts';
import { QueueStatistics } from './queue-statistics.ts';

/** A queue at work: who waits in it and how it has done in the current half hour. */
export interface ServiceQueue {
  readonly definition: QueueDefinition;
  /** In the order in which they are served. */
  readonly waiting: Conversation[];
  /** Offered to agents who have not answered yet. */
  readonly alerting: Set<Conversation>;
  readonly interacting: Set<Conversation>;
  readonly statistics: QueueStatistics;
  lastObservedMs: number;
  isObservationDue: boolean;
  /** The kinds of conversation that have changed since the last report. */
  readonly changedMedia: Set<Media>;
}

export function openQueue(definition: QueueDefinition): ServiceQueue {
  return {
    definition,
    waiting: [],
    alerting: new Set(),
    interacting: new Set(),
    statistics: new QueueStatistics(),
    lastObservedMs: 0,
    isObservationDue: false,
    changedMedia: new Set(),
  };
}

/** How many conversations of a kind, or of all kinds, are in a list. */
export function countOf(conversations: Iterable<Conversation>, media: Media | undefined): number {
  let count = 0;
  for (const conversation of conversations)
    if (media === undefined || conversation.media === media) count += 1;
  return count;
}
