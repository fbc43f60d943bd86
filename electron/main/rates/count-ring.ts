/** Counts of the newest stretches of time, of equal length, in a fixed amount of memory. */
export class CountRing {
  readonly #bucketMs: number;
  readonly #counts: Uint32Array;
  /** The number of the newest stretch, counted from 1970. */
  #newest = -1;

  constructor(bucketMs: number, size: number) {
    this.#bucketMs = bucketMs;
    this.#counts = new Uint32Array(size);
  }

  add(at: number): void {
    const bucket = Math.floor(at / this.#bucketMs);
    this.#turnTo(bucket);
    const index = bucket % this.#counts.length;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** The counts of the newest stretches, oldest first; `now` lies in the last one. */
  until(now: number): readonly number[] {
    const size = this.#counts.length;
    const last = Math.floor(now / this.#bucketMs);
    return Array.from({ length: size }, (_, index) => this.#countOf(last - size + 1 + index));
  }

  /** Their sum. */
  totalUntil(now: number): number {
    const last = Math.floor(now / this.#bucketMs);
    let total = 0;
    for (let bucket = last - this.#counts.length + 1; bucket <= last; bucket += 1)
      total += this.#countOf(bucket);
    return total;
  }

  #countOf(bucket: number): number {
    const size = this.#counts.length;
    if (bucket < 0 || bucket > this.#newest || bucket <= this.#newest - size) return 0;
    return this.#counts[bucket % size] ?? 0;
  }

  #turnTo(bucket: number): void {
    const size = this.#counts.length;
    if (bucket <= this.#newest && bucket > this.#newest - size) return;
    // A clock that was set back by more than all this begins anew, as one that ran ahead does.
    if (bucket < this.#newest || bucket - this.#newest >= size) this.#counts.fill(0);
    else for (let fresh = this.#newest + 1; fresh <= bucket; fresh += 1) this.#counts[fresh % size] = 0;
    this.#newest = bucket;
  }
}
