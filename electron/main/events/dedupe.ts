import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { bodyText } from './body-text.ts';
import type { WireEvent } from './decode.ts';
import { DeliveryTable } from './delivery-table.ts';
import { Echoes, type Delivery } from './echoes.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Longer than two sockets ever overlap, and a minute more. */
export const WINDOW_MS = 120_000;
/** Bounds the memory under a flood; about 20 MB for two generations. */
const MOST_ENTRIES = 100_000;

/**
 * Recognises events that come over two sockets in an overlap. The envelope has no event id, so an event is known
 * by topic, correlation id and body.
 *
 * With a correlation id, a second delivery is a repeat wherever it comes from. Without one, equal events may well
 * be two events, and only the deliveries of two sockets are paired.
 */
export class Dedupe {
  /** First deliveries, in two generations: the older one is dropped as a whole, which costs nothing for each event. */
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

  /** The delivery that this one of an event repeats, or this one itself. `frame` is the text that it came in. */
  firstOf(event: WireEvent, frame: string, lease: number, delivery: Delivery): Delivery {
    const { topic, correlationId, body } = event;
    const text = bodyText(frame, body);
    const first =
      correlationId === null
        ? this.#echoes.firstOf(`${topic}\n${hash('sha1', text, 'base64')}`, lease, delivery)
        : // Beside the id a checksum is enough, and several times cheaper than a digest.
          this.#firstKnown(fingerprintOf(correlationId, fingerprintOf(topic, crc32(text))), delivery);
    if (first !== delivery) this.#folded += 1;
    return first;
  }

  #firstKnown(fingerprint: number, delivery: Delivery): Delivery {
    const known = this.#seen.get(fingerprint) ?? this.#formerlySeen.get(fingerprint);
    if (known !== undefined && delivery.at - known.at <= WINDOW_MS) return known;
    if (this.#seen.size >= MOST_ENTRIES || delivery.at - this.#seenSince > WINDOW_MS) {
      this.#formerlySeen = this.#seen;
      this.#seen = new DeliveryTable();
      this.#seenSince = delivery.at;
    }
    this.#seen.set(fingerprint, delivery);
    return delivery;
  }
}
