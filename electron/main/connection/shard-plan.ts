import { unitsOf, type Unit } from '../../../shared/model/subscription-unit.ts';
import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';

/** What each channel carries, by number. */
export type Shards = ReadonlyMap<number, readonly Unit[]>;

/** Where topics are carried: by which channel, and as which of all in order. */
type Places = ReadonlyMap<string, { readonly shard: number; readonly at: number }>;

/**
 * Combines the wanted topics, those of the entities that are `apart` left out, and spreads them over channels. A change
 * of the wish moves nothing that is being heard: what different channels carry is not combined, and what one carries
 * takes no more room there than before.
 */
export function planShards(
  wanted: readonly string[],
  apart: ReadonlySet<string>,
  carried: Shards,
  mostShards: number,
): Shards {
  const places = placesOf(carried);
  const units = unitsOf(wanted, apart, (group) => dividedByHome(group, places));
  return assignShards(units, carried, mostShards);
}

/**
 * Spreads subscriptions over channels. What a channel carries already stays there, however it is combined now, so that
 * a change of the wish moves nothing that is being heard; what is new goes where there is room, and to new channels
 * when there is none. Answers with what each channel carries, by number; one that is not named is needed no more.
 */
export function assignShards(units: readonly Unit[], carried: Shards, mostShards: number): Shards {
  const places = placesOf(carried);
  const forms = new Set([...carried.values()].flat().map(({ sent }) => sent));
  // What was torn apart takes more room than before, and not that of others.
  const isAsBefore = ({ sent }: Unit): boolean => forms.has(sent);
  const ordered = [...units.filter(isAsBefore), ...units.filter((unit) => !isAsBefore(unit))];
  const plan = new Map<number, Unit[]>();
  const put = (shard: number, unit: Unit): void => {
    const list = plan.get(shard);
    if (list === undefined) plan.set(shard, [unit]);
    else list.push(unit);
  };
  const added: Unit[] = [];
  for (const unit of ordered) {
    const known = unit.topics.find((topic) => places.has(topic));
    const shard = known === undefined ? undefined : places.get(known)?.shard;
    if (shard === undefined || (plan.get(shard)?.length ?? 0) >= TOPICS_PER_CHANNEL) added.push(unit);
    else put(shard, unit);
  }
  for (const unit of added) put(roomiest(plan, mostShards), unit);
  return plan;
}

function placesOf(carried: Shards): Places {
  const topics = [...carried].flatMap(([shard, units]) =>
    units.flatMap((unit) => unit.topics.map((topic) => ({ topic, shard }))),
  );
  return new Map(topics.map(({ topic, shard }, at) => [topic, { shard, at }]));
}

/** Topics of one entity by the channel that carries them, in the order they are carried in; what is new joins the last. */
function dividedByHome(group: readonly string[], places: Places): readonly (readonly string[])[] {
  const known = group
    .flatMap((topic) => {
      const place = places.get(topic);
      return place === undefined ? [] : [{ topic, ...place }];
    })
    .sort((one, other) => one.at - other.at);
  const parts = new Map<number, string[]>();
  for (const { topic, shard } of known) parts.set(shard, [...(parts.get(shard) ?? []), topic]);
  const lists = [...parts.values()];
  const fresh = group.filter((topic) => !places.has(topic));
  return [...lists.slice(0, -1), [...(lists.at(-1) ?? []), ...fresh]];
}

/** The first channel with room. Beyond the most that are allowed, the last takes all: the service names the limit. */
function roomiest(plan: Shards, mostShards: number): number {
  for (let shard = 0; shard < mostShards; shard += 1) {
    if ((plan.get(shard)?.length ?? 0) < TOPICS_PER_CHANNEL) return shard;
  }
  return mostShards - 1;
}
