import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { bodyText } from './body-text.ts';
import type { WireEvent } from './decode.ts';
import { DeliveryTable } from './delivery-table.ts';
import { Echoes, type Delivery } from './echoes.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Longer than two sockets ever overlap, and a minute more. */
export const WINDOW_MS = 120_000;
/** Bounds the memory under a flood; 8 MB for two generations. */
const MOST_ENTRIES = 100_000;

/** Whether a delivery repeats another one, and the first delivery of its event: the other one, or itself. */
export interface Recognised {
  readonly isRepeat: boolean;
  readonly first: Delivery;
}

/**
 * Recognises events that come over two sockets in an overlap. The envelope has no event id, so an event is known
 * by topic, correlation id and body.
 *
 * With a correlation id, a second delivery is a repeat wherever it comes from. Without one, equal events may well
 * be two events, and only the deliveries of two sockets are paired.
 */
export class Dedupe {
  /**
   * First deliveries, in two generations: the older one is cleared as a whole, which costs nothing for each event, and
   * takes in the next. Others instead of it would be memory that waits for a collection of everything, 4 MB each.
   */
  #seen = new DeliveryTable();
  #formerlySeen = new DeliveryTable();
  #seenSince = 0;
  readonly #echoes = new Echoes();
  #folded = 0;

  /** Repeats recognised so far. */
  get folded(): number {
    return this.#folded;
  }

  /** A frame of any kind came over a socket. `now` is monotonic milliseconds. */
  heard(lease: number, now: number): void {
    this.#echoes.heard(lease, now);
  }

  /** What the delivery of an event is. `frame` is the text that it came in, `at` monotonic milliseconds. */
  recognise(event: WireEvent, frame: string, lease: number, at: number): Recognised {
    const { topic, correlationId, body } = event;
    const text = bodyText(frame, body);
    const recognised =
      correlationId === null
        ? this.#byEcho(`${topic}\n${hash('sha1', text, 'base64')}`, lease, at)
        : // Beside the id a checksum is enough, and several times cheaper than a digest.
          this.#byFingerprint(fingerprintOf(correlationId, fingerprintOf(topic, crc32(text))), at);
    if (recognised.isRepeat) this.#folded += 1;
    return recognised;
  }

  #byEcho(key: string, lease: number, at: number): Recognised {
    const delivery: Delivery = { at, position: null };
    const first = this.#echoes.firstOf(key, lease, delivery);
    return { isRepeat: first !== delivery, first };
  }

  #byFingerprint(fingerprint: number, at: number): Recognised {
    const known = this.#seen.get(fingerprint) ?? this.#formerlySeen.get(fingerprint);
    if (known !== undefined && at - known.at <= WINDOW_MS) return { isRepeat: true, first: known };
    if (this.#seen.size >= MOST_ENTRIES || at - this.#seenSince > WINDOW_MS) {
      [this.#seen, this.#formerlySeen] = [this.#formerlySeen, this.#seen];
      this.#seen.clear();
      this.#seenSince = at;
    }
    return { isRepeat: false, first: this.#seen.add(fingerprint, at) };
  }
}
