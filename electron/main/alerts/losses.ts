import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { expandTopic } from '../../../shared/model/topic.ts';

interface Loss {
  readonly from: EpochMs;
  /** Single topics in lower case; null for all. */
  readonly topics: ReadonlySet<string> | null;
}

/** Nothing says that the service keeps the case of a topic. */
export const topicKey = (topic: string): string => topic.toLowerCase();

/** Which topics go unheard, and since when. */
export class Losses {
  #open: readonly Loss[] = [];

  add(from: EpochMs, topics: readonly string[] | null): void {
    this.#open = [...this.#open, { from, topics: singles(topics) }];
  }

  /** Whether a loss of these topics, or of all for null, is known that was there before this moment. */
  covers(topics: readonly string[] | null, upTo: EpochMs): boolean {
    const wanted = singles(topics);
    return this.#open.some((loss) => loss.from <= upTo && includes(loss.topics, wanted));
  }

  /** These topics, or all for null, are heard again: whatever was lost of them before this moment. */
  end(topics: readonly string[] | null, upTo: EpochMs): void {
    const heard = singles(topics);
    this.#open = this.#open.flatMap((loss) => (loss.from > upTo ? loss : (without(loss, heard) ?? [])));
  }

  /** Since when a topic goes unheard; null while it is heard. Expects the key of a single topic. */
  since(topic: string): EpochMs | null {
    const touching = this.#open.filter(({ topics }) => topics === null || topics.has(topic));
    return touching.length === 0 ? null : Math.min(...touching.map(({ from }) => from));
  }
}

function singles(topics: readonly string[] | null): ReadonlySet<string> | null {
  return topics === null ? null : new Set(topics.flatMap(expandTopic).map(topicKey));
}

function includes(all: ReadonlySet<string> | null, some: ReadonlySet<string> | null): boolean {
  return all === null || (some !== null && [...some].every((topic) => all.has(topic)));
}

/** What is left of a loss. Of one of everything, a part cannot be taken away: it goes on until everything is heard. */
function without(loss: Loss, heard: ReadonlySet<string> | null): Loss | null {
  if (heard === null) return null;
  if (loss.topics === null) return loss;
  const topics = new Set([...loss.topics].filter((topic) => !heard.has(topic)));
  return topics.size === 0 ? null : { ...loss, topics };
}
