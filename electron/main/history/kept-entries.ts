import type { Stored } from './timeline-store.ts';

/** How many entries are kept in memory; older ones are forgotten. A busy hour of a mid-sized floor. */
export const KEPT_ENTRIES = 20_000;
/** So much of frames at most: with what was read from them they take two to three times that. */
const KEPT_BYTES = 100_000_000;
/** So far beyond a bound it may go: forgetting in large steps keeps the cost per entry constant. */
const SLACK = 1.25;

/** The newest part of a timeline, in memory and within bounds. */
export class KeptEntries {
  readonly #mostEntries: number;
  readonly #mostBytes: number;
  #entries: Stored[] = [];
  #bytes = 0;

  constructor(mostEntries = KEPT_ENTRIES, mostBytes = KEPT_BYTES) {
    this.#mostEntries = mostEntries;
    this.#mostBytes = mostBytes;
  }

  /** Oldest first, without a hole; one may be replaced by another of the same position. */
  get all(): Stored[] {
    return this.#entries;
  }

  /** Adds newer ones. Answers with whether nothing had to be forgotten. */
  add(entries: readonly Stored[]): boolean {
    // One by one: as arguments of a single call, a batch that a long stall made would overflow the stack.
    for (const one of entries) {
      this.#entries.push(one);
      this.#bytes += bytesOf(one);
    }
    const isWithin =
      this.#entries.length <= this.#mostEntries * SLACK && this.#bytes <= this.#mostBytes * SLACK;
    if (!isWithin) this.forget(this.#beyond());
    return isWithin;
  }

  /** Forgets so many of the oldest. */
  forget(count: number): void {
    for (const one of this.#entries.slice(0, count)) this.#bytes -= bytesOf(one);
    this.#entries = this.#entries.slice(count);
  }

  /** How many of the oldest are beyond the bounds; the newest one never is. */
  #beyond(): number {
    let bytes = 0;
    let kept = 0;
    for (const one of this.#entries.toReversed()) {
      bytes += bytesOf(one);
      if (kept > 0 && (kept >= this.#mostEntries || bytes > this.#mostBytes)) break;
      kept += 1;
    }
    return this.#entries.length - kept;
  }
}

const bytesOf = ({ arrival }: Stored): number => arrival?.frame.length ?? 0;
