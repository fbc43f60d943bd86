import type { MonitorError } from './monitor-error.ts';
import type { RefreshReport } from './refresh.ts';

/** Milliseconds since 1970-01-01 UTC on this computer's wall clock. */
export type EpochMs = number;

/** Why a second channel is being built while the first still serves. */
export type RenewalKind = 'token' | 'channel' | 'socket';

/**
 * What the connection is doing. The window renders this union and decides nothing.
 * A planned renewal never leaves `live`; it only shows in `renewal`.
 */
export type ConnectionState =
  | { readonly status: 'signed-out' }
  | { readonly status: 'authorizing'; readonly since: EpochMs }
  | { readonly status: 'opening-channel'; readonly since: EpochMs }
  | { readonly status: 'connecting'; readonly since: EpochMs }
  | {
      readonly status: 'live';
      readonly since: EpochMs;
      readonly renewal: RenewalKind | null;
      readonly concern: Concern | null;
    }
  | {
      readonly status: 'waiting';
      readonly since: EpochMs;
      /** How many attempts in a row have failed. */
      readonly attempt: number;
      /** The absolute moment of the next attempt. */
      readonly retryAt: EpochMs;
      readonly cause: MonitorError;
    }
  | { readonly status: 'offline'; readonly since: EpochMs; readonly retryAt: EpochMs }
  | { readonly status: 'failed'; readonly since: EpochMs; readonly cause: MonitorError }
  | { readonly status: 'stopped'; readonly since: EpochMs };

/** Everything arrives, but the next renewal stands on doubtful ground. `retryAt` is null when nobody tries again. */
export interface Concern {
  readonly cause: MonitorError;
  readonly retryAt: EpochMs | null;
}

/** A loss of coverage that is not over yet. */
export interface OpenGap {
  /** The last moment of proven life. */
  readonly from: EpochMs;
  readonly cause: MonitorError;
  readonly attempts: number;
  /** The topics that went unheard; null for all of them. */
  readonly topics: readonly string[] | null;
}

/**
 * A loss of coverage, from the last moment of proven life to the moment a socket was again proven and its topics
 * confirmed. Events in between were not delivered and cannot be fetched: Genesys Cloud keeps none.
 */
export interface Gap extends OpenGap {
  readonly id: string;
  readonly to: EpochMs;
}

/** The connection as the window shows it: the state and the facts around it. Holds no secret. */
export interface ConnectionReport {
  readonly state: ConnectionState;
  /** Attempts since coverage was lost, or since the session started. */
  readonly attempts: number;
  readonly openGap: OpenGap | null;
  /** True while an open socket is being probed after sleep or a network change. */
  readonly isProbing: boolean;
  readonly token: {
    readonly expiresAt: EpochMs;
    readonly renewsAt: EpochMs;
    readonly renewals: number;
  } | null;
  readonly channel: { readonly expiresAt: EpochMs; readonly renewsAt: EpochMs } | null;
  /** The topics are spread over so many channels as they need; one entry each, in order. */
  readonly shards: readonly ShardReport[];
  /** Channels created in this session, of the 20 that all installs of a client id share. */
  readonly channelsCreated: number;
  /** When the last frame of any kind arrived. */
  readonly lastFrameAt: EpochMs | null;
  /** Time from the last ping to its answer. */
  readonly roundTripMs: number | null;
  /** Frames that arrived twice during an overlap and were folded. */
  readonly duplicatesFolded: number;
  /** Frames that could not be read. */
  readonly malformedFrames: number;
  /** What is fetched after a gap: how far that is, or how the last one ended; null before the first. */
  readonly refresh: RefreshReport | null;
}

/** One of the channels that share the topics, with its socket. */
export interface ShardReport {
  /** How many topics it carries. */
  readonly topics: number;
  readonly state: ConnectionState;
  readonly channel: { readonly expiresAt: EpochMs; readonly renewsAt: EpochMs } | null;
}

/** The report of a connection that nothing is known of but its state: no session was open, or none could be. */
export function bareReport(state: ConnectionState): ConnectionReport {
  return {
    state,
    attempts: 0,
    openGap: null,
    isProbing: false,
    token: null,
    channel: null,
    shards: [],
    channelsCreated: 0,
    lastFrameAt: null,
    roundTripMs: null,
    duplicatesFolded: 0,
    malformedFrames: 0,
    refresh: null,
  };
}
