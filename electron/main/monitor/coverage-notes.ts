import type { Stretch } from '../../../shared/model/coverage.ts';
import type { CoverageLedger } from '../history/coverage-ledger.ts';

interface Note {
  readonly stretch: Stretch;
  /** More than a stretch that goes on. */
  readonly isTurn: boolean;
}

export interface NotesDeps {
  readonly ledger: CoverageLedger;
  /** Resolves when everything that was put on the timeline is stored and published. */
  readonly drained: () => Promise<void>;
  readonly turned: () => void;
  /** The ledger cannot be written; said once until it can be again. */
  readonly onUnwritable: (thrown: unknown) => void;
}

/**
 * Takes notes to a ledger, in order, each after everything that had happened by then is stored and published: a
 * stretch is not called heard as long as an event of it could still be lost with the process, and no gap is called
 * told that nobody has seen.
 */
export class CoverageNotes {
  readonly #deps: NotesDeps;
  #waiting: Note[] = [];
  #running: Promise<void> | null = null;
  #isUnwritable = false;

  constructor(deps: NotesDeps) {
    this.#deps = deps;
  }

  put(stretch: Stretch, { isTurn }: { readonly isTurn: boolean }): void {
    this.#waiting.push({ stretch, isTurn });
    this.#running ??= this.#run();
  }

  /** Kept when this returns. */
  putNow(stretch: Stretch): void {
    try {
      this.#deps.ledger.put(stretch);
      this.#isUnwritable = false;
    } catch (thrown) {
      if (!this.#isUnwritable) this.#deps.onUnwritable(thrown);
      this.#isUnwritable = true;
    }
  }

  /** Resolves when everything is noted. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const notes = this.#waiting;
      this.#waiting = [];
      await this.#deps.drained();
      for (const { stretch } of notes) this.putNow(stretch);
      if (notes.some(({ isTurn }) => isTurn)) this.#deps.turned();
    }
    this.#running = null;
  }
}
