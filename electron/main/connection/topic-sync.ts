import type { Subscription } from '../../../shared/model/subscription.ts';
import type { ChannelPool } from './channel-pool.ts';
import { Failure } from '../base/failure.ts';
import type { Service } from './service.ts';

/** Brings the topics of a channel in line with the wish, and remembers what the service said of each. */
export class TopicSync {
  readonly #service: Service;
  readonly #channels: ChannelPool;
  readonly #tell: (results: readonly Subscription[]) => void;
  #wanted: readonly string[] = [];
  #version = 0;
  #known: readonly Subscription[] = [];

  constructor(service: Service, channels: ChannelPool, tell: (results: readonly Subscription[]) => void) {
    this.#service = service;
    this.#channels = channels;
    this.#tell = tell;
  }

  /** Notes the wish and answers with its version. */
  want(topics: readonly string[]): number {
    this.#wanted = topics;
    this.#version += 1;
    return this.#version;
  }

  /** Version of the wish that a `sync` sends. */
  get version(): number {
    return this.#version;
  }

  /** Sends the wish as it is now to a channel, or checks that the channel carries it. */
  async sync(
    order: { readonly channelRef: number; readonly tokenRef: number; readonly mode: 'replace' | 'verify' },
    signal: AbortSignal,
  ): Promise<void> {
    const channel = this.#channels.get(order.channelRef);
    if (channel === undefined) {
      throw new Failure({ code: 'channel/gone', message: 'The notification channel no longer exists.' });
    }
    const wanted = this.#wanted;
    const version = this.#version;
    if (order.mode === 'verify') {
      const carried = await this.#service.listTopics(order.tokenRef, channel.handle, signal);
      if (this.#isAsConfirmed(wanted, carried)) return;
    }
    const results = await this.#service.replaceTopics(order.tokenRef, channel.handle, wanted, signal);
    // An answer to a wish that was given up since is no news.
    if (version !== this.#version) return;
    this.#known = results;
    this.#tell(results);
  }

  /** True when every wanted topic has an answer and the channel carries just the confirmed ones. */
  #isAsConfirmed(wanted: readonly string[], carried: readonly string[]): boolean {
    const status = new Map(this.#known.map((known) => [known.topic, known.status]));
    if (!wanted.every((topic) => status.has(topic))) return false;
    const confirmed = wanted.filter((topic) => status.get(topic) === 'confirmed');
    const there = new Set(carried.map((topic) => topic.toLowerCase()));
    return there.size === confirmed.length && confirmed.every((topic) => there.has(topic.toLowerCase()));
  }
}
