import { expandTopic } from '../../../shared/model/topic.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';

/** Topics by the single names that events arrive under; whether `routingStatus` or `routingstatus` is no difference. */
const singles = (topics: readonly string[]): ReadonlySet<string> =>
  new Set(topics.flatMap(expandTopic).map((topic) => topic.toLowerCase()));

/**
 * The confirmed topics that a channel does not carry although the service confirmed them. A channel may list a
 * combined topic as it was sent or one by one.
 */
export function notCarried(results: readonly Subscription[], carried: readonly string[]): readonly string[] {
  const there = singles(carried);
  return results
    .filter(
      ({ status, topic }) => status === 'confirmed' && [...singles([topic])].some((one) => !there.has(one)),
    )
    .map(({ topic }) => topic);
}

/** Whether a channel carries something that nobody wants (any more). Parts of a refused combination are wanted. */
export function carriesMore(wanted: readonly string[], carried: readonly string[]): boolean {
  const asked = singles(wanted);
  return [...singles(carried)].some((one) => !asked.has(one));
}
