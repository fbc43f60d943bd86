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
const MOST_TIMES = 1_000;

/** Deliveries of equal events by one socket that no other has repeated yet; monotonic times, oldest first. */
interface Unechoed {
  readonly lease: number;
  readonly times: number[];
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

  /** True when this delivery repeats one of another socket; else it is remembered, for the other to repeat. */
  isEcho(key: string, lease: number, now: number): boolean {
    this.#forget(now);
    const former = this.#unechoed.get(key);
    const isOwn = former?.lease === lease;
    // The newest, so that one which never gets an echo grows old instead of handing its place on.
    const newest = former?.times.at(-1);
    if (former !== undefined && !isOwn && newest !== undefined && this.#canEcho(lease, newest, now)) {
      former.times.pop();
      if (former.times.length === 0) this.#unechoed.delete(key);
      return true;
    }
    const times = isOwn ? former.times : [];
    times.push(now);
    if (times.length > MOST_TIMES) times.shift();
    // Entries stand in the order of their newest delivery.
    this.#unechoed.delete(key);
    this.#unechoed.set(key, { lease, times });
    return false;
  }

  #canEcho(lease: number, deliveredAt: number, now: number): boolean {
    const heardAt = this.#heardAt.get(lease) ?? now;
    return now - deliveredAt <= ECHO_WITHIN_MS && deliveredAt >= heardAt - READING_SPREAD_MS;
  }

  #forget(now: number): void {
    for (const [key, { times }] of this.#unechoed) {
      const newest = times.at(-1) ?? -Infinity;
      if (this.#unechoed.size <= MOST_KEYS && now - newest <= ECHO_WITHIN_MS) return;
      this.#unechoed.delete(key);
    }
  }
}
