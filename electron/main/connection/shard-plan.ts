import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';
import { TOPIC_MAX_LENGTH } from '../../../shared/model/topic.ts';

/** What is subscribed to as one, and the wanted topics that it stands for. */
export interface Unit {
  readonly sent: string;
  readonly topics: readonly string[];
}

/** An id inside a topic, as Genesys Cloud makes them. */
const ENTITY = /^(.+?\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([^?]+)$/i;

/**
 * Turns the wish into subscriptions. As long as one channel carries it, each topic stands for itself. Beyond that,
 * topics of one entity are combined (`prefix?a&b`), which counts as one. `apart` holds entities whose combination
 * was refused: theirs are asked for one by one.
 * Source: "Usage limitations" of the Notifications API: 1,000 topics a channel, 200 characters a combined topic.
 */
export function unitsOf(topics: readonly string[], apart: ReadonlySet<string>): readonly Unit[] {
  const distinct = [...new Set(topics)];
  if (distinct.length <= TOPICS_PER_CHANNEL) return distinct.map(single);
  const groups = new Map<string, string[]>();
  const units: Unit[] = [];
  for (const topic of distinct) {
    const entity = entityOf(topic);
    if (entity === null || apart.has(entity)) units.push(single(topic));
    else groups.set(entity, (groups.get(entity) ?? []).concat(topic));
  }
  for (const [entity, group] of groups) units.push(...combined(entity, group));
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

/**
 * Spreads subscriptions over channels. What a channel carries already stays there, so that a change of the wish
 * moves nothing that is being heard; what is new goes where there is room, and to new channels when there is none.
 * Answers with what each channel carries, by number; a channel that is not named is needed no more.
 */
export function assignShards(
  units: readonly Unit[],
  carried: ReadonlyMap<number, readonly Unit[]>,
  mostShards: number,
): ReadonlyMap<number, readonly Unit[]> {
  const home = new Map<string, number>();
  for (const [shard, list] of carried) for (const { sent } of list) home.set(sent, shard);
  const plan = new Map<number, Unit[]>();
  const put = (shard: number, unit: Unit): void => {
    const list = plan.get(shard);
    if (list === undefined) plan.set(shard, [unit]);
    else list.push(unit);
  };
  const added: Unit[] = [];
  for (const unit of units) {
    const shard = home.get(unit.sent);
    if (shard === undefined) added.push(unit);
    else put(shard, unit);
  }
  for (const unit of added) put(roomiest(plan, mostShards), unit);
  return plan;
}

/** The first channel with room. Beyond the most that are allowed, the last takes all: the service names the limit. */
function roomiest(plan: ReadonlyMap<number, readonly Unit[]>, mostShards: number): number {
  for (let shard = 0; shard < mostShards; shard += 1) {
    if ((plan.get(shard)?.length ?? 0) < TOPICS_PER_CHANNEL) return shard;
  }
  return mostShards - 1;
}
