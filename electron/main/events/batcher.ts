import type { Clock } from '../base/clock.ts';

/** Events that come within this time are stored and published together: about one frame of the screen. */
export const BATCH_MS = 16;
/** A batch this large does not wait for its time. */
export const BATCH_SIZE = 500;

/**
 * Collects items and hands them on in batches, in order, one batch at a time: the next one is handed on when the
 * former is done with, so a slow reader makes batches larger instead of many.
 */
export class Batcher<T> {
  readonly #clock: Clock;
  readonly #flush: (batch: readonly T[]) => Promise<void>;
  #items: T[] = [];
  #cancel: (() => void) | null = null;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;

  constructor(clock: Clock, flush: (batch: readonly T[]) => Promise<void>) {
    this.#clock = clock;
    this.#flush = flush;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#isRunning) return;
    if (this.#items.length >= BATCH_SIZE) void this.drain();
    else {
      this.#cancel ??= this.#clock.schedule(BATCH_MS, () => {
        void this.drain();
      });
    }
  }

  /** Hands on everything collected; resolves when it is done with. */
  drain(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.#isRunning) this.#running = this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#items.length > 0) {
        const batch = this.#items;
        this.#items = [];
        await this.#flush(batch);
      }
    } finally {
      this.#isRunning = false;
    }
  }
}
