import type { SimulatorOptions } from '../../../simulator/options.ts';
import { systemClock, type Clock } from '../../../electron/main/base/clock.ts';

/** The same time for both sides of the wire, running `factor` times faster than life. Sockets stay real. */
export interface FastTime {
  readonly factor: number;
  readonly ofVigil: Clock;
  readonly ofOrg: NonNullable<SimulatorOptions['clock']>;
  /** What a moment of this computer's clock (epoch milliseconds) is in this time. */
  readonly at: (wallMs: number) => number;
}

export function fastTime(factor: number): FastTime {
  const wallStart = performance.timeOrigin + performance.now();
  const start = systemClock.monotonic();
  const elapsedMs = (): number => (systemClock.monotonic() - start) * factor;
  const now = (): number => wallStart + elapsedMs();
  const schedule: Clock['schedule'] = (delayMs, callback) => systemClock.schedule(delayMs / factor, callback);
  return {
    factor,
    ofVigil: { now: () => Math.round(now()), monotonic: elapsedMs, schedule },
    ofOrg: { now, after: schedule },
    at: (wallMs) => wallStart + (wallMs - wallStart) * factor,
  };
}
