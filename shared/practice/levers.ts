/**
 * The levers of the practice org: one closed list of the faults and scenes it can play, sent to its control endpoint
 * as `POST {controlUrl}/levers` with one lever as JSON. Times are in milliseconds.
 */
export type Lever = Fault | Scene;

/** Something goes wrong with the service or on the way to it. */
export type Fault =
  /** Cut every open socket. Without a code the TCP connection dies unannounced, as after a network change. */
  | { readonly lever: 'drop'; readonly closeCode?: number }
  /** Keep sockets open but neither read nor write: a half-open connection. */
  | { readonly lever: 'freeze'; readonly durationMs: number }
  /** Send no heartbeats and answer no pings, while events go on. */
  | { readonly lever: 'mute'; readonly durationMs: number }
  /** Tokens issued so far stop working at once; their sockets close. */
  | { readonly lever: 'expire-token' }
  /** As `expire-token`, announced by `v2.system.token_revoked`. */
  | { readonly lever: 'revoke-token' }
  /** Announce `v2.system.socket_closing`, then close the sockets after the grace time. */
  | { readonly lever: 'socket-closing'; readonly graceMs: number }
  /** Channels created so far are gone at once, as after their expiry. */
  | { readonly lever: 'expire-channel' }
  /** Another install takes the channels: `v2.system.no_longer_subscribed`, then close. */
  | { readonly lever: 'evict-channel' }
  /** Everything is refused: sockets die and new connections are reset. */
  | { readonly lever: 'outage'; readonly durationMs: number }
  /** One part of the service answers with an HTTP status. */
  | {
      readonly lever: 'answer';
      readonly part: 'token' | 'api' | 'upgrade';
      readonly status: number;
      readonly durationMs: number;
      readonly retryAfterSeconds?: number;
    }
  /** Delay every HTTP answer. */
  | { readonly lever: 'slow'; readonly delayMs: number; readonly durationMs: number }
  /** Send frames that are not what they should be. */
  | { readonly lever: 'malformed'; readonly count: number }
  /** Send an event that is meant to harm whoever reads or shows it carelessly. */
  | { readonly lever: 'hostile'; readonly kind: Hostility }
  /** Many events at once. */
  | { readonly lever: 'burst'; readonly count: number; readonly perSecond: number }
  /** Send each event twice. */
  | { readonly lever: 'duplicate'; readonly durationMs: number }
  /** End every fault that is running. */
  | { readonly lever: 'restore' };

/** Somebody does something now. Until the course of their day moves them on, they stay so. */
export type Scene =
  /** A member of a queue takes work from it at once; leaving, they finish what they have in hand. */
  | { readonly lever: 'join-queue'; readonly userId: string; readonly queueId: string }
  | { readonly lever: 'leave-queue'; readonly userId: string; readonly queueId: string }
  /** No topic tells of it: only who looks again sees it. */
  | { readonly lever: 'join-team'; readonly userId: string; readonly teamId: string }
  | { readonly lever: 'leave-team'; readonly userId: string; readonly teamId: string }
  /** As REST writes it, such as `OnQueue`; its primary definition unless another one is named. */
  | {
      readonly lever: 'set-presence';
      readonly userId: string;
      readonly systemPresence: string;
      readonly definitionId?: string;
    }
  /** With the presence and the conversation that the status takes, when they have none that fits. */
  | { readonly lever: 'set-routing'; readonly userId: string; readonly status: PracticeRoutingStatus };

export type PracticeRoutingStatus = 'OFF_QUEUE' | 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'COMMUNICATING';

/** Names, characters and numbers that mislead; ten thousand levels; ten megabytes in a hundred thousand fields. */
export type Hostility = 'strange' | 'deep' | 'large';

export type LeverName = Lever['lever'];

/** How an embedded practice org is reached. The credentials are random and live as long as it runs. */
export interface PracticeOrgAddress {
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly controlUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Starts a practice org on a free loopback port. The one thing the client side knows of the simulator, so that
 * an entry point can load it when it is wanted and everything else speaks to it over the network.
 */
export type StartPracticeOrg = () => Promise<{
  readonly address: PracticeOrgAddress;
  readonly close: () => Promise<void>;
}>;
