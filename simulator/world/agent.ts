import type { PresenceDefinition, SystemPresence } from './presences.ts';
import type { Agent, RoutingStatus, World } from './state.ts';

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
