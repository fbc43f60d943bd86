import type { Effort } from './search-protocol.ts';

export interface PaceOptions {
  /** So long it may keep the thread, not counting what others did in between. */
  readonly limitMs: number;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  /** Resolves after whatever is due has had its turn, such as a request that came in the meantime. */
  readonly nextTurn: () => Promise<void>;
}

/** After everything that is due: messages, timers and sockets. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** Keeps a long search from holding up others: it works in slices, asks after each whether it may go on, and ends in time. */
export class Pace {
  readonly #options: PaceOptions;
  #resumedAt: number;
  #spentMs = 0;
  #rows = 0;
  #isStopped = false;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#resumedAt = options.now();
  }

  /** To be asked after each slice, with the rows that it looked at. After a no, the search ends with what it has. */
  async mayGoOn(rows: number): Promise<boolean> {
    const { limitMs, now, nextTurn } = this.#options;
    this.#rows += rows;
    if (this.#isStopped || this.effort().ms >= limitMs) return false;
    this.#spentMs = this.effort().ms;
    await nextTurn();
    this.#resumedAt = now();
    return !this.#isStopped;
  }

  stop(): void {
    this.#isStopped = true;
  }

  effort(): Effort {
    return { ms: this.#spentMs + this.#options.now() - this.#resumedAt, rows: this.#rows };
  }
}
