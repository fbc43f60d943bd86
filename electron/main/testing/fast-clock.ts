import { systemClock, type Clock } from '../base/clock.ts';

/** The system's clock, running `factor` times faster: an hour's wait in seconds, over sockets that are real. */
export function fastClock(factor: number): Clock {
  const wallStart = systemClock.now();
  const start = systemClock.monotonic();
  const elapsedMs = (): number => (systemClock.monotonic() - start) * factor;
  return {
    now: () => wallStart + Math.round(elapsedMs()),
    monotonic: elapsedMs,
    schedule: (delayMs, callback) => systemClock.schedule(delayMs / factor, callback),
  };
}
