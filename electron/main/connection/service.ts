import type { Subscription } from '../../../shared/model/subscription.ts';

/** A channel as the connection holds it. `handle` and `connectUri` are bearer secrets. */
export interface HeldChannel {
  readonly handle: string;
  readonly connectUri: string;
  /** From the moment of the answer. */
  readonly lifetimeMs: number;
}

/** What the connection asks of Genesys Cloud. Tokens go by number; their values stay with whoever holds them. */
export interface Service {
  /** A usable token; `newerThan` asks for another one than that. Concurrent callers share one request. */
  readonly obtainToken: (newerThan: number | null) => Promise<number>;
  readonly rejectToken: (tokenRef: number) => void;
  readonly tokenDueInMs: (tokenRef: number) => number;
  readonly tokenEndsInMs: (tokenRef: number) => number;
  readonly createChannel: (tokenRef: number, signal: AbortSignal) => Promise<HeldChannel>;
  readonly channelExists: (tokenRef: number, handle: string, signal: AbortSignal) => Promise<boolean>;
  /** How many channels all installs of the client id hold. */
  readonly countChannels: (tokenRef: number, signal: AbortSignal) => Promise<number>;
  /** How long a channel still lives by the service's own word; null when the service does not say. */
  readonly channelLifeMs: (tokenRef: number, handle: string, signal: AbortSignal) => Promise<number | null>;
  readonly listTopics: (tokenRef: number, handle: string, signal: AbortSignal) => Promise<readonly string[]>;
  readonly replaceTopics: (
    tokenRef: number,
    handle: string,
    topics: readonly string[],
    signal: AbortSignal,
  ) => Promise<readonly Subscription[]>;
}
