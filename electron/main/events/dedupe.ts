import { createHash } from 'node:crypto';
import type { WireEvent } from './decode.ts';

/** Longer than two sockets ever overlap, and a minute more. */
export const WINDOW_MS = 120_000;
/** Bounds the memory under a flood; about 10 MB. */
const MOST_ENTRIES = 100_000;

interface Seen {
  readonly at: number;
  /** How often the event was published. */
  published: number;
  /** How often each socket has delivered it; kept only for events without a correlation id. */
  readonly byLease: Map<number, number> | null;
}

/**
 * Recognises events that come over two sockets in an overlap. The envelope has no event id, so an event is known
 * by topic, correlation id and body.
 *
 * With a correlation id, a second delivery is a repeat wherever it comes from. Without one, equal events may well
 * be two events; then what counts is how often one socket delivered it: the second socket repeats the first's
 * deliveries one by one, and only one more than that is news.
 */
export class Dedupe {
  readonly #seen = new Map<string, Seen>();
  #folded = 0;

  /** Repeats recognised so far. */
  get folded(): number {
    return this.#folded;
  }

  /** True when the event was delivered before. `now` is monotonic milliseconds. */
  isRepeat(event: WireEvent, lease: number, now: number): boolean {
    this.#forget(now);
    const key = keyOf(event);
    const seen = this.#seen.get(key);
    if (seen === undefined) {
      const byLease = event.correlationId === null ? new Map([[lease, 1]]) : null;
      this.#seen.set(key, { at: now, published: 1, byLease });
      return false;
    }
    if (seen.byLease !== null) {
      const delivered = (seen.byLease.get(lease) ?? 0) + 1;
      seen.byLease.set(lease, delivered);
      if (delivered > seen.published) {
        seen.published = delivered;
        return false;
      }
    }
    this.#folded += 1;
    return true;
  }

  /** Entries stand in the order they came, so the old ones are the first. */
  #forget(now: number): void {
    for (const [key, seen] of this.#seen) {
      if (this.#seen.size <= MOST_ENTRIES && now - seen.at <= WINDOW_MS) return;
      this.#seen.delete(key);
    }
  }
}

/** A digest instead of the body, so that two minutes of events do not have to be kept whole. */
function keyOf({ topic, correlationId, body }: WireEvent): string {
  const digest = createHash('sha1').update(JSON.stringify(body)).digest('base64');
  return `${topic}\n${correlationId ?? ''}\n${digest}`;
}
