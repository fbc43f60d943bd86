import { MOST_SHARDS } from '../../../shared/model/subscription.ts';

/**
 * How much later than one socket another may bring the same event. Longer than a socket can lag behind before its
 * silence counts as its end, and shorter than an overlap: what the former socket brought before the new one
 * listened is past when the former is left.
 */
export const ECHO_WITHIN_MS = 20_000;
/** A socket may bring what happened this much before its first frame was read: frames of several wait together. */
const READING_SPREAD_MS = 250;
/** Only sockets that overlap matter, and those are two for each channel that shares the topics. */
const KEPT_SOCKETS = 4 * MOST_SHARDS;
const MOST_KEYS = 100_000;
const MOST_DELIVERIES = 1_000;

/** The first delivery of an event. */
export interface Delivery {
  /** Monotonic milliseconds. */
  readonly at: number;
  /** Where the event stands in the timeline; null until it is stored. */
  position: number | null;
}

/** Deliveries of equal events by one socket that no other has repeated yet; oldest first. */
interface Unechoed {
  readonly lease: number;
  readonly deliveries: Delivery[];
}

/**
 * Pairs the deliveries of events that nothing tells apart. Equal events over one socket are several events; over
 * two sockets in an overlap each comes twice, and every delivery of the one is the echo of one of the other.
 */
export class Echoes {
  readonly #heardAt = new Map<number, number>();
  readonly #unechoed = new Map<string, Unechoed>();

  /** A frame of any kind came over a socket. */
  heard(lease: number, now: number): void {
    if (this.#heardAt.has(lease)) return;
    this.#heardAt.set(lease, now);
    const [oldest] = this.#heardAt.keys();
    if (this.#heardAt.size > KEPT_SOCKETS && oldest !== undefined) this.#heardAt.delete(oldest);
  }

  /** The delivery by another socket that this one repeats; or this one itself, to be repeated by another. */
  firstOf(key: string, lease: number, delivery: Delivery): Delivery {
    this.#forget(delivery.at);
    const former = this.#unechoed.get(key);
    const isOwn = former?.lease === lease;
    // The newest, so that one which never gets an echo grows old instead of handing its place on.
    const newest = former?.deliveries.at(-1);
    if (
      former !== undefined &&
      !isOwn &&
      newest !== undefined &&
      this.#canEcho(lease, newest.at, delivery.at)
    ) {
      former.deliveries.pop();
      if (former.deliveries.length === 0) this.#unechoed.delete(key);
      return newest;
    }
    const deliveries = isOwn ? former.deliveries : [];
    deliveries.push(delivery);
    if (deliveries.length > MOST_DELIVERIES) deliveries.shift();
    // Entries stand in the order of their newest delivery.
    this.#unechoed.delete(key);
    this.#unechoed.set(key, { lease, deliveries });
    return delivery;
  }

  #canEcho(lease: number, deliveredAt: number, now: number): boolean {
    const heardAt = this.#heardAt.get(lease) ?? now;
    return now - deliveredAt <= ECHO_WITHIN_MS && deliveredAt >= heardAt - READING_SPREAD_MS;
  }

  #forget(now: number): void {
    for (const [key, { deliveries }] of this.#unechoed) {
      const newest = deliveries.at(-1)?.at ?? -Infinity;
      if (this.#unechoed.size <= MOST_KEYS && now - newest <= ECHO_WITHIN_MS) return;
      this.#unechoed.delete(key);
    }
  }
}
