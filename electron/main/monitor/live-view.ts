import type { Candidate, Predicate } from '../../../shared/filter/candidate.ts';
import { ALL } from '../../../shared/filter/filter.ts';
import { freshPredicate } from '../../../shared/filter/fresh-predicate.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import type { EventMark, NewEntries } from '../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import { Failure } from '../base/failure.ts';
import type { Stored } from '../history/timeline-store.ts';

export interface LiveViewDeps {
  readonly tell: (entries: NewEntries) => void;
  /** The names that a filter may use; a new object when they changed. */
  readonly names: () => Directory;
  /** What relative times count from, in milliseconds since 1970 UTC. */
  readonly now: () => EpochMs;
}

/** What the window is told of as it is stored: what matches the filter that it watches. */
export class LiveView {
  readonly #deps: LiveViewDeps;
  #text = '';
  #predicate: () => Predicate;

  constructor(deps: LiveViewDeps) {
    this.#deps = deps;
    this.#predicate = freshPredicate(ALL, deps);
  }

  /** Throws a `Failure` (`input/invalid`) for a text that cannot be read, and goes on with the former filter. */
  watch(text: string): void {
    const parsed = parseFilter(text);
    if (!parsed.ok) throw new Failure({ code: 'input/invalid', message: parsed.error.message });
    this.#text = text;
    this.#predicate = freshPredicate(parsed.filter, this.#deps);
  }

  /** Tells of a stretch of entries that follow each other. */
  take(stored: readonly Stored[]): void {
    const [first, last] = [stored[0], stored.at(-1)];
    if (first === undefined || last === undefined) return;
    const matches = this.#predicate();
    const entries = stored.filter((each) => matches(candidateOf(each))).map(({ entry }) => entry);
    this.#deps.tell({
      filter: this.#text,
      after: first.entry.position - 1,
      upTo: last.entry.position,
      entries,
      matched: entries.length,
      newestEvent: newestEventOf(stored),
    });
  }
}

const candidateOf = ({ entry, arrival }: Stored): Candidate => ({ entry, body: arrival?.body });

function newestEventOf(stored: readonly Stored[]): EventMark | null {
  const newest = stored.findLast(({ entry }) => entry.type === 'event')?.entry;
  return newest?.type === 'event' ? { seq: newest.event.seq, at: newest.at } : null;
}
