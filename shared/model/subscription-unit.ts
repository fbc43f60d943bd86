import { MOST_SHARDS, TOPICS_PER_CHANNEL } from './subscription.ts';
import { TOPIC_MAX_LENGTH } from './topic.ts';
import { t } from '../text/t.ts';

/** What is subscribed to as one, and the wanted topics that it stands for. */
export interface Unit {
  readonly sent: string;
  readonly topics: readonly string[];
}

/** Subscriptions and channels that a wish takes, as long as no combination is refused. */
export interface TopicCost {
  readonly subscriptions: number;
  readonly channels: number;
}

export function topicCost(topics: readonly string[]): TopicCost {
  const subscriptions = unitsOf(topics, new Set()).length;
  return { subscriptions, channels: Math.max(1, Math.ceil(subscriptions / TOPICS_PER_CHANNEL)) };
}

/** Says why a wish is more than Vigil takes on, or null when it is not. */
export function tooManyTopics(topics: readonly string[]): string | null {
  const { subscriptions, channels } = topicCost(topics);
  if (channels <= MOST_SHARDS) return null;
  return t(
    'These {topics} topics take {subscriptions} subscriptions and {channels} channels. ' +
      'Vigil uses at most {most}, because all installs of a client id share twenty. ' +
      'Leave topics out, or watch them with another client id.',
    { topics: topics.length, subscriptions, channels, most: MOST_SHARDS },
  );
}

/** An id inside a topic, as Genesys Cloud makes them. */
const ENTITY = /^(.+?\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([^?]+)$/i;

/**
 * Turns the wish into subscriptions. As long as one channel carries it, each topic stands for itself. Beyond that,
 * topics of one entity are combined (`prefix?a&b`), which counts as one. `apart` holds entities whose combination
 * was refused: theirs are asked for one by one. `divided` parts the topics of one entity into those that may be combined
 * with each other, in their order.
 * Source: "Usage limitations" of the Notifications API: 1,000 topics a channel, 200 characters a combined topic.
 */
export function unitsOf(
  topics: readonly string[],
  apart: ReadonlySet<string>,
  divided: (group: readonly string[]) => readonly (readonly string[])[] = (group) => [group],
): readonly Unit[] {
  const distinct = [...new Set(topics)];
  if (distinct.length <= TOPICS_PER_CHANNEL) return distinct.map(single);
  const groups = new Map<string, string[]>();
  const units: Unit[] = [];
  for (const topic of distinct) {
    const entity = entityOf(topic);
    if (entity === null || apart.has(entity)) units.push(single(topic));
    else groups.set(entity, (groups.get(entity) ?? []).concat(topic));
  }
  for (const [entity, group] of groups) {
    units.push(...divided(group).flatMap((part) => combined(entity, part)));
  }
  return units;
}

/** The entity whose topics a combined one joins; null for a topic that belongs to none, or is combined already. */
export const entityOf = (topic: string): string | null => ENTITY.exec(topic)?.[1] ?? null;

const single = (topic: string): Unit => ({ sent: topic, topics: [topic] });

function combined(entity: string, group: readonly string[]): readonly Unit[] {
  const units: Unit[] = [];
  let open: { sent: string; topics: string[] } | null = null;
  for (const topic of group) {
    const suffix = topic.slice(entity.length + 1);
    const longer: string = open === null ? `${entity}?${suffix}` : `${open.sent}&${suffix}`;
    if (open !== null && longer.length <= TOPIC_MAX_LENGTH) {
      open.sent = longer;
      open.topics.push(topic);
      continue;
    }
    open = { sent: `${entity}?${suffix}`, topics: [topic] };
    units.push(open);
  }
  return units.map((unit) => (unit.topics.length === 1 ? single(unit.topics[0] ?? unit.sent) : unit));
}
