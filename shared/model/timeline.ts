import type { ConnectionState, EpochMs, Gap, RenewalKind } from './connection-state.ts';
import type { MonitorError } from './monitor-error.ts';
import type { RefreshSummary } from './refresh.ts';
import type { Subscription } from './subscription.ts';

/** Whom or what an event is about. Ids are resolved to names by the directory, where they are known. */
export type Subject =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'queue'; readonly id: string }
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'other'; readonly id: string | null };

export type ChangeValue =
  | { readonly kind: 'presence'; readonly systemPresence: string; readonly definitionId: string | null }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number };

/** What an event changed against the previous event of the same topic. */
export interface Change {
  /** What changed, in words: `presence`, `routing status`, `waiting`. */
  readonly field: string;
  /** Null when this is the first event seen of the topic. */
  readonly from: ChangeValue | null;
  readonly to: ChangeValue;
  /** How long the former value had held; null when that is not known. */
  readonly heldMs: number | null;
}

/** A notification as it was stored: decoded, numbered, and compared with its predecessor. Its body is asked for when it is looked at. */
export interface MonitorEvent {
  /** Number among stored events: 1, 2, 3… without a hole. */
  readonly seq: number;
  /** The single topic it came under, also when a combined topic was subscribed. */
  readonly topic: string;
  readonly version: string | null;
  readonly correlationId: string | null;
  readonly subject: Subject;
  /** Tells things apart that share one topic: a conversation of a queue, a medium of its figures. */
  readonly entity?: string;
  readonly changes: readonly Change[];
  /** The beginning of a body of which nothing is known to have changed, in words; empty for others. */
  readonly preview: string;
  /** When it happened, by the server's own clock; null where the body does not say. */
  readonly happenedAt: EpochMs | null;
  /** How often it was delivered, when that was more than once: in an overlap two sockets bring each event. */
  readonly deliveries?: number;
}

/** What the user noted on an entry. An entry that has neither pin nor note has no mark. */
export interface Mark {
  readonly isPinned: boolean;
  /** At most `MAX_NOTE_LENGTH` characters; empty when there is none. */
  readonly note: string;
}

export const MAX_NOTE_LENGTH = 2_000;

/** What was found to have changed when it was fetched after a gap: refreshed, not heard. */
export interface Refreshed {
  /** The single topic whose events would have told of it. */
  readonly topic: string;
  readonly subject: Subject;
  /** From what was last known to what was fetched; what lay between is not known, and so not how long it held. */
  readonly changes: readonly Change[];
  /** Since when it is so, by the server's own clock; null where the service does not say. */
  readonly since: EpochMs | null;
}

export type TimelineRecord =
  | { readonly type: 'event'; readonly event: MonitorEvent }
  | { readonly type: 'connection'; readonly state: ConnectionState }
  | {
      readonly type: 'renewal';
      readonly kind: RenewalKind;
      readonly phase: 'started' | 'done' | 'failed';
      readonly cause?: MonitorError;
    }
  | { readonly type: 'subscription'; readonly subscription: Subscription }
  | { readonly type: 'gap'; readonly gap: Gap }
  | { readonly type: 'refreshed'; readonly refreshed: Refreshed }
  | { readonly type: 'refresh'; readonly refresh: RefreshSummary }
  | {
      readonly type: 'diagnostic';
      readonly error: MonitorError;
      readonly sample: string;
      /** How many entries it stands in the place of, from its position on, of which nobody knows what they told of. */
      readonly missing?: number;
    };

/**
 * One row of the timeline. `position` numbers all rows of a history without a hole, in the order they were
 * stored; a reader that sees a jump asks for what lies between.
 */
export type TimelineEntry = {
  readonly position: number;
  readonly at: EpochMs;
  readonly mark?: Mark;
} & TimelineRecord;
