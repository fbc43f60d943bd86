import type { Cancel, Clock } from './clock.ts';

/** A clock's timers kept together, so that closing the org leaves none behind. */
export class Timers {
  readonly #clock: Clock;
  readonly #running = new Set<Cancel>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(delayMs: number, run: () => void): Cancel {
    const cancelTimer = this.#clock.after(delayMs, () => {
      this.#running.delete(cancel);
      run();
    });
    const cancel = (): void => {
      this.#running.delete(cancel);
      cancelTimer();
    };
    this.#running.add(cancel);
    return cancel;
  }

  /** Runs again and again until it is called off. */
  every(periodMs: number, run: () => void): Cancel {
    let cancelNext: Cancel = () => undefined;
    const schedule = (): void => {
      cancelNext = this.after(periodMs, () => {
        schedule();
        run();
      });
    };
    schedule();
    return () => {
      cancelNext();
    };
  }

  cancelAll(): void {
    for (const cancel of [...this.#running]) cancel();
  }
}
