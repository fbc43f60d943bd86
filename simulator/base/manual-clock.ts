import type { Cancel, Clock } from './clock.ts';

interface Appointment {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that stands still until it is told to move: tests and benches decide when time passes. */
export class ManualClock implements Clock {
  #nowMs: number;
  #order = 0;
  readonly #appointments = new Set<Appointment>();

  constructor(startMs = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#nowMs = startMs;
  }

  /** How many timers are waiting; 0 after a clean shut-down. */
  get pending(): number {
    return this.#appointments.size;
  }

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): Cancel {
    const appointment = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#order++, run };
    this.#appointments.add(appointment);
    return () => {
      this.#appointments.delete(appointment);
    };
  }

  /** Moves time on and runs everything that falls due on the way, in order, each at its own time. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (let next = this.#firstDue(untilMs); next; next = this.#firstDue(untilMs)) {
      this.#appointments.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
    }
    this.#nowMs = untilMs;
  }

  #firstDue(untilMs: number): Appointment | undefined {
    let first: Appointment | undefined;
    for (const candidate of this.#appointments) {
      if (candidate.atMs > untilMs) continue;
      if (
        !first ||
        candidate.atMs < first.atMs ||
        (candidate.atMs === first.atMs && candidate.order < first.order)
      ) {
        first = candidate;
      }
    }
    return first;
  }
}
