import type { Lever, LeverName } from '../../shared/practice/levers.ts';
import type { Cancel } from '../base/clock.ts';
import type { Timers } from '../base/timers.ts';

type LeverOf<Name extends LeverName> = Extract<Lever, { readonly lever: Name }>;

interface RunningFault {
  readonly lever: Lever;
  readonly untilMs: number;
  readonly end: Cancel;
}

/** The faults that take time: each ends by itself, or earlier with all others on `restore`. */
export class RunningFaults {
  readonly #timers: Timers;
  readonly #running = new Set<RunningFault>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** What is running now and until when (epoch ms). */
  get all(): readonly { readonly lever: Lever; readonly untilMs: number }[] {
    return [...this.#running].map(({ lever, untilMs }) => ({ lever, untilMs }));
  }

  /**
   * Starts a fault; `onEnd` runs once, when its time is up or it is ended early. The returned function ends it.
   */
  start(lever: Lever, durationMs: number, onEnd: () => void = () => undefined): Cancel {
    const cancelTimer = this.#timers.after(durationMs, () => {
      fault.end();
    });
    const fault: RunningFault = {
      lever,
      untilMs: this.#timers.now() + durationMs,
      end: () => {
        cancelTimer();
        if (this.#running.delete(fault)) onEnd();
      },
    };
    this.#running.add(fault);
    return fault.end;
  }

  endAll(): void {
    for (const fault of [...this.#running]) fault.end();
  }

  /** The fault of this kind that was started last. */
  find<Name extends LeverName>(name: Name): LeverOf<Name> | undefined {
    return this.#ofKind(name).at(-1);
  }

  /** The HTTP status that a part of the service answers everything with at the moment. */
  answerFor(part: LeverOf<'answer'>['part']): LeverOf<'answer'> | undefined {
    return this.#ofKind('answer').findLast((lever) => lever.part === part);
  }

  #ofKind<Name extends LeverName>(name: Name): LeverOf<Name>[] {
    const isOfKind = (lever: Lever): lever is LeverOf<Name> => lever.lever === name;
    return [...this.#running].map((fault) => fault.lever).filter(isOfKind);
  }
}
