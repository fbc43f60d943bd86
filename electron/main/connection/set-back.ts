import type { Clock } from '../base/clock.ts';

/** Two clocks that nobody sets drift apart by less than this between two looks at them. */
const DRIFT_MS = 1_000;

/** Takes what the clocks show, wall and monotonic, where they were read just now; and else reads them. */
export type SetBack = (now?: number, monotonic?: number) => number;

/**
 * Adds up by how much the wall clock has been set back so far: what it showed before, it shows as so much earlier now.
 * Each call looks at the clocks. Time that it was set forth, or slept through, is no part of it, as long as there was a
 * look in between: that is why it is asked for often.
 */
export function setBackOf(clock: Clock): SetBack {
  let aheadMs = clock.now() - clock.monotonic();
  let totalMs = 0;
  return (now = clock.now(), monotonic = clock.monotonic()) => {
    const nowAheadMs = now - monotonic;
    const byMs = aheadMs - nowAheadMs;
    aheadMs = nowAheadMs;
    if (byMs > DRIFT_MS) totalMs += Math.round(byMs);
    return totalMs;
  };
}
