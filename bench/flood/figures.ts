import { rounded } from '../median.ts';

/** What `page-meter.js` has seen. */
export interface Metered {
  /** When a frame was painted and which moment its newest line tells, in turn; both in milliseconds since 1970. */
  readonly paints: readonly number[];
  readonly longTasks: readonly number[];
  /** From the moment a key was pressed to the moment its handler ran. */
  readonly inputDelays: readonly number[];
  /** From the moment a key was pressed to the frame that shows what came of it; those under 16 ms are not told. */
  readonly inputDurations: readonly number[];
}

/** The value below which so many per cent of all lie; 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

export const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0);

/**
 * How long each event waited for the first frame that showed it or a later one, in milliseconds. One that no frame has
 * reached counts as painted at the end of the measurement.
 */
export function paintDelays(
  arrivals: readonly number[],
  paints: readonly number[],
  endedAt: number,
): readonly number[] {
  const delays: number[] = [];
  let frame = 0;
  for (const arrivedAt of arrivals) {
    while (frame < paints.length && (paints[frame + 1] ?? 0) < arrivedAt) frame += 2;
    delays.push(Math.max(0, (paints[frame] ?? endedAt) - arrivedAt));
  }
  return delays;
}

export interface RateFigures {
  readonly paintP50Ms: number;
  readonly paintP99Ms: number;
  readonly paintMaxMs: number;
  readonly longTaskMaxMs: number;
  readonly longTasks: number;
  readonly inputDelayMs: number;
  readonly inputToPaintMaxMs: number;
  readonly framesPerSecond: number;
}

export function figuresOf(
  metered: Metered,
  arrivals: readonly number[],
  { endedAt, seconds }: { readonly endedAt: number; readonly seconds: number },
): RateFigures {
  const delays = paintDelays(arrivals, metered.paints, endedAt);
  return {
    paintP50Ms: Math.round(percentile(delays, 50)),
    paintP99Ms: Math.round(percentile(delays, 99)),
    paintMaxMs: Math.round(largest(delays)),
    longTaskMaxMs: Math.round(largest(metered.longTasks)),
    longTasks: metered.longTasks.length,
    inputDelayMs: rounded(largest(metered.inputDelays), 1),
    inputToPaintMaxMs: Math.round(largest(metered.inputDurations)),
    framesPerSecond: rounded(metered.paints.length / 2 / seconds, 1),
  };
}
