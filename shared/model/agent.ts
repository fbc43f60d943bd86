import type { EpochMs } from './connection-state.ts';

/**
 * How far a value can be trusted.
 * - `live`: heard while everything was covered, or fetched and covered since
 * - `refreshed`: fetched after a gap, and nothing was heard of it since; it stays so until something is
 * - `last-known`: from before a loss of coverage that is not made up for: it may have changed unseen
 */
export type Standing = 'live' | 'refreshed' | 'last-known';

/** A value as far as it is known. All moments are on the server's clock, except `asOf`. */
export interface Known<T> {
  readonly value: T;
  /** Since when it is so; null where the service did not say. */
  readonly since: EpochMs | null;
  readonly standing: Standing;
  /** The last moment at which it was known to be so, on this computer's clock; of a live value that is now. */
  readonly asOf: EpochMs;
}

export interface PresenceValue {
  /** As events write it: `ON_QUEUE`, `AWAY`. */
  readonly systemPresence: string;
  /** Which of the organisation's own presences it is. */
  readonly definitionId: string | null;
}

/** Source: `UserRoutingStatus` of the SDK models; another word of the service is kept as it is. */
export type RoutingStatus =
  'OFF_QUEUE' | 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'COMMUNICATING' | (string & {});

/** A conversation that an agent is offered, in, or wrapping up. */
export interface Interaction {
  readonly conversationId: string;
  /** `call`, `chat`, `email`, `message`, `callback`… as the service names it. */
  readonly media: string;
  readonly queueId: string | null;
  readonly direction: 'inbound' | 'outbound' | null;
  readonly phase: 'alerting' | 'connected' | 'held' | 'wrapping-up';
  /** Since when the agent has been in this phase, on the server's clock. */
  readonly since: EpochMs | null;
}

/** What is known of one person; null where nothing ever was. */
export interface AgentState {
  readonly userId: string;
  readonly presence: Known<PresenceValue> | null;
  readonly routing: Known<RoutingStatus> | null;
  readonly interactions: Known<readonly Interaction[]> | null;
  readonly outOfOffice: Known<boolean> | null;
}

/** How much the server's clock is ahead of this computer's, and how far that may be wrong. */
export interface ClockOffset {
  readonly offsetMs: number;
  readonly withinMs: number;
}

/** A stretch of an agent's day in one presence and routing status. */
export interface DayStretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly presence: PresenceValue | null;
  readonly routing: RoutingStatus | null;
  /** False where nobody listened: what is shown there is what was last known. */
  readonly isHeard: boolean;
}

/** What the history tells of an agent's day, oldest first. */
export interface AgentDay {
  readonly userId: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly stretches: readonly DayStretch[];
  /** Positions in the timeline of the newest changes, newest first. */
  readonly newestChanges: readonly number[];
}
