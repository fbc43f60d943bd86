import type { Unit } from '../../../shared/model/subscription-unit.ts';
import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';

/**
 * Spreads subscriptions over channels. What a channel carries already stays there, however it is combined now, so that
 * a change of the wish moves nothing that is being heard; what is new goes where there is room, and to new channels
 * when there is none. Answers with what each channel carries, by number; one that is not named is needed no more.
 */
export function assignShards(
  units: readonly Unit[],
  carried: ReadonlyMap<number, readonly Unit[]>,
  mostShards: number,
): ReadonlyMap<number, readonly Unit[]> {
  const home = new Map<string, number>();
  for (const [shard, list] of carried) {
    for (const { topics } of list) for (const topic of topics) home.set(topic, shard);
  }
  const plan = new Map<number, Unit[]>();
  const put = (shard: number, unit: Unit): void => {
    const list = plan.get(shard);
    if (list === undefined) plan.set(shard, [unit]);
    else list.push(unit);
  };
  const added: Unit[] = [];
  for (const unit of units) {
    const known = unit.topics.find((topic) => home.has(topic));
    const shard = known === undefined ? undefined : home.get(known);
    if (shard === undefined || (plan.get(shard)?.length ?? 0) >= TOPICS_PER_CHANNEL) added.push(unit);
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
