import type { Clock } from '../base/clock.ts';

/** Timers by name: setting one takes the place of a former one of that name. */
export class Timers<Name> {
  readonly #clock: Clock;
  readonly #fired: (name: Name) => void;
  readonly #pending = new Map<Name, () => void>();

  constructor(clock: Clock, fired: (name: Name) => void) {
    this.#clock = clock;
    this.#fired = fired;
  }

  set(name: Name, delayMs: number): void {
    this.clear(name);
    const cancel = this.#clock.schedule(delayMs, () => {
      this.#pending.delete(name);
      this.#fired(name);
    });
    this.#pending.set(name, cancel);
  }

  clear(name: Name): void {
    this.#pending.get(name)?.();
    this.#pending.delete(name);
  }
}
