import type { Subscription } from '../../../../shared/model/subscription.ts';
import type { TopicStatus } from './wording.ts';

/** A topic that is subscribed to, or will be. */
export interface SubscribedRow {
  readonly topic: string;
  readonly status: TopicStatus;
  readonly isWanted: boolean;
  readonly subscription: Subscription | null;
}

/** What needs attention stands first. */
const ORDER: readonly TopicStatus[] = ['refused', 'to-add', 'to-remove', 'pending', 'confirmed'];

export function subscribedRows(
  subscriptions: readonly Subscription[],
  wanted: readonly string[],
): readonly SubscribedRow[] {
  const isWanted = new Set(wanted);
  const known = new Set(subscriptions.map(({ topic }) => topic));
  const existing = subscriptions.map((subscription): SubscribedRow => {
    const stays = isWanted.has(subscription.topic) || subscription.isOfBoard === true;
    const status = stays ? subscription.status : 'to-remove';
    return { topic: subscription.topic, status, isWanted: stays, subscription };
  });
  const added = wanted
    .filter((topic) => !known.has(topic))
    .map((topic): SubscribedRow => ({ topic, status: 'to-add', isWanted: true, subscription: null }));
  return [...existing, ...added].sort(
    (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status),
  );
}
