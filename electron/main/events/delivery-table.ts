import type { Delivery } from './echoes.ts';

const FIRST_PLACES = 2 ** 10;

/**
 * Deliveries by the fingerprint of their event. A `Map` would wait several times as long for memory: of a hundred
 * thousand keys none is in a cache, and each would be an object that every collection has to look at.
 */
export class DeliveryTable {
  /** One more than the index of a delivery, or 0; a fingerprint stands in the first free place from its own on. */
  #places = new Int32Array(FIRST_PLACES);
  readonly #fingerprints: number[] = [];
  readonly #deliveries: Delivery[] = [];

  get size(): number {
    return this.#deliveries.length;
  }

  get(fingerprint: number): Delivery | undefined {
    return this.#deliveries[(this.#places[this.#placeOf(fingerprint)] ?? 0) - 1];
  }

  /** Of one fingerprint, the newest delivery counts. */
  set(fingerprint: number, delivery: Delivery): void {
    // Places are half free at least, so that a free one is near.
    if (2 * this.size >= this.#places.length) this.#widen();
    this.#fingerprints.push(fingerprint);
    this.#deliveries.push(delivery);
    this.#places[this.#placeOf(fingerprint)] = this.size;
  }

  #widen(): void {
    this.#places = new Int32Array(2 * this.#places.length);
    for (const [index, fingerprint] of this.#fingerprints.entries()) {
      this.#places[this.#placeOf(fingerprint)] = index + 1;
    }
  }

  /** Where a fingerprint stands, or would. */
  #placeOf(fingerprint: number): number {
    const last = this.#places.length - 1;
    let place = fingerprint & last;
    for (;;) {
      const index = (this.#places[place] ?? 0) - 1;
      if (index === -1 || this.#fingerprints[index] === fingerprint) return place;
      place = (place + 1) & last;
    }
  }
}
