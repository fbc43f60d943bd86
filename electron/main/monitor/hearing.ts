import type { Subscription } from '../../../shared/model/subscription.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import type { LinkReport } from '../connection/link-report.ts';

/** Which topics are heard: those that are wanted, confirmed, and not lost at the moment. */
export class Hearing {
  readonly #confirmed = new Set<string>();
  #wanted: readonly string[] = [];
  /** Counts the changes of what is subscribed to. */
  #version = 0;
  #told = '';

  want(topics: readonly string[]): void {
    const wanted = new Set(topics);
    // What is wanted again later has to be confirmed again.
    for (const topic of this.#confirmed) if (!wanted.has(topic)) this.#confirmed.delete(topic);
    this.#wanted = topics;
    this.#version += 1;
  }

  settle(results: readonly Subscription[]): void {
    for (const { topic, status } of results) {
      if (status === 'confirmed') this.#confirmed.add(topic);
      else this.#confirmed.delete(topic);
    }
    this.#version += 1;
  }

  /** The topics that the service has confirmed, as they were wanted. */
  subscribed(): readonly string[] {
    return this.#wanted.filter((topic) => this.#confirmed.has(topic));
  }

  /** The single topics that are heard now; null when they are those that it last answered with. */
  turn({ state, openGap }: Pick<LinkReport, 'state' | 'openGap'>): readonly string[] | null {
    const isAnyHeard = openGap === null ? state.status === 'live' : openGap.topics !== null;
    const lost = openGap?.topics ?? [];
    const now = isAnyHeard ? `${String(this.#version)} ${lost.join('\n')}` : '';
    if (now === this.#told) return null;
    this.#told = now;
    if (!isAnyHeard) return [];
    const unheard = new Set(lost.flatMap(expandTopic));
    return this.subscribed()
      .flatMap(expandTopic)
      .filter((topic) => !unheard.has(topic));
  }
}
