import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { t } from '../../../shared/text/t.ts';
import { CarriedByChannel } from './carried-by-channel.ts';
import { carriesMore, notCarried } from './carried-topics.ts';
import type { ChannelPool } from './channel-pool.ts';
import { Failure, toMonitorError } from '../base/failure.ts';
import type { Service } from './service.ts';

/** Which channel, and with which token. On a channel that was left alone, its list is read before it is written. */
export interface SyncOrder {
  readonly channelRef: number;
  readonly tokenRef: number;
  readonly mode: 'replace' | 'verify';
}

/** A channel's list is compared with the service's word so often before a topic that is missing is given up. */
const LOOKS = 4;

/** No answer is waited for longer. */
const ANSWERED_WITHIN_MS = 15_000;

/** The end that the service lists is off by whole seconds of its clock, and by as long as its answer took. */
const INEXACT_MS = 20_000;

const notListedYet = (): MonitorError => ({
  code: 'server/unavailable',
  message: t('Genesys Cloud accepted topics that its channel does not list yet. Vigil looks again.'),
});

/** Brings the topics of a channel in line with the wish, and remembers what the service said of each. */
export class TopicSync {
  readonly #service: Service;
  readonly #channels: ChannelPool;
  readonly #tell: (results: readonly Subscription[]) => void;
  #wanted: readonly string[] = [];
  #version = 0;
  /** What the service said last, of whichever channel. */
  #known: readonly Subscription[] = [];
  readonly #carried = new CarriedByChannel();
  /** Those that the service did not refuse itself. */
  readonly #ownRefusals = new WeakSet<Subscription>();
  /** How often a channel did not list what the service had confirmed, for one wish on one channel. */
  #doubt = { channelRef: 0, version: 0, times: 0 };

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
  async sync(order: SyncOrder, signal: AbortSignal): Promise<void> {
    const handle = this.#handleOf(order.channelRef);
    const wanted = this.#wanted;
    const version = this.#version;
    if (order.mode === 'verify') {
      const confirmed = await this.#asConfirmed(wanted, order, handle, signal);
      if (confirmed !== null) {
        this.#carried.confirmed(order.channelRef, confirmed);
        return;
      }
    }
    this.#carried.sent(order.channelRef, wanted);
    const results = await this.#replace(wanted, order, handle, signal);
    this.#carried.confirmed(order.channelRef, results);
    // An answer to a wish that was given up since is no news.
    if (version === this.#version) this.#learn(results);
  }

  /** The service refused the wish as a whole, and the channel in use carries on without it. */
  refused(version: number, reason: string): void {
    if (version !== this.#version) return;
    const known = new Map(this.#known.map((result) => [result.topic, result]));
    this.#learn(this.#wanted.map((topic) => known.get(topic) ?? { topic, status: 'refused', reason }));
  }

  /** Asks for the same topics once more, which is what makes a channel live longer, and says how long it lives now. */
  async extend(order: Omit<SyncOrder, 'mode'>, signal: AbortSignal): Promise<number> {
    const handle = this.#handleOf(order.channelRef);
    const wanted = this.#wanted;
    this.#carried.sent(order.channelRef, wanted);
    try {
      await this.#service.replaceTopics(order.tokenRef, handle, wanted, signal);
    } finally {
      // Another wish may have been confirmed since, and overtaken by this one.
      this.#carried.sent(order.channelRef, wanted);
    }
    const lifeMs = await this.#service.channelLifeMs(order.tokenRef, handle, signal);
    if (lifeMs !== null && lifeMs > this.#channels.endsInMs(order.channelRef) + INEXACT_MS) return lifeMs;
    throw new Failure({
      code: 'server/refused',
      message: t('Genesys Cloud did not extend the life of the channel, so it is replaced by a new one.'),
    });
  }

  /** Whether a question with this token would be answered before the token ends. */
  isAskable({ tokenRef }: Pick<SyncOrder, 'tokenRef'>): boolean {
    return this.#service.tokenEndsInMs(tokenRef) > ANSWERED_WITHIN_MS;
  }

  /** The topics that a channel carried by all that is known, and does not list. */
  async missing(order: Omit<SyncOrder, 'mode'>, signal: AbortSignal): Promise<readonly string[]> {
    const { channelRef, tokenRef } = order;
    const before = this.#carried.of(channelRef);
    const listed = await this.#service.listTopics(tokenRef, this.#handleOf(channelRef), signal);
    const missing = new Set(notCarried(before, listed));
    // Another wish may have been sent meanwhile, and what it leaves out is rightly not listed.
    return notCarried(this.#carried.of(channelRef), listed).filter((topic) => missing.has(topic));
  }

  /** Forgets what every channel but these was confirmed to carry. */
  keepOnly(channelRefs: ReadonlySet<number>): void {
    this.#carried.keepOnly(channelRefs);
  }

  /** The service's word is checked against the channel's own list, and what is missing there is asked for again. */
  async #replace(
    wanted: readonly string[],
    order: SyncOrder,
    handle: string,
    signal: AbortSignal,
  ): Promise<readonly Subscription[]> {
    const { tokenRef } = order;
    const results = await this.#service.replaceTopics(tokenRef, handle, wanted, signal);
    const carried = await this.#listed(tokenRef, handle, signal);
    if (carried === null) return results;
    if (notCarried(results, carried).length === 0 && !carriesMore(wanted, carried)) return results;
    const repaired = await this.#service.replaceTopics(tokenRef, handle, wanted, signal);
    const left = new Set(notCarried(repaired, (await this.#listed(tokenRef, handle, signal)) ?? wanted));
    if (!this.#isBelieved(left, order)) throw new Failure(notListedYet());
    return repaired.map((result) => (left.has(result.topic) ? this.#notTakenOver(result.topic) : result));
  }

  /**
   * Whether topics that are not listed never will be. A list may lag behind, so it is looked at more than once; what
   * was looked for in vain on an earlier channel is not waited for again.
   */
  #isBelieved(unlisted: ReadonlySet<string>, { channelRef }: SyncOrder): boolean {
    const known = new Set(
      this.#known.filter((result) => this.#ownRefusals.has(result)).map(({ topic }) => topic),
    );
    if ([...unlisted].every((topic) => known.has(topic))) return true;
    const version = this.#version;
    const isSame = this.#doubt.channelRef === channelRef && this.#doubt.version === version;
    this.#doubt = { channelRef, version, times: isSame ? this.#doubt.times + 1 : 1 };
    return this.#doubt.times >= LOOKS;
  }

  /** What a channel carries; null when the service does not tell now. That alone is no reason to doubt its word. */
  async #listed(tokenRef: number, handle: string, signal: AbortSignal): Promise<readonly string[] | null> {
    try {
      return await this.#service.listTopics(tokenRef, handle, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const { code } = toMonitorError(thrown);
      if (code === 'channel/gone' || code === 'auth/token-rejected') throw thrown;
      return null;
    }
  }

  /**
   * What is known of the wanted topics, when every one has an answer and the channel carries what was confirmed, and
   * nothing else; null otherwise.
   */
  async #asConfirmed(
    wanted: readonly string[],
    { tokenRef }: SyncOrder,
    handle: string,
    signal: AbortSignal,
  ): Promise<readonly Subscription[] | null> {
    const carried = await this.#service.listTopics(tokenRef, handle, signal);
    const known = new Map(this.#known.map((result) => [result.topic, result]));
    const results = wanted.flatMap((topic) => known.get(topic) ?? []);
    const isKnown = results.length === wanted.length;
    const isConfirmed = notCarried(results, carried).length === 0 && !carriesMore(wanted, carried);
    return isKnown && isConfirmed ? results : null;
  }

  #notTakenOver(topic: string): Subscription {
    const reason = t('Genesys Cloud accepted this topic, but its channel does not list it.');
    const refusal: Subscription = { topic, status: 'refused', reason };
    this.#ownRefusals.add(refusal);
    return refusal;
  }

  #learn(results: readonly Subscription[]): void {
    this.#known = results;
    this.#tell(results);
  }

  #handleOf(channelRef: number): string {
    const channel = this.#channels.get(channelRef);
    if (channel !== undefined) return channel.handle;
    throw new Failure({ code: 'channel/gone', message: t('The notification channel no longer exists.') });
  }
}
