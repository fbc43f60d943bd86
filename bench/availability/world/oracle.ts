/** An event of the organisation, and what became of it. Times are true time, `wall` is the computer's clock. */
export interface Published {
  readonly topic: string;
  readonly at: number;
  readonly wall: number;
  /** By then it would have reached whoever listened. */
  readonly dueInMs: number;
  /** The computer was awake and a connection to the service could be made. */
  readonly isReachable: boolean;
  /** To how many sockets the service sent it. */
  readonly sent: number;
  /** How often the application was given it. */
  received: number;
}

export type RequestKind = 'token' | 'rest' | 'upgrade';

export interface Asked {
  readonly kind: RequestKind;
  readonly at: number;
  readonly isStale: boolean;
}

export interface IssuedToken {
  readonly endsAt: number;
  /** When the client was first told that it is refused. */
  refusedAt: number | null;
}

/** How a socket that had silently died was noticed. */
export interface HalfOpen {
  readonly at: number;
  /** Null while it is not noticed. */
  noticedInMs: number | null;
}

/** A stretch of the computer's wall clock that a contender's application knows it did not listen in. */
export interface Declared {
  readonly from: number;
  readonly to: number;
}

/** The world's own log: what happened, whatever a contender says. */
export class Oracle {
  readonly events: Published[] = [];
  readonly requests: Asked[] = [];
  readonly tokens = new Map<string, IssuedToken>();
  readonly halfOpens: HalfOpen[] = [];
  readonly outages: number[] = [];
  channelsCreated = 0;
  /** Upgrades to a channel that had refused one with 401 already. */
  deadChannelUpgrades = 0;
  readonly #deadChannels = new Set<string>();

  /** Notes a published event; its number is its place in the row. */
  published(event: Omit<Published, 'received'>): void {
    this.events.push({ ...event, received: 0 });
  }

  received(number: number): void {
    const event = this.events[number];
    if (event === undefined) throw new Error(`Event ${String(number)} was never published.`);
    event.received += 1;
  }

  asked(kind: RequestKind, at: number, token: string | null): void {
    const known = token === null ? undefined : this.tokens.get(token);
    const isStale = known !== undefined && (at > known.endsAt || at > (known.refusedAt ?? Infinity));
    this.requests.push({ kind, at, isStale });
  }

  tokenRefused(value: string, at: number): void {
    const token = this.tokens.get(value);
    if (token !== undefined) token.refusedAt ??= at;
  }
  upgradeRefused(channelId: string): void {
    if (this.#deadChannels.has(channelId)) this.deadChannelUpgrades += 1;
    this.#deadChannels.add(channelId);
  }
}
