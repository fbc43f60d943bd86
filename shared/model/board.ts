import type { AgentState, ClockOffset } from './agent.ts';
import type { Directory } from './directory.ts';
import type { MonitorError } from './monitor-error.ts';
import type { TopicCost } from './subscription-unit.ts';

/** What a group of the board is made of. A team is a group of Genesys Cloud. */
export type GroupSource =
  | { readonly kind: 'queue'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string }
  | {
      readonly kind: 'list';
      readonly id: string;
      readonly name: string;
      readonly userIds: readonly string[];
    };

export type GroupKind = GroupSource['kind'];

/** Names a group: two of a kind have different ids. */
export interface GroupRef {
  readonly kind: GroupKind;
  readonly id: string;
}

export const isSameGroup = (one: GroupRef, other: GroupRef): boolean =>
  one.kind === other.kind && one.id === other.id;

/** How much of the board there can be. */
export const BOARD_BOUNDS = {
  groups: 100,
  /** People in a list. */
  people: 2_000,
  limits: 200,
  nameLength: 200,
  limitMs: { least: 1_000, most: 7 * 24 * 3_600_000 },
} as const;

/** A group as it is shown. Its members follow the organisation. */
export interface BoardGroup {
  readonly source: GroupSource;
  readonly name: string;
  /** Null until they have been read. */
  readonly members: readonly string[] | null;
  /** Why its members could not be read, or are no longer followed. */
  readonly problem: MonitorError | null;
}

/** What states a limit is for: one presence (system, or one of the organisation's own) or one routing status. */
export type LimitedState =
  | { readonly kind: 'presence'; readonly systemPresence: string; readonly definitionId: string | null }
  | { readonly kind: 'routing'; readonly status: string };

/** How long agents may be in a state: the first level warns, the second is over the limit. */
export interface StateLimit {
  readonly state: LimitedState;
  /** The group that it holds for; null for all of them. */
  readonly group: GroupRef | null;
  readonly warnAfterMs: number;
  readonly overAfterMs: number;
}

/** What the board of one organisation shows. */
export interface Board {
  readonly profileId: string;
  readonly groups: readonly BoardGroup[];
  readonly limits: readonly StateLimit[];
  readonly clock: ClockOffset | null;
  /** The names of its people, queues and presences. */
  readonly directory: Directory;
}

/** Agents of one organisation that are not what they were. */
export interface AgentsChanged {
  readonly profileId: string;
  readonly agents: readonly AgentState[];
}

/** What watching a group would take, said before it is done. */
export interface GroupPreview {
  readonly name: string;
  readonly members: number;
  /** Topics that it adds to what is subscribed to. */
  readonly added: number;
  /** What all topics together would take. */
  readonly cost: TopicCost;
  /** Says why it is more than Vigil takes on; null when it is not. */
  readonly excess: string | null;
}
