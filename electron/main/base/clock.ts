/**
 * Time as the core sees it. Wall time tells people when; monotonic time measures how long. Neither alone can be
 * trusted over sleep and clock steps: the monotonic clock may stand still in sleep, the wall clock may jump.
 */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds since an arbitrary start; never steps back. */
  readonly monotonic: () => number;
  /** Runs `callback` once after `delayMs`; the returned function cancels it. */
  readonly schedule: (delayMs: number, callback: () => void) => () => void;
}

/** `setTimeout` fires at once for longer delays; whoever waits longer re-checks on waking. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), LONGEST_TIMEOUT_MS));
    return () => {
      clearTimeout(timer);
    };
  },
};
