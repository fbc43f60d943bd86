import { expandTopic, type CatalogueTopic } from '../../../../../../shared/model/topic.ts';
import type { Subscription } from '../../../../../../shared/model/subscription.ts';

/** The template in the catalogue that a topic was made from; nothing says that the service keeps the case of a topic. */
export function templateOf(topic: string, catalogue: readonly CatalogueTopic[]): CatalogueTopic | null {
  const segments = topic.toLowerCase().split('.');
  const isMade = ({ template }: CatalogueTopic): boolean => {
    const parts = template.toLowerCase().split('.');
    return (
      parts.length === segments.length &&
      parts.every((part, index) => part.startsWith('{') || part === segments[index])
    );
  };
  const made = catalogue.filter(isMade);
  // One that has the segment in so many words knows more than one with a placeholder there.
  const placeholders = ({ template }: CatalogueTopic): number => template.split('{').length;
  return made.reduce<CatalogueTopic | null>(
    (best, one) => (best === null || placeholders(one) < placeholders(best) ? one : best),
    null,
  );
}

/** The subscription that brings a topic's events, alone or combined with others. */
export function subscriptionOf(topic: string, subscriptions: readonly Subscription[]): Subscription | null {
  const sought = topic.toLowerCase();
  const brings = (subscription: Subscription): boolean =>
    expandTopic(subscription.topic).some((single) => single.toLowerCase() === sought);
  return subscriptions.find(brings) ?? null;
}
