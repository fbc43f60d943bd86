import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Clock } from '../base/clock.ts';

/** What is kept of a budget over a restart: how much of it is used up, and as of when. */
export interface BudgetUse {
  readonly used: number;
  readonly at: EpochMs;
}

/** However much goes wrong, no more channels than this are created in any 24 hours. Two or three are usual. */
export const CHANNELS_PER_DAY = 60;
const DAY_MS = 86_400_000;

/**
 * How many channels may be created. All installs of a client id share twenty, and one more ends the channel that was
 * used least lately, which may be a colleague's. Half of a day's channels may go at once, the other half trickles:
 * whatever 24 hours are looked at, they hold no more than the whole.
 */
export class ChannelBudget {
  readonly #clock: Clock;
  readonly #burst: number;
  #used: number;
  #at: number;
  #monotonicAt: number;

  constructor(clock: Clock, perDay: number = CHANNELS_PER_DAY, former: BudgetUse | null = null) {
    this.#clock = clock;
    this.#burst = perDay / 2;
    this.#used = Math.min(former?.used ?? 0, this.#burst);
    this.#at = former?.at ?? clock.now();
    this.#monotonicAt = clock.monotonic();
  }

  /** A channel was asked for. One whose answer got lost may have been created, too. */
  spend(): void {
    this.#settle();
    this.#used += 1;
  }

  /** Milliseconds until another channel may be created; 0 when there is room. */
  waitMs(): number {
    this.#settle();
    const tooMany = this.#used + 1 - this.#burst;
    return tooMany <= 0 ? 0 : Math.ceil((tooMany * DAY_MS) / this.#burst);
  }

  use(): BudgetUse {
    this.#settle();
    return { used: this.#used, at: this.#at };
  }

  /** Time gives back what was used. In sleep the monotonic clock may stand; a wall clock may be set back. */
  #settle(): void {
    const now = this.#clock.now();
    const monotonic = this.#clock.monotonic();
    const passedMs = Math.max(now - this.#at, monotonic - this.#monotonicAt, 0);
    this.#used = Math.max(0, this.#used - (passedMs * this.#burst) / DAY_MS);
    this.#at = now;
    this.#monotonicAt = monotonic;
  }
}
