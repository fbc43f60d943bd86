import type { Delivery } from './echoes.ts';

const FIRST_PLACES = 2 ** 10;

/**
 * Deliveries by the fingerprint of their event. A `Map` would wait several times as long for memory: of a hundred
 * thousand keys none is in a cache. And as objects they would all grow old and be collected by the hundred thousand.
 */
export class DeliveryTable {
  /** One more than the index of a delivery, or 0; a fingerprint stands in the first free place from its own on. */
  #places = new Int32Array(FIRST_PLACES);
  // By index. There are half as many as places, so that a free place is near.
  #fingerprints = new Float64Array(FIRST_PLACES / 2);
  #moments = new Float64Array(FIRST_PLACES / 2);
  /** 0 for what is not stored yet. */
  #positions = new Float64Array(FIRST_PLACES / 2);
  #size = 0;
  /** How often it was cleared. */
  #round = 0;

  get size(): number {
    return this.#size;
  }

  get(fingerprint: number): Delivery | undefined {
    const index = (this.#places[this.#placeOf(fingerprint)] ?? 0) - 1;
    return index === -1 ? undefined : new KnownDelivery(this, index, this.#round);
  }

  /** Of one fingerprint, the newest delivery counts. `at` is monotonic milliseconds. */
  add(fingerprint: number, at: number): Delivery {
    if (this.#size === this.#fingerprints.length) this.#widen();
    const index = this.#size;
    this.#size += 1;
    this.#fingerprints[index] = fingerprint;
    this.#moments[index] = at;
    this.#positions[index] = 0;
    this.#places[this.#placeOf(fingerprint)] = index + 1;
    return new KnownDelivery(this, index, this.#round);
  }

  /** Forgets all, and keeps the memory: what comes next fills it again. */
  clear(): void {
    this.#places.fill(0);
    this.#size = 0;
    this.#round += 1;
  }

  momentOf(index: number, round: number): number {
    return round === this.#round ? (this.#moments[index] ?? 0) : -Infinity;
  }

  positionOf(index: number, round: number): number | null {
    const position = round === this.#round ? (this.#positions[index] ?? 0) : 0;
    return position === 0 ? null : position;
  }

  note(index: number, round: number, position: number | null): void {
    if (round === this.#round) this.#positions[index] = position ?? 0;
  }

  #widen(): void {
    this.#fingerprints = widened(this.#fingerprints);
    this.#moments = widened(this.#moments);
    this.#positions = widened(this.#positions);
    this.#places = new Int32Array(2 * this.#places.length);
    for (let index = 0; index < this.#size; index += 1) {
      this.#places[this.#placeOf(this.#fingerprints[index] ?? 0)] = index + 1;
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

function widened(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(2 * column.length);
  wider.set(column);
  return wider;
}

/** A delivery as it stands in the table; what was forgotten is stored nowhere. */
class KnownDelivery implements Delivery {
  readonly #table: DeliveryTable;
  readonly #index: number;
  readonly #round: number;

  constructor(table: DeliveryTable, index: number, round: number) {
    this.#table = table;
    this.#index = index;
    this.#round = round;
  }

  get at(): number {
    return this.#table.momentOf(this.#index, this.#round);
  }

  get position(): number | null {
    return this.#table.positionOf(this.#index, this.#round);
  }

  set position(position: number | null) {
    this.#table.note(this.#index, this.#round, position);
  }
}
