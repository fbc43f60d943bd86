import { singleNames } from '../../../shared/model/topic.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';

/**
 * The confirmed topics that a channel does not carry although the service confirmed them. A channel may list a
 * combined topic as it was sent or one by one.
 */
export function notCarried(results: readonly Subscription[], carried: readonly string[]): readonly string[] {
  const there = singleNames(carried);
  return results
    .filter(
      ({ status, topic }) =>
        status === 'confirmed' && [...singleNames([topic])].some((one) => !there.has(one)),
    )
    .map(({ topic }) => topic);
}

/** Whether a channel carries something that nobody wants (any more). Parts of a refused combination are wanted. */
export function carriesMore(wanted: readonly string[], carried: readonly string[]): boolean {
  const asked = singleNames(wanted);
  return [...singleNames(carried)].some((one) => !asked.has(one));
}
