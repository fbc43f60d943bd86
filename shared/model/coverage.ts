import type { EpochMs } from './connection-state.ts';
import type { MonitorError } from './monitor-error.ts';

/** A stretch of time that nothing was heard in, and why. */
export interface LostStretch {
  readonly kind: 'lost';
  readonly id: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly cause: MonitorError;
  readonly attempts: number;
  /** The topics that went unheard; null for all of them. */
  readonly topics: readonly string[] | null;
  /** How much of what was wanted went unheard, above 0 and at most 1. */
  readonly share: number;
  /** The id of its gap on the timeline. Null while it is not there: it is still open, or Vigil ended before it could. */
  readonly gapId: string | null;
}

/**
 * What is known of a stretch of time: `heard` is proven, `lost` is explained, and in an `idle` one nothing was wanted,
 * so that nothing can have been missed. Stretches may overlap; then a lost one is believed.
 */
export type Stretch =
  | LostStretch
  | {
      readonly kind: 'heard' | 'idle';
      readonly id: string;
      readonly from: EpochMs;
      readonly to: EpochMs;
    };

/** What is known of the time of one profile. It changes at turns only: what goes on is continued by whoever reads it. */
export interface Coverage {
  readonly profileId: string | null;
  readonly stretches: readonly Stretch[];
  /** Ids of the stretches that go on: they reach until now, whenever that is. */
  readonly ongoing: readonly string[];
}

export const NO_COVERAGE: Coverage = { profileId: null, stretches: [], ongoing: [] };
