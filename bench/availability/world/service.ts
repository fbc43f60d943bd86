import type { Connection } from './connection.ts';
import type { Oracle } from './oracle.ts';
import { EPOCH, type Timeline } from './timeline.ts';

/** Source: the client property `accessTokenValiditySeconds`, whose default is 24 hours. */
export const TOKEN_LIFETIME_MS = 86_400_000;
/** Source: "Usage limitations" of the Notifications API. */
const CHANNEL_LIFETIME_MS = 86_400_000;
/** All installs of a client id share these; the next one takes the place of the one that was used least lately. */
const MOST_CHANNELS = 20;
/** A planned close is announced so long before it. */
export const ANNOUNCED_MS = 60_000;
const HEARTBEAT_EVERY_MS = 30_000;
const REQUESTS_PER_MINUTE = 300;

interface Token {
  readonly value: string;
  readonly owner: string;
  readonly endsAt: number;
  isRevoked: boolean;
  readonly requestsAt: number[];
}

export interface Channel {
  readonly id: string;
  readonly token: Token;
  topics: Set<string>;
  endsAt: number;
  lastUsedAt: number;
  isGone: boolean;
  socket: Connection | null;
}

const control = (message: string): string =>
  JSON.stringify({ topicName: 'channel.metadata', eventBody: { message } });
const system = (topicName: string, eventBody: object = {}): string =>
  JSON.stringify({ topicName, eventBody });

/** Genesys Cloud as a bench needs it: tokens, channels that die with their token, and sockets on channels. */
export class Service {
  readonly #tokens = new Map<string, Token>();
  readonly #channels = new Map<string, Channel>();
  readonly #timeline: Timeline;
  readonly #oracle: Oracle;
  #created = 0;

  constructor(timeline: Timeline, oracle: Oracle) {
    this.#timeline = timeline;
    this.#oracle = oracle;
  }

  issueToken(owner: string): Token {
    const now = this.#timeline.now();
    const value = `token-${String(this.#tokens.size + 1)}`;
    const token: Token = {
      value,
      owner,
      endsAt: now + TOKEN_LIFETIME_MS,
      isRevoked: false,
      requestsAt: [],
    };
    this.#tokens.set(value, token);
    this.#oracle.tokens.set(value, { endsAt: token.endsAt, refusedAt: null });
    return token;
  }

