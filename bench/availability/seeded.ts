/** Numbers that look random and are the same for the same seed and stream. */
export class Seeded {
  #state: number;

  /** Streams of one seed are independent, so that one contender's draws do not change another's world. */
  constructor(seed: number, stream: string) {
    let mixed = seed | 0;
    for (const char of stream) mixed = Math.imul(mixed ^ char.charCodeAt(0), 0x01000193);
    this.#state = mixed;
  }

  /** A draw from [0, 1). Source: mulberry32 by T. Ettinger, public domain. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** The same things in another order. */
  shuffled<Thing>(things: readonly Thing[]): Thing[] {
    return things
      .map((thing) => ({ thing, rank: this.next() }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ thing }) => thing);
  }
}
