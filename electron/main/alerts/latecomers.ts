import type { Candidate } from '../../../shared/filter/candidate.ts';
import type { Gap } from '../../../shared/model/connection-state.ts';
import type { AlertBook } from './alert-book.ts';
import type { Fetched } from './fetched-verdict.ts';
import { Losses, topicKey } from './losses.ts';

/** What comes while the past is gone through, in the order in which it came: it is told on top of what is found there. */
export class Latecomers {
  #all: (Candidate | Fetched)[] = [];

  take(candidate: Candidate): void {
    const { entry } = candidate;
    // The gap may be in the past by then, and what was fetched before it says nothing of what is so after it.
    if (entry.type === 'gap') this.#forgetFetched(entry.gap);
    this.#all.push(candidate);
  }

  fetched(fetched: Fetched): void {
    this.#all.push(fetched);
  }

  /** The past is read from now on, and tells of all that is stored by now. */
  pastBegins(): void {
    this.#all = this.#all.filter((one) => !('entry' in one));
  }

  /** `upTo` is the last position of the past. Nothing of what was fetched is found there, whenever it came. */
  tell(book: AlertBook, upTo: number): void {
    for (const one of this.#all) {
      if (!('entry' in one)) book.fetched(one);
      else if (one.entry.position > upTo) book.take(one);
    }
  }

  #forgetFetched({ from, topics }: Gap): void {
    const lost = new Losses();
    lost.add(from, topics);
    this.#all = this.#all.filter((one) => 'entry' in one || lost.since(topicKey(one.topic)) === null);
  }
}
