import type { PracticeRoutingStatus } from '../../shared/practice/levers.ts';
import type { Random } from '../base/random.ts';
import type { Agenda } from './agenda.ts';
import type { PresenceDefinition, SystemPresence } from './presences.ts';
import type { QueueStatistics } from './queue-statistics.ts';
import type { Media, Person, QueueDefinition, Roster, TeamDefinition, WrapUpCode } from './roster.ts';

/** The state of the contact centre, as types: people, conversations, queues, and what is said when one changes. */

/** The whole state of the contact centre. Everything that changes it says so with a fact. */
export interface World {
  nowMs: number;
  readonly roster: Roster;
  readonly agents: ReadonlyMap<string, Agent>;
  /** Who is idle, the longest first. */
  readonly idle: Set<Agent>;
  readonly queues: ReadonlyMap<string, ServiceQueue>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly conversations: Map<string, Conversation>;
  readonly agenda: Agenda;
  readonly random: Random;
  /** How many times faster than life it runs. */
  readonly speed: number;
  /** Called at once at every change, while the state is the one that the fact is about. */
  tell: (fact: Fact) => void;
}

export type RoutingStatus = PracticeRoutingStatus;

/** A stretch of a shift in one presence. */
export interface Block {
  readonly presence: SystemPresence;
  /** The primary definition of the presence, or one of the organisation's own. */
  readonly which: 'primary' | 'own';
  readonly minutes: number;
  readonly message?: string;
}

/** What a person is doing right now. */
export interface Agent {
  readonly person: Person;
  presence: { readonly definition: PresenceDefinition; readonly message: string; readonly sinceMs: number };
  routing: { readonly status: RoutingStatus; readonly sinceMs: number };
  /** Queues they are a member of. */
  queueIds: readonly string[];
  /** Of these the ones that they have joined, which is where they take work from. */
  activeQueueIds: readonly string[];
  activeQueuesChangedAtMs: number;
  outOfOffice: { readonly active: boolean; readonly changedAtMs: number; readonly untilMs?: number };
  isAtStation: boolean;
  /** The conversation they are offered, in, or wrapping up. */
  conversation: Conversation | undefined;
  /** The present stretch of the shift, and what is left after it. */
  block: Block | undefined;
  blocksLeft: Block[];
  /** The time of the present block is up and they move on as soon as they are free. */
  isBlockOver: boolean;
}

/** A team as it is now. Its changes are no facts: the service tells nobody of them. */
export interface Team {
  readonly definition: TeamDefinition;
  readonly members: Set<Agent>;
  changedAtMs: number;
}

export type DisconnectType = 'client' | 'peer' | 'transfer' | 'transfer.noanswer' | 'endpoint';

/** A stretch of a conversation on hold; without an end while it lasts. */
export interface Hold {
  readonly startMs: number;
  endMs?: number;
}

/** Somebody's part in a conversation. Times are epoch milliseconds. */
export interface Participant {
  readonly id: string;
  /** Names the participant's media session in the detail events. */
  readonly sessionId: string;
  /** `acd` is the queue itself. */
  readonly purpose: 'customer' | 'acd' | 'agent';
  readonly name: string;
  readonly agent?: Agent;
  readonly startMs: number;
  state: 'alerting' | 'connected' | 'disconnected';
  connectedMs?: number;
  endMs?: number;
  disconnectType?: DisconnectType;
  /** The last one lasts while the part is on hold. */
  readonly holds: Hold[];
  acwStartMs?: number;
  acwEndMs?: number;
  wrapUp?: { readonly code: WrapUpCode; readonly durationSeconds: number; readonly endMs: number };
}

/**
 * - `waiting`: in the queue
 * - `alerting`: offered to an agent
 * - `talking`: an agent has taken it (also while on hold)
 * - `wrapping-up`: the customer is gone, the agent writes it up
 * - `over`
 */
export type ConversationState = 'waiting' | 'alerting' | 'talking' | 'wrapping-up' | 'over';

export interface Conversation {
  readonly id: string;
  readonly media: Media;
  /** Calls that agents make on their own account pass no queue. */
  readonly queue: ServiceQueue | undefined;
  readonly direction: 'inbound' | 'outbound';
  /** The customer's address: a `tel:` number, an email address or a messaging id. */
  readonly customerAddress: string;
  readonly ownAddress: string;
  readonly subject?: string;
  readonly startMs: number;
  readonly participants: Participant[];
  state: ConversationState;
  changedAtMs: number;
}

/** A part that an agent has. */
export type AgentPart = Participant & { readonly agent: Agent };

/** A queue at work: who waits in it and how it has done in the current half hour. */
export interface ServiceQueue {
  readonly definition: QueueDefinition;
  /** In the order in which they are served. */
  readonly waiting: Conversation[];
  /** Offered to agents who have not answered yet. */
  readonly alerting: Set<Conversation>;
  readonly interacting: Set<Conversation>;
  readonly statistics: QueueStatistics;
  lastObservedMs: number;
  isObservationDue: boolean;
  /** The kinds of conversation that have changed since the last report. */
  readonly changedMedia: Set<Media>;
}

/** The moments of a conversation that the detail events report. */
export type Moment =
  'customer.start' | 'customer.end' | 'acd.start' | 'acd.end' | 'user.start' | 'user.end' | 'acw' | 'wrapup';

/** Something that has just changed. It points at the changed state, so it is to be read at once. */
export type Fact =
  | { readonly kind: 'presence'; readonly agent: Agent }
  | { readonly kind: 'routing-status'; readonly agent: Agent }
  | {
      readonly kind: 'queue-membership';
      readonly agent: Agent;
      readonly queueId: string;
      readonly joined: boolean;
    }
  | { readonly kind: 'station'; readonly agent: Agent }
  | { readonly kind: 'out-of-office'; readonly agent: Agent }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | {
      readonly kind: 'moment';
      readonly moment: Moment;
      readonly conversation: Conversation;
      readonly participant: Participant;
    }
  /** Statistics of a queue, of which those in total and of these media have changed. */
  | { readonly kind: 'queue-observed'; readonly queue: ServiceQueue; readonly media: readonly Media[] };
