import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { ReplaySpeed } from '../../../shared/model/recording.ts';

/**
 * Where a replay stands: a moment of the recording, and how fast it moves on. Time of the recording is counted from
 * an anchor, so that neither late timers nor a change of speed add up to an error.
 */
export class Playhead {
  readonly #times: Float64Array;
  #anchorAt: EpochMs;
  /** Monotonic time of the anchor while it plays; null while it does not. */
  #anchorNow: number | null = null;
  #speed: ReplaySpeed = 1;

  /** `times`: when each entry was recorded, by position from 1 on, never falling. */
  constructor(times: Float64Array) {
    this.#times = times;
    this.#anchorAt = times[0] ?? 0;
  }

  get from(): EpochMs {
    return this.#times[0] ?? 0;
  }

  get to(): EpochMs {
    return this.#times.at(-1) ?? 0;
  }

  get total(): number {
    return this.#times.length;
  }

  get isPlaying(): boolean {
    return this.#anchorNow !== null;
  }

  get speed(): ReplaySpeed {
    return this.#speed;
  }

  /** The moment of the recording. `now` is monotonic milliseconds, as in all that follows. */
  at(now: number): EpochMs {
    if (this.#anchorNow === null) return this.#anchorAt;
    return Math.min(this.to, this.#anchorAt + (now - this.#anchorNow) * this.#speed);
  }

  /** The last entry that was recorded up to the moment; 0 before the first. */
  position(now: number): number {
    const at = this.at(now);
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** At the end it plays from the beginning. */
  play(now: number): void {
    if (this.at(now) >= this.to) this.#anchorAt = this.from;
    this.#anchorNow ??= now;
  }

  pause(now: number): void {
    this.#anchorAt = this.at(now);
    this.#anchorNow = null;
  }

  setSpeed(speed: ReplaySpeed, now: number): void {
    this.seek(this.at(now), now);
    this.#speed = speed;
  }

  seek(at: EpochMs, now: number): void {
    this.#anchorAt = Math.min(this.to, Math.max(this.from, at));
    if (this.#anchorNow !== null) this.#anchorNow = now;
  }

  /** To the moment at which an entry was recorded. */
  seekEntry(position: number, now: number): void {
    this.seek(this.#times[position - 1] ?? this.to, now);
  }
}
