import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/http.ts';
import { parseRetryAfter } from '../base/retry-after.ts';

const MINUTE_MS = 60_000;
/**
 * A client may send 300 requests a minute, all that it does together (`client.credentials.token.rate.per.minute`).
 * What can wait keeps below this, so that signing in and reconnecting never have to.
 */
export const YIELDING_SHARE = 240;

/**
 * Counts the requests of one session in a sliding minute. Connection work is counted and never waits; look-ups and
 * refreshes take turns, and none is given while the service has asked for patience.
 */
export class RequestRate {
  readonly #clock: Clock;
  readonly #share: number;
  /** Monotonic times of the last minute's requests, oldest first. */
  readonly #sent: number[] = [];
  #heldUntil = -Infinity;

  constructor(clock: Clock, share = YIELDING_SHARE) {
    this.#clock = clock;
    this.#share = share;
  }

  get inLastMinute(): number {
    this.#forget();
    return this.#sent.length;
  }

  /** For what never waits: counts each request. */
  counting(fetch: Fetch): Fetch {
    const watched = this.#watching(fetch);
    return (url, init) => {
      this.#count();
      return watched(url, init);
    };
  }

  /** For what has taken a turn: the first request is counted already. */
  afterTurn(fetch: Fetch): Fetch {
    const [watched, counting] = [this.#watching(fetch), this.counting(fetch)];
    let isFirst = true;
    return (url, init) => {
      const send = isFirst ? watched : counting;
      isFirst = false;
      return send(url, init);
    };
  }

  /** Resolves when a request that can wait may be sent, and counts it. Throws the signal's reason. */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    for (let waitMs = this.#waitMs(); waitMs > 0; waitMs = this.#waitMs()) {
      await pause(this.#clock, waitMs, signal);
    }
    this.#count();
  }

  #waitMs(): number {
    this.#forget();
    const now = this.#clock.monotonic();
    const first = this.#sent[this.#sent.length - this.#share];
    const tillFree = first === undefined ? 0 : first + MINUTE_MS - now;
    return Math.max(tillFree, this.#heldUntil - now, 0);
  }

  #count(): void {
    this.#sent.push(this.#clock.monotonic());
  }

  #forget(): void {
    const ended = this.#clock.monotonic() - MINUTE_MS;
    while ((this.#sent[0] ?? Infinity) <= ended) this.#sent.shift();
  }

  #watching(fetch: Fetch): Fetch {
    return async (url, init) => {
      const response = await fetch(url, init);
      if (response.status === 429) {
        const waitMs = parseRetryAfter(response.headers.get('retry-after'), this.#clock.now()) ?? 0;
        this.#heldUntil = Math.max(this.#heldUntil, this.#clock.monotonic() + waitMs);
      }
      return response;
    };
  }
}

/** Waits so long, or throws the signal's reason and leaves no timer behind. */
export function pause(clock: Clock, durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const giveUp = (): void => {
      cancel();
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('Given up.', 'AbortError'));
    };
    const cancel = clock.schedule(durationMs, () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
