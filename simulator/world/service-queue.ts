import type { Media, QueueDefinition } from './roster.ts';
import { QueueStatistics } from './queue-statistics.ts';
import type { Conversation, ServiceQueue } from './state.ts';

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
