import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Clock } from './clock.ts';
import { Failure, toMonitorError } from './failure.ts';

/**
 * Keeps to a `Retry-After` for all who ask the same service: one of them was told, and none of the others comes
 * earlier. What would be sent before its time fails at once, with what the service said and the time that is left.
 */
export class Patience {
  readonly #clock: Clock;
  #told: { readonly error: MonitorError; readonly until: number } | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sends, unless the service has asked to be left alone. Throws `rate/limited` while it has. */
  async ask<T>(send: () => Promise<T>): Promise<T> {
    const leftMs = this.#told === null ? 0 : this.#told.until - this.#clock.monotonic();
    if (this.#told !== null && leftMs > 0) throw new Failure({ ...this.#told.error, retryAfterMs: leftMs });
    try {
      return await send();
    } catch (thrown) {
      this.heard(toMonitorError(thrown));
      throw thrown;
    }
  }

  /** Takes note of what the service said to somebody who did not ask through here. */
  heard(error: MonitorError): void {
    const { code, retryAfterMs = 0 } = error;
    const until = this.#clock.monotonic() + retryAfterMs;
    // Other errors speak of the one question that they answer.
    if (code === 'rate/limited' && until > (this.#told?.until ?? 0)) this.#told = { error, until };
  }
}
