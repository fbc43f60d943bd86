import { randomInt } from 'node:crypto';
import type { Cancel } from '../base/clock.ts';
import type { Timers } from '../base/timers.ts';
import type { Token } from '../oauth/token-registry.ts';
import type { ChannelRecord, EndCause, ReceivedLog } from '../received/received-log.ts';
import type { Subscriptions } from './subscription-plan.ts';

/** The socket of a channel, as the channel sees it. */
export interface ChannelSocket {
  readonly socketId: number;
  /** Writes a frame; `lost` when the socket is closing, `held` when it is frozen: `onSettled` then tells what became of it. */
  send(frame: string, onSettled?: (outcome: 'sent' | 'lost') => void): 'sent' | 'held' | 'lost';
  close(code: number, cause: EndCause): void;
}

export interface Channel {
  readonly id: string;
  readonly clientId: string;
  token: Token;
  expiresAtMs: number;
  lastUsedAtMs: number;
  /** Orders channels that were used in the same millisecond. */
  lastUse: number;
  subscriptions: Subscriptions;
  socket: ChannelSocket | undefined;
  /** How many events this channel was due, sent or not. */
  eventCount: number;
  isAlive: boolean;
  /** Its token has ended while its socket was left open: it can no longer be addressed and goes with that socket. */
  isRetired: boolean;
}

const MAX_CHANNELS_PER_CLIENT = 20;
const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 26;

/** All channels of the organisation: at most twenty a client, found by id, and by the topics they listen to. */
export class ChannelRegistry {
  readonly #timers: Timers;
  readonly #lifetimeMs: number;
  readonly #log: ReceivedLog;
  /** Told after a channel has ended, while its socket is still there to be told and closed. */
  readonly #onEnd: (channel: Channel, cause: EndCause) => void;
  readonly #channels = new Map<string, Channel>();
  readonly #listeners = new Map<string, Set<Channel>>();
  readonly #expiries = new Map<Channel, Cancel>();
  readonly #records = new Map<Channel, ChannelRecord>();
  #uses = 0;

  constructor(
    timers: Timers,
    lifetimeMs: number,
    log: ReceivedLog,
    onEnd: (channel: Channel, cause: EndCause) => void,
  ) {
    this.#timers = timers;
    this.#lifetimeMs = lifetimeMs;
    this.#log = log;
    this.#onEnd = onEnd;
  }

  get all(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** Creates a channel. A client's twenty-first takes the place of the one that was used longest ago, unconnected ones first. */
  create(token: Token): Channel {
    const siblings = this.all.filter((channel) => channel.clientId === token.clientId);
    if (siblings.length >= MAX_CHANNELS_PER_CLIENT) this.end(oldest(siblings), 'evicted');
    const nowMs = this.#timers.now();
    const channel: Channel = {
      id: newChannelId(),
      clientId: token.clientId,
      token,
      expiresAtMs: nowMs,
      lastUsedAtMs: nowMs,
      lastUse: 0,
      subscriptions: new Map(),
      socket: undefined,
      eventCount: 0,
      isAlive: true,
      isRetired: false,
    };
    this.#channels.set(channel.id, channel);
    const record = { channelId: channel.id, tokenTag: token.tag, createdAtMs: nowMs };
    this.#records.set(channel, this.#log.add<ChannelRecord>(this.#log.channels, record));
    this.#touch(channel);
    this.#extend(channel);
    return channel;
  }

  /** Finds a living channel, of one client when that is given, and marks it used. */
  find(id: string, clientId?: string): Channel | undefined {
    const channel = this.#channels.get(id);
    if (!channel || channel.isRetired) return undefined;
    if (clientId !== undefined && channel.clientId !== clientId) return undefined;
    // A timer is late after the computer slept.
    if (this.#timers.now() >= channel.expiresAtMs) {
      this.end(channel, 'expired');
      return undefined;
    }
    this.#touch(channel);
    return channel;
  }

  /** Replaces what a channel listens to and gives it a full life from now on. */
  subscribe(channel: Channel, subscriptions: Subscriptions): void {
    this.listenOnlyTo(channel, subscriptions);
    this.#extend(channel);
  }

  /** Replaces what a channel listens to, as unsubscribing does: its life is not extended. */
  listenOnlyTo(channel: Channel, subscriptions: Subscriptions): void {
    this.#forgetTopics(channel);
    channel.subscriptions = subscriptions;
    for (const topics of subscriptions.values()) {
      for (const topic of topics) this.#listenersOf(topic).add(channel);
    }
    this.#touch(channel);
  }

  /** The living channels that listen to a topic. */
  listeningTo(topic: string): readonly Channel[] {
    return [...(this.#listeners.get(topic) ?? [])];
  }

  /** Every single topic that some channel listens to. */
  get topics(): readonly string[] {
    return [...this.#listeners.keys()];
  }

  end(channel: Channel, cause: EndCause): void {
    if (!channel.isAlive) return;
    channel.isAlive = false;
    this.#channels.delete(channel.id);
    this.#forgetTopics(channel);
    this.#expiries.get(channel)?.();
    this.#expiries.delete(channel);
    const record = this.#records.get(channel);
    if (record) {
      record.endedAtMs = this.#timers.now();
      record.endCause = cause;
    }
    this.#records.delete(channel);
    this.#onEnd(channel, cause);
  }

  /** The token of a channel has ended: the channel ends too, or once its socket does when that is left open. */
  retire(channel: Channel): void {
    channel.isRetired = true;
    if (!channel.socket) this.end(channel, 'token-ended');
  }

  endAll(cause: EndCause): void {
    for (const channel of this.all) this.end(channel, cause);
  }

  #touch(channel: Channel): void {
    channel.lastUsedAtMs = this.#timers.now();
    channel.lastUse = this.#uses++;
  }

  #extend(channel: Channel): void {
    channel.expiresAtMs = this.#timers.now() + this.#lifetimeMs;
    this.#expiries.get(channel)?.();
    const cancel = this.#timers.after(this.#lifetimeMs, () => {
      this.end(channel, 'expired');
    });
    this.#expiries.set(channel, cancel);
  }

  #listenersOf(topic: string): Set<Channel> {
    const known = this.#listeners.get(topic);
    if (known) return known;
    const fresh = new Set<Channel>();
    this.#listeners.set(topic, fresh);
    return fresh;
  }

  #forgetTopics(channel: Channel): void {
    for (const topic of [...channel.subscriptions.values()].flat()) {
      const listeners = this.#listeners.get(topic);
      listeners?.delete(channel);
      if (listeners?.size === 0) this.#listeners.delete(topic);
    }
  }
}

function oldest(channels: readonly Channel[]): Channel {
  const unconnected = channels.filter((channel) => channel.socket === undefined);
  const candidates = unconnected.length > 0 ? unconnected : channels;
  return candidates.reduce((first, next) => (next.lastUse < first.lastUse ? next : first));
}

function newChannelId(): string {
  const tail = Array.from({ length: ID_LENGTH }, () => ID_ALPHABET.charAt(randomInt(ID_ALPHABET.length)));
  return `streaming-0-${tail.join('')}`;
}
