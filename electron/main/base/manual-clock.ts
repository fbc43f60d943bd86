import type { Clock } from './clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * A clock that moves only when a test says so. Wall and monotonic time can be moved apart, which is what sleep
 * and clock steps do. Between timers it lets pending promises settle, so a chain of answers plays out in order.
 */
export class ManualClock implements Clock {
  #now: number;
  #monotonic = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(startAt = Date.UTC(2026, 0, 5, 8, 0, 0)) {
    this.#now = startAt;
  }

  readonly now = (): number => this.#now;
  readonly monotonic = (): number => this.#monotonic;

  readonly schedule = (delayMs: number, callback: () => void): (() => void) => {
    const timer: Timer = {
      dueAt: this.#monotonic + Math.max(0, delayMs),
      order: this.#order++,
      callback,
    };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** How many timers are waiting: none may be left after a `stop()`. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Lets both clocks run on, firing what falls due on the way. */
  async advance(durationMs: number): Promise<void> {
    const until = this.#monotonic + durationMs;
    await settle();
    for (let next = this.#nextDue(until); next !== undefined; next = this.#nextDue(until)) {
      this.#timers.delete(next);
      this.#moveTo(next.dueAt);
      next.callback();
      await settle();
    }
    this.#moveTo(until);
    await settle();
  }

  /** Steps the wall clock alone, as sleep does on some systems and a correction of the clock on all. */
  stepWall(deltaMs: number): void {
    this.#now += deltaMs;
  }

  /** Both clocks run on and nothing fires, as in a process that is held up: what fell due comes late. */
  block(durationMs: number): void {
    this.#moveTo(this.#monotonic + durationMs);
  }

  #nextDue(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt > until) continue;
      const isEarlier =
        next === undefined ||
        timer.dueAt < next.dueAt ||
        (timer.dueAt === next.dueAt && timer.order < next.order);
      if (isEarlier) next = timer;
    }
    return next;
  }

  #moveTo(monotonic: number): void {
    if (monotonic <= this.#monotonic) return;
    this.#now += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}

/** Lets everything that is already resolved play out. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
