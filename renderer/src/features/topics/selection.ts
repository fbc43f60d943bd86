import { expandTopic, TOPIC_MAX_LENGTH } from '../../../../shared/model/topic.ts';

/** Every single topic under which events of these topics arrive. */
export const singlesOf = (topics: readonly string[]): ReadonlySet<string> =>
  new Set(topics.flatMap(expandTopic));

/** The topics with a single one more; nothing changes when it is covered already. */
export function withTopic(topics: readonly string[], single: string): readonly string[] {
  return singlesOf(topics).has(single) ? topics : [...topics, single];
}

/** `v2.users.1?presence&routingStatus` from the single topics of one prefix; singles of others stay apart. */
function combined(prefix: string, suffixes: readonly string[]): readonly string[] {
  const [only, ...others] = suffixes;
  if (only === undefined) return [];
  if (others.length === 0) return [`${prefix}.${only}`];
  const topic = `${prefix}?${suffixes.join('&')}`;
  return topic.length <= TOPIC_MAX_LENGTH ? [topic] : suffixes.map((suffix) => `${prefix}.${suffix}`);
}

/** The topics without some single ones; a combined topic keeps its other parts. */
export function withoutTopics(topics: readonly string[], singles: ReadonlySet<string>): readonly string[] {
  return topics.flatMap((topic) => {
    if (!expandTopic(topic).some((single) => singles.has(single))) return [topic];
    const [prefix = '', suffixes] = topic.split('?');
    if (suffixes === undefined) return [];
    return combined(
      prefix,
      suffixes.split('&').filter((suffix) => !singles.has(`${prefix}.${suffix}`)),
    );
  });
}

/**
 * Adds several suffixes under each prefix as one combined topic, which counts once of the 1,000. Single topics that
 * it covers give way to it.
 */
export function withCombined(
  topics: readonly string[],
  prefixes: readonly string[],
  suffixes: readonly string[],
): readonly string[] {
  const before = singlesOf(topics);
  const missing = prefixes.filter((prefix) => !suffixes.every((suffix) => before.has(`${prefix}.${suffix}`)));
  const replaced = new Set(missing.flatMap((prefix) => suffixes.map((suffix) => `${prefix}.${suffix}`)));
  const kept = topics.filter((topic) => !replaced.has(topic));
  return [...kept, ...missing.flatMap((prefix) => combined(prefix, suffixes))];
}

export interface SelectionChange {
  readonly added: number;
  readonly removed: number;
  readonly before: number;
  readonly after: number;
}

/** What "Apply" will do, counted in topics of the 1,000; null when it will do nothing. */
export function selectionChange(
  current: readonly string[],
  wanted: readonly string[],
): SelectionChange | null {
  const now = new Set(current);
  const then = new Set(wanted);
  const added = wanted.filter((topic) => !now.has(topic)).length;
  const removed = current.filter((topic) => !then.has(topic)).length;
  if (added === 0 && removed === 0) return null;
  return { added, removed, before: current.length, after: wanted.length };
}
