import type { Conversation } from './conversation.ts';
import type { PresenceDefinition, SystemPresence } from './presences.ts';
import type { Person } from './roster.ts';
import type { World } from './world.ts';

export type RoutingStatus = 'OFF_QUEUE' | 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'COMMUNICATING';

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
  /** Queues they take work from, always at least one. */
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

/** Sets a presence and the routing status that follows from it: off queue everywhere but on queue. */
export function setPresence(world: World, agent: Agent, definition: PresenceDefinition, message = ''): void {
  agent.presence = { definition, message, sinceMs: world.nowMs };
  world.tell({ kind: 'presence', agent });
  const isOnQueue = definition.systemPresence === 'OnQueue';
  if (!isOnQueue) setRouting(world, agent, 'OFF_QUEUE');
  else if (agent.routing.status === 'OFF_QUEUE') setRouting(world, agent, 'IDLE');
  const isAtStation = definition.systemPresence !== 'Offline';
  if (isAtStation === agent.isAtStation) return;
  agent.isAtStation = isAtStation;
  world.tell({ kind: 'station', agent });
}

export function setRouting(world: World, agent: Agent, status: RoutingStatus): void {
  if (agent.routing.status === status) return;
  agent.routing = { status, sinceMs: world.nowMs };
  world.tell({ kind: 'routing-status', agent });
}

export function setOutOfOffice(world: World, agent: Agent, untilMs?: number): void {
  const active = untilMs !== undefined;
  if (active === agent.outOfOffice.active) return;
  const changed = { active, changedAtMs: world.nowMs };
  agent.outOfOffice = active ? { ...changed, untilMs } : changed;
  world.tell({ kind: 'out-of-office', agent });
}

/** The organisation's definition of a system presence: the primary one, or one of its own when there is any. */
export function presenceOf(
  world: World,
  systemPresence: SystemPresence,
  which: 'primary' | 'own',
): PresenceDefinition {
  const all = world.roster.presences.filter((presence) => presence.systemPresence === systemPresence);
  const wanted = all.filter((presence) => presence.isPrimary === (which === 'primary'));
  const choice = wanted.length > 0 ? wanted : all;
  const definition = choice[Math.floor(world.random() * choice.length)];
  if (!definition) throw new Error(`The organisation has no presence definition for ${systemPresence}.`);
  return definition;
}
