interface Step {
  readonly dueAt: number;
  readonly order: number;
  act: (() => void) | null;
}

/** What the world does and when, earliest first; what is due at once happens in the order it was planned. */
export class StepQueue {
  readonly #heap: Step[] = [];
  #order = 0;

  /** Plans a step; the returned function calls it off. */
  add(dueAt: number, act: () => void): () => void {
    const step: Step = { dueAt, order: this.#order++, act };
    this.#heap.push(step);
    this.#rise(this.#heap.length - 1);
    return () => {
      step.act = null;
    };
  }

  /** When the next step is due; Infinity when there is none. */
  nextDueAt(): number {
    for (let head = this.#heap[0]; head !== undefined; head = this.#heap[0]) {
      if (head.act !== null) return head.dueAt;
      this.#pop();
    }
    return Infinity;
  }

  /** Takes the next step. */
  take(): () => void {
    const act = this.nextDueAt() === Infinity ? null : this.#pop()?.act;
    if (act == null) throw new Error('Nothing is planned.');
    return act;
  }

  #pop(): Step | undefined {
    const head = this.#heap[0];
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return head;
  }

  #rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfLess(index, parent)) return;
      index = parent;
    }
  }

  #sink(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const child = this.#isLess(right, left) ? right : left;
      if (!this.#swapIfLess(child, index)) return;
      index = child;
    }
  }

  #isLess(index: number, other: number): boolean {
    const one = this.#heap[index];
    const two = this.#heap[other];
    if (one === undefined || two === undefined) return one !== undefined;
    return one.dueAt < two.dueAt || (one.dueAt === two.dueAt && one.order < two.order);
  }

  #swapIfLess(index: number, other: number): boolean {
    const one = this.#heap[index];
    const two = this.#heap[other];
    if (one === undefined || two === undefined || !this.#isLess(index, other)) return false;
    this.#heap[index] = two;
    this.#heap[other] = one;
    return true;
  }
}
