import type { JsonValue } from '../../shared/genesys/wire.ts';
import type { LeverName } from '../../shared/practice/levers.ts';
import type { TokenStanding } from '../oauth/token-registry.ts';

/** Why a channel or a socket came to its end, as the org knows it. */
export type EndCause =
  | 'expired'
  | 'evicted'
  | 'token-ended'
  | 'replaced'
  | 'planned'
  | 'dropped'
  | 'outage'
  | 'client'
  | 'org-closed';

export interface RequestRecord {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** The answer's status; 0 when the connection was reset instead. */
  readonly status: number;
  readonly token: { readonly tag?: string; readonly standing: TokenStanding };
}

export interface TokenRequestRecord {
  readonly atMs: number;
  readonly status: number;
  /** Tag of the token that was issued. */
  readonly issued?: string;
}

export interface ChannelRecord {
  readonly channelId: string;
  readonly tokenTag: string;
  readonly createdAtMs: number;
  endedAtMs?: number;
  endCause?: EndCause;
}

export interface SocketRecord {
  readonly socketId: number;
  readonly channelId: string;
  readonly openedAtMs: number;
  closedAtMs?: number;
  closeCode?: number;
  endCause?: EndCause;
}

/** What became of an event on one channel. `held` waits in a frozen socket and becomes `sent` or `lost`. */
export interface Delivery {
  readonly channelId: string;
  /** Counts the events of this channel, from 1, sent or not. */
  readonly channelSequence: number;
  readonly socketId?: number;
  outcome: 'sent' | 'held' | 'lost' | 'not-connected';
  /** 2 while the `duplicate` lever is pulled. */
  readonly copies: number;
}

/** One event that at least one channel had subscribed to. */
export interface EventRecord {
  /** Counts all events of the org, from 1. */
  readonly sequence: number;
  readonly atMs: number;
  readonly topic: string;
  readonly correlationId: string;
  readonly body: JsonValue;
  readonly deliveries: readonly Delivery[];
}

/** What the org saw and did, for tests to compare with what a client claims. Each list keeps the newest entries. */
export interface Received {
  readonly requests: readonly RequestRecord[];
  readonly tokenRequests: readonly TokenRequestRecord[];
  readonly channels: readonly ChannelRecord[];
  readonly sockets: readonly SocketRecord[];
  readonly upgradesRefused: readonly { readonly atMs: number; readonly status: number }[];
  readonly events: readonly EventRecord[];
  readonly levers: readonly { readonly atMs: number; readonly lever: LeverName }[];
  eventsFor(topic: string): readonly EventRecord[];
  /** The events written to the sockets of one channel, in order. */
  sentTo(channelId: string): readonly EventRecord[];
}

export class ReceivedLog implements Received {
  readonly requests: RequestRecord[] = [];
  readonly tokenRequests: TokenRequestRecord[] = [];
  readonly channels: ChannelRecord[] = [];
  readonly sockets: SocketRecord[] = [];
  readonly upgradesRefused: { atMs: number; status: number }[] = [];
  readonly events: EventRecord[] = [];
  readonly levers: { atMs: number; lever: LeverName }[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Appends to one of the lists. Trims in blocks, so that a full list costs little per entry. */
  add<T>(list: T[], entry: T): T {
    list.push(entry);
    const slack = Math.ceil(this.#limit / 10);
    if (list.length > this.#limit + slack) list.splice(0, list.length - this.#limit);
    return entry;
  }

  eventsFor(topic: string): readonly EventRecord[] {
    return this.events.filter((event) => event.topic === topic);
  }

  sentTo(channelId: string): readonly EventRecord[] {
    return this.events.filter((event) =>
      event.deliveries.some((delivery) => delivery.channelId === channelId && delivery.outcome === 'sent'),
    );
  }
}
