import type { Clock } from '../base/clock.ts';
import { failure, type Answer } from './answer.ts';

const WINDOW_MS = 60_000;

interface Window {
  readonly startMs: number;
  count: number;
}

export interface RateVerdict {
  /** The `inin-ratelimit-*` headers, which every answer to an authorised request carries. */
  readonly headers: Record<string, string>;
  /** The refusal, when the minute's allowance is used up. */
  readonly refusal?: Answer;
}

/** Counts requests per token in windows of one minute. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #allowed: number;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock, allowedPerMinute: number) {
    this.#clock = clock;
    this.#allowed = allowedPerMinute;
  }

  count(tokenTag: string): RateVerdict {
    const nowMs = this.#clock.now();
    let window = this.#windows.get(tokenTag);
    if (!window || nowMs - window.startMs >= WINDOW_MS) {
      window = { startMs: nowMs, count: 0 };
      this.#windows.set(tokenTag, window);
    }
    window.count += 1;
    const resetSeconds = Math.max(1, Math.ceil((window.startMs + WINDOW_MS - nowMs) / 1000));
    const headers = {
      'inin-ratelimit-count': String(window.count),
      'inin-ratelimit-allowed': String(this.#allowed),
      'inin-ratelimit-reset': String(resetSeconds),
    };
    return window.count > this.#allowed ? { headers, refusal: this.#refusal(resetSeconds) } : { headers };
  }

  #refusal(resetSeconds: number): Answer {
    const allowed = String(this.#allowed);
    const answer = failure(
      429,
      'too.many.requests',
      `Rate limit exceeded the maximum [${allowed}] requests within [60] seconds`,
      {
        messageParams: { maximum: allowed, seconds: '60' },
        limit: {
          key: 'client.credentials.token.rate.per.minute',
          namespace: 'platform.api',
          value: this.#allowed,
        },
      },
    );
    return { ...answer, headers: { 'Retry-After': String(resetSeconds) } };
  }
}
