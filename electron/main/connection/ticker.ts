import type { Clock } from '../base/clock.ts';

/** However far away the next renewal is, time is looked at this often: a long timer may sleep with the computer. */
export const LONGEST_TICK_MS = 2_000;
const SHORTEST_TICK_MS = 250;
/** Wall time may run ahead of the monotonic clock, or a timer come late, by this much before it counts as sleep. */
const SLEPT_MS = 2_000;

export interface Ticker {
  readonly start: () => void;
  readonly stop: () => void;
  /** Looks at the clocks now, ahead of the next tick, for whoever has to know whether there was sleep. */
  readonly look: () => void;
}

/** A tick that is planned, and when it was. */
interface Tick {
  readonly cancel: () => void;
  readonly wall: number;
  readonly monotonic: number;
  readonly delayMs: number;
}

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
    /** The computer slept, or the process was held up, for about so long. */
    readonly wokeUp: (sleptMs: number) => void;
  },
): Ticker {
  let pending: Tick | null = null;

  function schedule(): void {
    pending?.cancel();
    const delayMs = Math.max(SHORTEST_TICK_MS, Math.min(LONGEST_TICK_MS, on.dueInMs()));
    const cancel = clock.schedule(delayMs, () => {
      const former = pending;
      schedule();
      tellSleep(former);
      on.tick();
    });
    pending = { cancel, wall: clock.now(), monotonic: clock.monotonic(), delayMs };
  }

  function tellSleep(since: Tick | null): void {
    const sleptMs = since === null ? 0 : sleptSince(since);
    if (sleptMs > SLEPT_MS) on.wokeUp(sleptMs);
  }

  function sleptSince({ wall, monotonic, delayMs }: Tick): number {
    const passedMs = clock.monotonic() - monotonic;
    const aheadMs = clock.now() - wall - passedMs;
    return Math.max(aheadMs, passedMs - delayMs);
  }

  function stop(): void {
    pending?.cancel();
    pending = null;
  }

  return {
    start: schedule,
    stop,
    look: () => {
      const former = pending;
      if (former === null || sleptSince(former) <= SLEPT_MS) return;
      schedule();
      tellSleep(former);
    },
  };
}
