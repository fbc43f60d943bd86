/** A step should take so long: what is to be stored in the meantime waits for it. */
const STEP_MS = 10;
/** Rows that were stored lately leave it this share of the time. */
const BUSY_SHARE = 0.25;
/** So soon after something was stored, more is expected. */
const LATELY_MS = 250;
/** More than this in a second is a flood: what is behind is taken in when it is over. */
const FLOOD_ROWS = 1_000;
const [FEWEST_ROWS, MOST_ROWS] = [10, 500];

export interface KeeperOptions {
  /** Takes so many entries into the index; answers with how many there were to take. */
  readonly indexNext: (limit: number) => number;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly schedule: (delayMs: number, run: () => void) => () => void;
}

/**
 * Fills the index behind the writing, a few milliseconds at a time, in the thread that writes: there is one writer to a
 * file. Storing comes first; while much is stored it rests.
 */
export class IndexKeeper {
  readonly #options: KeeperOptions;
  #cancel: (() => void) | null = null;
  #rowsAtOnce = 50;
  #storedAt = -Infinity;
  /** Rows of the last second or so: what is older counts less and less. */
  #rowsLately = 0;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** There may be something to take in. */
  begin(): void {
    this.#cancel ??= this.#options.schedule(LATELY_MS, () => {
      this.#step();
    });
  }

  stored(rows: number): void {
    const now = this.#options.now();
    this.#rowsLately = this.#lately(now) + rows;
    this.#storedAt = now;
    this.begin();
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #lately(now: number): number {
    return this.#rowsLately * Math.exp((this.#storedAt - now) / 1_000);
  }

  #step(): void {
    this.#cancel = null;
    const { indexNext, now } = this.#options;
    const began = now();
    if (this.#lately(began) > FLOOD_ROWS) {
      this.begin();
      return;
    }
    const wanted = this.#rowsAtOnce;
    const found = indexNext(wanted);
    const tookMs = now() - began;
    const fitting = tookMs === 0 ? MOST_ROWS : Math.round((wanted * STEP_MS) / tookMs);
    this.#rowsAtOnce = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, fitting, wanted / 2));
    if (found < wanted) return;
    const isBusy = began - this.#storedAt < LATELY_MS;
    const restMs = isBusy ? (tookMs * (1 - BUSY_SHARE)) / BUSY_SHARE : 1;
    this.#cancel = this.#options.schedule(restMs, () => {
      this.#step();
    });
  }
}
