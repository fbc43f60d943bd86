import type { Media } from './roster.ts';

/** Durations that a queue adds up, in milliseconds. */
export type DurationMetric =
  'tWait' | 'tAcd' | 'tAbandon' | 'tAlert' | 'tAnswered' | 'tNotResponding' | 'tTalk' | 'tAcw';

export interface Tally {
  count: number;
  sum: number;
  min: number;
  max: number;
}

export interface MediaFigures {
  nOffered: number;
  nConnected: number;
  /** Answered within the target time, of all that were answered or abandoned. */
  inTarget: number;
  completed: number;
  readonly durations: Map<DurationMetric, Tally>;
}

const INTERVAL_MS = 30 * 60_000;
export const SERVICE_LEVEL_TARGET = { share: 0.8, withinMs: 20_000 };

/** The figures of a queue in the current half hour, by media and in total (`undefined`). */
export class QueueStatistics {
  #intervalStartMs = 0;
  #figures = new Map<Media | undefined, MediaFigures>();

  /** The half hour that a moment is in, as epoch milliseconds. */
  static intervalOf(nowMs: number): { readonly fromMs: number; readonly toMs: number } {
    const fromMs = Math.floor(nowMs / INTERVAL_MS) * INTERVAL_MS;
    return { fromMs, toMs: fromMs + INTERVAL_MS };
  }

  offered(nowMs: number, media: Media): void {
    for (const figures of this.#both(nowMs, media)) figures.nOffered += 1;
  }

  answered(nowMs: number, media: Media, waitMs: number): void {
    for (const figures of this.#both(nowMs, media)) {
      figures.nConnected += 1;
      figures.completed += 1;
      if (waitMs <= SERVICE_LEVEL_TARGET.withinMs) figures.inTarget += 1;
    }
    for (const metric of ['tWait', 'tAcd', 'tAnswered'] as const) this.lasted(nowMs, media, metric, waitMs);
  }

  abandoned(nowMs: number, media: Media, waitMs: number): void {
    for (const figures of this.#both(nowMs, media)) figures.completed += 1;
    for (const metric of ['tWait', 'tAcd', 'tAbandon'] as const) this.lasted(nowMs, media, metric, waitMs);
  }

  lasted(nowMs: number, media: Media, metric: DurationMetric, durationMs: number): void {
    for (const figures of this.#both(nowMs, media)) {
      const tally = figures.durations.get(metric);
      if (!tally) {
        figures.durations.set(metric, { count: 1, sum: durationMs, min: durationMs, max: durationMs });
        continue;
      }
      tally.count += 1;
      tally.sum += durationMs;
      tally.min = Math.min(tally.min, durationMs);
      tally.max = Math.max(tally.max, durationMs);
    }
  }

  /** What has been counted since the half hour began; empty right after it did. */
  figures(nowMs: number, media: Media | undefined): MediaFigures {
    this.#turnOver(nowMs);
    const known = this.#figures.get(media);
    if (known) return known;
    const fresh = { nOffered: 0, nConnected: 0, inTarget: 0, completed: 0, durations: new Map() };
    this.#figures.set(media, fresh);
    return fresh;
  }

  #both(nowMs: number, media: Media): [MediaFigures, MediaFigures] {
    return [this.figures(nowMs, media), this.figures(nowMs, undefined)];
  }

  #turnOver(nowMs: number): void {
    const { fromMs } = QueueStatistics.intervalOf(nowMs);
    if (fromMs === this.#intervalStartMs) return;
    this.#intervalStartMs = fromMs;
    this.#figures = new Map();
  }
}
