import type { Subscription } from '../../../shared/model/subscription.ts';

/** What became of each wanted topic, in the order they are wanted. */
export class SubscriptionList {
  #subscriptions: readonly Subscription[] = [];

  current(): readonly Subscription[] {
    return this.#subscriptions;
  }

  /** Takes a new wish: topics that stay keep what is known of them, new ones wait for an answer. */
  want(topics: readonly string[]): void {
    const known = new Map(this.#subscriptions.map((subscription) => [subscription.topic, subscription]));
    this.#subscriptions = topics.map((topic) => known.get(topic) ?? { topic, status: 'pending' });
  }

  /** Takes the service's answers, and returns those that say something new. */
  settle(results: readonly Subscription[]): readonly Subscription[] {
    const answers = new Map(results.map((result) => [result.topic, result]));
    const news: Subscription[] = [];
    this.#subscriptions = this.#subscriptions.map((known) => {
      const answer = answers.get(known.topic);
      if (answer === undefined) return known;
      if (answer.status !== known.status || answer.reason !== known.reason) news.push(answer);
      return answer;
    });
    return news;
  }

  /** Another session asks anew. */
  reset(topics: readonly string[]): void {
    this.#subscriptions = topics.map((topic) => ({ topic, status: 'pending' }));
  }
}
