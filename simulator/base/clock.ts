/** Calls off what was scheduled; calling it late or twice does nothing. */
export type Cancel = () => void;

/** Where the practice org takes its time from. Times are epoch milliseconds. */
export interface Clock {
  now(): number;
  /** Runs `run` once, `delayMs` from now. */
  after(delayMs: number, run: () => void): Cancel;
}

/** A clock that shows another time than the one it runs on. */
export function aheadOf(clock: Clock, byMs: number): Clock {
  return { now: () => clock.now() + byMs, after: (delayMs, run) => clock.after(delayMs, run) };
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
