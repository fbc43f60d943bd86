import type { Clock } from '../base/clock.ts';

/** However far away the next renewal is, time is looked at this often: a long timer may sleep with the computer. */
export const LONGEST_TICK_MS = 15_000;
const SHORTEST_TICK_MS = 250;
/** Wall time may run ahead of the monotonic clock by this much before it counts as sleep. */
const SLEPT_MS = 5_000;

/**
 * A slow pulse that looks at the clocks: it notices what is due, and it notices sleep without being told, since
 * some systems report no wake-up at all.
 */
export function createTicker(
  clock: Clock,
  on: {
    /** Milliseconds until the next thing is due; Infinity for nothing. */
    readonly dueInMs: () => number;
    readonly tick: () => void;
    readonly wokeUp: () => void;
  },
): { readonly start: () => void; readonly stop: () => void } {
  let cancel: (() => void) | null = null;

  function schedule(): void {
    const delayMs = Math.max(SHORTEST_TICK_MS, Math.min(LONGEST_TICK_MS, on.dueInMs()));
    const wall = clock.now();
    const monotonic = clock.monotonic();
    cancel = clock.schedule(delayMs, () => {
      const aheadMs = clock.now() - wall - (clock.monotonic() - monotonic);
      const lateMs = clock.monotonic() - monotonic - delayMs;
      schedule();
      if (aheadMs > SLEPT_MS || lateMs > SLEPT_MS) on.wokeUp();
      on.tick();
    });
  }

  return {
    start: () => {
      cancel?.();
      schedule();
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}
