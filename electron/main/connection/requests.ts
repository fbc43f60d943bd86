/**
 * Requests under way, by the build or the lease they belong to. What was given up or superseded is never heard of
 * again, so no answer can come from a life that is over.
 */
export class Requests {
  readonly #open = new Map<number, AbortController>();

  /** Sends a request in the place of a former one of the same owner. */
  run<T>(
    owner: number,
    send: (signal: AbortSignal) => Promise<T>,
    done: (answer: T) => void,
    failed: (thrown: unknown) => void,
  ): void {
    this.giveUp(owner);
    const controller = new AbortController();
    this.#open.set(owner, controller);
    const isOver = (): boolean => {
      const isCurrent = this.#open.get(owner) === controller;
      if (isCurrent) this.#open.delete(owner);
      return !isCurrent;
    };
    send(controller.signal).then(
      (answer) => {
        if (!isOver()) done(answer);
      },
      (thrown: unknown) => {
        if (!isOver()) failed(thrown);
      },
    );
  }

  giveUp(owner: number): void {
    this.#open.get(owner)?.abort();
    this.#open.delete(owner);
  }
}
