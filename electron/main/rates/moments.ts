/** Events that come together count as one moment; moments lie at least this far apart. */
export const TOGETHER_MS = 1000;

const KEPT = 32;
/** Stands between two moments when nobody knows what came between them. */
const BREAK = NaN;

/** When the events of a topic came: its newest moments, in a fixed amount of memory. */
export class Moments {
  readonly #times = new Float64Array(KEPT);
  #count = 0;
  #latest = -Infinity;

  add(at: number): void {
    const sinceMs = at - this.#latest;
    if (sinceMs >= 0 && sinceMs < TOGETHER_MS) return;
    // The clock was set back: how long it was cannot be told.
    if (sinceMs < 0) this.#put(BREAK);
    this.#put(at);
    this.#latest = at;
  }

  /** What comes next does not follow what came last. */
  break(): void {
    if (this.#count > 0 && !Number.isNaN(this.#times[(this.#count - 1) % KEPT])) this.#put(BREAK);
    this.#latest = -Infinity;
  }

  /** The stretches between moments that follow each other, oldest first. */
  *stretches(): Generator<{ readonly from: number; readonly to: number }> {
    let from = BREAK;
    for (let index = Math.max(0, this.#count - KEPT); index < this.#count; index += 1) {
      const to = this.#times[index % KEPT] ?? BREAK;
      if (!Number.isNaN(from) && !Number.isNaN(to)) yield { from, to };
      from = to;
    }
  }

  #put(time: number): void {
    this.#times[this.#count % KEPT] = time;
    this.#count += 1;
  }
}
