import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { WireEvent } from './decode.ts';
import { Echoes } from './echoes.ts';

/** Longer than two sockets ever overlap, and a minute more. */
export const WINDOW_MS = 120_000;
/** Bounds the memory under a flood; about 30 MB. */
const MOST_ENTRIES = 100_000;

/**
 * Recognises events that come over two sockets in an overlap. The envelope has no event id, so an event is known
 * by topic, correlation id and body.
 *
 * With a correlation id, a second delivery is a repeat wherever it comes from. Without one, equal events may well
 * be two events, and only the deliveries of two sockets are paired.
 */
export class Dedupe {
  /** Monotonic time of the first delivery. */
  readonly #seen = new Map<string, number>();
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

  /** True when the event was delivered before. `now` is monotonic milliseconds. */
  isRepeat(event: WireEvent, lease: number, now: number): boolean {
    const key = keyOf(event);
    const isRepeat =
      event.correlationId === null ? this.#echoes.isEcho(key, lease, now) : this.#isKnown(key, now);
    if (isRepeat) this.#folded += 1;
    return isRepeat;
  }

  #isKnown(key: string, now: number): boolean {
    this.#forget(now);
    if (this.#seen.has(key)) return true;
    this.#seen.set(key, now);
    return false;
  }

  /** Entries stand in the order they came, so the old ones are the first. */
  #forget(now: number): void {
    for (const [key, at] of this.#seen) {
      if (this.#seen.size <= MOST_ENTRIES && now - at <= WINDOW_MS) return;
      this.#seen.delete(key);
    }
  }
}

/**
 * A digest instead of the body, so that two minutes of events do not have to be kept whole. Beside a correlation
 * id a checksum is enough, and several times cheaper; without one the digest is all that tells events apart.
 */
function keyOf({ topic, correlationId, body }: WireEvent): string {
  const json = JSON.stringify(body);
  return correlationId === null
    ? `${topic}\n${hash('sha1', json, 'base64')}`
    : correlationId + String(crc32(json, crc32(topic)));
}
