interface Appointment {
  readonly order: number;
  readonly run: () => void;
  atMs: number;
}

/** What is going to happen when, in epoch milliseconds: a binary heap with the earliest appointment on top. */
export class Agenda {
  readonly #heap: Appointment[] = [];
  #order = 0;

  get nextAtMs(): number | undefined {
    return this.#heap[0]?.atMs;
  }

  add(atMs: number, run: () => void): void {
    const appointment = { atMs, run, order: this.#order++ };
    this.#heap.push(appointment);
    this.#siftUp(this.#heap.length - 1);
  }

  /** Takes the earliest appointment out, if it is due by then. */
  takeDue(byMs: number): { readonly atMs: number; readonly run: () => void } | undefined {
    const first = this.#heap[0];
    if (!first || first.atMs > byMs) return undefined;
    const last = this.#heap.pop();
    if (last && last !== first) {
      this.#heap[0] = last;
      this.#siftDown(0);
    }
    return first;
  }

  /** Puts everything off by the same time. */
  postpone(byMs: number): void {
    for (const appointment of this.#heap) appointment.atMs += byMs;
  }

  #siftUp(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isEarlier(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #siftDown(start: number): void {
    let index = start;
    for (;;) {
      const child = this.#earlierChildOf(index);
      if (!this.#isEarlier(child, index)) return;
      this.#swap(index, child);
      index = child;
    }
  }

  /** May be beyond the end, where nothing is earlier than anything. */
  #earlierChildOf(index: number): number {
    const left = 2 * index + 1;
    return this.#isEarlier(left + 1, left) ? left + 1 : left;
  }

  #isEarlier(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (!first || !second) return false;
    return first.atMs < second.atMs || (first.atMs === second.atMs && first.order < second.order);
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a];
    const second = this.#heap[b];
    if (!first || !second) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