  /** The token of a bearer, or null for one that is no good. */
  tokenOf(value: string): Token | null {
    const token = this.#tokens.get(value);
    if (token === undefined || token.isRevoked || token.endsAt <= this.#timeline.now()) return null;
    return token;
  }

  /** Counts a request of a token; true when it is one too many in this minute. */
  isTooMany(token: Token): boolean {
    const now = this.#timeline.now();
    while ((token.requestsAt[0] ?? now) < now - 60_000) token.requestsAt.shift();
    return token.requestsAt.push(now) > REQUESTS_PER_MINUTE;
  }

  createChannel(token: Token): Channel {
    const now = this.#timeline.now();
    this.#created += 1;
    const id = `streaming-0-${String(this.#created).padStart(26, '0')}`;
    this.#makeRoom(token.owner);
    const channel: Channel = {
      id,
      token,
      topics: new Set(),
      endsAt: 0,
      lastUsedAt: now,
      isGone: false,
      socket: null,
    };
    this.#channels.set(id, channel);
    this.#oracle.channelsCreated += 1;
    this.extend(channel);
    return channel;
  }

  /** Subscribing moves the end of a channel away, as far as its token lives. */
  extend(channel: Channel): void {
    const endsAt = Math.min(this.#timeline.now() + CHANNEL_LIFETIME_MS, channel.token.endsAt);
    if (endsAt === channel.endsAt) return;
    channel.endsAt = endsAt;
    const remainingMs = endsAt - this.#timeline.now();
    this.#timeline.after(remainingMs - ANNOUNCED_MS, () => {
      if (channel.endsAt === endsAt) channel.socket?.say(system('v2.system.socket_closing'));
    });
    this.#timeline.after(remainingMs, () => {
      if (channel.endsAt === endsAt) this.#end(channel, 1001);
    });
  }

  /** When a channel ends, as the service writes it. */
  expiresOf(channel: Channel): string {
    return new Date(EPOCH + channel.endsAt).toISOString();
  }

  aliveChannel(id: string): Channel | null {
    const channel = this.#channels.get(id);
    return channel === undefined || channel.isGone ? null : channel;
  }

  channelsOf(owner: string): readonly Channel[] {
    return [...this.#channels.values()].filter(({ token, isGone }) => !isGone && token.owner === owner);
  }

  /** Puts a socket on a channel; the former one is closed. */
  connect(channel: Channel, socket: Connection): void {
    const former = channel.socket;
    channel.socket = socket;
    channel.lastUsedAt = this.#timeline.now();
    former?.bid(1000);
    socket.open({
      said: (text) => {
        if (text.includes('"ping"')) socket.say(control('pong'));
      },
      ended: () => {
        if (channel.socket === socket) channel.socket = null;
      },
    });
    this.#beat(socket);
  }

  /** Sends an event to every channel that carries its topic. Answers with the number of sockets it went to. */
  publish(topic: string, number: number): number {
    let sent = 0;
    const text = JSON.stringify({
      topicName: topic,
      version: '2',
      eventBody: { number },
      metadata: { CorrelationId: `event-${String(number)}` },
    });
    for (const { socket, topics, isGone } of this.#channels.values()) {
      if (isGone || socket === null || !topics.has(topic)) continue;
      socket.say(text);
      sent += 1;
    }
    return sent;
  }

  /** An administrator ends every token; the channels die with them. */
  revokeTokens(): void {
    for (const token of this.#tokens.values()) {
      token.isRevoked = true;
    }
    for (const channel of this.#channels.values()) {
      if (channel.isGone || !channel.token.isRevoked) continue;
      channel.socket?.say(system('v2.system.token_revoked.x', { systemTopicType: 'token_revoked' }));
      this.#end(channel, 1008);
    }
  }

  /** Other installs of the client id take the places of the channels that are in use. */
  evictChannels(): void {
    for (const channel of this.#channels.values()) if (!channel.isGone) this.#evict(channel);
  }

  /** The service is taken out for maintenance: sockets are announced to close, and close. Channels live on. */
  announceMaintenance(): void {
    const open = this.openSockets();
    for (const socket of open) socket.say(system('v2.system.socket_closing'));
    this.#timeline.after(ANNOUNCED_MS, () => {
      for (const socket of open) socket.bid(1001);
    });
  }

  openSockets(): readonly Connection[] {
    return [...this.#channels.values()].flatMap(({ socket }) => (socket?.isOpen === true ? [socket] : []));
  }

  /** Channels whose end is past are of no more use to anybody. */
  #end(channel: Channel, closeCode: number): void {
    if (channel.isGone) return;
    channel.isGone = true;
    channel.socket?.bid(closeCode);
    channel.socket = null;
    this.#channels.delete(channel.id);
  }

  #evict(channel: Channel): void {
    channel.socket?.say(
      system('v2.system.no_longer_subscribed.x', { systemTopicType: 'no_longer_subscribed' }),
    );
    this.#end(channel, 1008);
  }

  #makeRoom(owner: string): void {
    const held = this.channelsOf(owner);
    if (held.length < MOST_CHANNELS) return;
    const rank = (channel: Channel): number => channel.lastUsedAt + (channel.socket === null ? 0 : 1e15);
    const [oldest] = [...held].sort((one, other) => rank(one) - rank(other));
    if (oldest !== undefined) this.#evict(oldest);
  }

  #beat(socket: Connection): void {
    this.#timeline.after(HEARTBEAT_EVERY_MS, () => {
      if (!socket.isOpen) return;
      socket.say(control('WebSocket Heartbeat'));
      this.#beat(socket);
    });
  }
}
