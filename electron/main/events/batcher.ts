import type { Clock } from '../base/clock.ts';

/** Items that come within this time are handed on together: about one frame of the screen. */
export const BATCH_MS = 16;
/** A batch this large does not wait for its time, and none is larger. */
export const BATCH_SIZE = 500;
export const BATCH_BYTES = 1024 ** 2;
/** While one batch is dealt with, the next ones may lie ready: whoever deals with them never waits for this side. */
const MOST_UNDER_WAY = 3;
/** More than this behind is too much; it is made up for when this little is left. */
export const BEHIND_BYTES = 3 * 1024 ** 2;
export const CAUGHT_UP_BYTES = 1.5 * 1024 ** 2;

/** A batch that is being dealt with, and how many items had been handed on before it. */
interface UnderWay {
  readonly done: Promise<void>;
  readonly first: number;
}

export interface BatcherOptions<T> {
  readonly clock: Clock;
  /** About how much memory an item takes. */
  readonly bytesOf: (item: T) => number;
  /** Deals with a batch, and never rejects. */
  readonly flush: (batch: readonly T[]) => Promise<void>;
  /** Told when more has been added than could be dealt with, and when that is made up for. */
  readonly behind: (isBehind: boolean) => void;
}

/**
 * Collects items and hands them on in batches, in order. A batch that is not full waits for the former one to be done
 * with, so a slow reader makes batches larger instead of many.
 */
export class Batcher<T> {
  readonly #options: BatcherOptions<T>;
  // No map, which would keep alive what is done with: docs/adr/0027.
  #underWay: readonly UnderWay[] = [];
  #items: T[] = [];
  #handedOn = 0;
  /** Of what was collected, and of that and what is under way. */
  #collectedBytes = 0;
  #bytes = 0;
  #isBehind = false;
  #cancel: (() => void) | null = null;

  constructor(options: BatcherOptions<T>) {
    this.#options = options;
  }

  add(item: T): void {
    const bytes = this.#options.bytesOf(item);
    this.#items.push(item);
    this.#collectedBytes += bytes;
    this.#bytes += bytes;
    if (!this.#isBehind && this.#bytes > BEHIND_BYTES) this.#tell(true);
    if (this.#isFull() || this.#underWay.length === 0) this.#handOnInTime();
  }

  /** Hands on everything collected; resolves when it is done with, however much goes on coming. */
  async drain(): Promise<void> {
    const upTo = this.#handedOn + this.#items.length;
    const isBefore = ({ first }: UnderWay): boolean => first < upTo;
    do {
      if (this.#handedOn < upTo) this.#handOn();
      await Promise.all(this.#underWay.filter(isBefore).map(({ done }) => done));
    } while (this.#handedOn < upTo || this.#underWay.some(isBefore));
  }

  #isFull(): boolean {
    return this.#items.length >= BATCH_SIZE || this.#collectedBytes >= BATCH_BYTES;
  }

  #handOnInTime(): void {
    if (this.#isFull()) this.#handOn();
    else {
      this.#cancel ??= this.#options.clock.schedule(BATCH_MS, () => {
        this.#handOn();
      });
    }
  }

  #handOn(): void {
    if (this.#items.length === 0 || this.#underWay.length >= MOST_UNDER_WAY) return;
    this.#cancel?.();
    this.#cancel = null;
    const first = this.#handedOn;
    const { batch, bytes } = this.#take();
    this.#handedOn += batch.length;
    const done = this.#options.flush(batch).then(() => {
      this.#underWay = this.#underWay.filter((other) => other.first !== first);
      this.#bytes -= bytes;
      if (this.#isBehind && this.#bytes < CAUGHT_UP_BYTES) this.#tell(false);
      if (this.#isFull() || this.#underWay.length === 0) this.#handOn();
    });
    this.#underWay = [...this.#underWay, { done, first }];
  }

  #take(): { readonly batch: readonly T[]; readonly bytes: number } {
    let [count, bytes] = [0, 0];
    for (const item of this.#items) {
      if (count === BATCH_SIZE || bytes >= BATCH_BYTES) break;
      bytes += this.#options.bytesOf(item);
      count += 1;
    }
    this.#collectedBytes -= bytes;
    if (count < this.#items.length) return { batch: this.#items.splice(0, count), bytes };
    const batch = this.#items;
    this.#items = [];
    return { batch, bytes };
  }

  #tell(isBehind: boolean): void {
    this.#isBehind = isBehind;
    this.#options.behind(isBehind);
  }
}
