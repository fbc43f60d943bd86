import type { PresenceDefinition, SystemPresence } from './presences.ts';
import type { Agent, RoutingStatus, World } from './state.ts';

/** Sets a presence and what follows from it: the routing status, the station, and being back in the office. */
export function setPresence(world: World, agent: Agent, definition: PresenceDefinition, message = ''): void {
  if (agent.presence.definition.systemPresence === 'Offline') setOutOfOffice(world, agent);
  agent.presence = { definition, message, sinceMs: world.nowMs };
  world.tell({ kind: 'presence', agent });
  if (agent.routing.status === 'OFF_QUEUE' || !isOnQueue(agent)) {
    setRouting(world, agent, statusAtWork(agent));
  }
  const isAtStation = definition.systemPresence !== 'Offline';
  if (isAtStation === agent.isAtStation) return;
  agent.isAtStation = isAtStation;
  world.tell({ kind: 'station', agent });
}

/** Sets a routing status. Whoever is not on queue has none but off queue, even while they finish a conversation. */
export function setRouting(world: World, agent: Agent, atWork: RoutingStatus): void {
  const status = isOnQueue(agent) ? atWork : 'OFF_QUEUE';
  if (agent.routing.status === status) return;
  agent.routing = { status, sinceMs: world.nowMs };
  if (status === 'IDLE') world.idle.add(agent);
  else world.idle.delete(agent);
  world.tell({ kind: 'routing-status', agent });
}

export function setOutOfOffice(world: World, agent: Agent, untilMs?: number): void {
  const active = untilMs !== undefined;
  if (active === agent.outOfOffice.active) return;
  const changed = { active, changedAtMs: world.nowMs };
  agent.outOfOffice = active ? { ...changed, untilMs } : changed;
  world.tell({ kind: 'out-of-office', agent });
}

export function isOnQueue(agent: Agent): boolean {
  return agent.presence.definition.systemPresence === 'OnQueue';
}

/** The status of somebody on queue, by the conversation that they have. */
function statusAtWork({ conversation }: Agent): RoutingStatus {
  if (!conversation || conversation.state === 'alerting') return 'IDLE';
  return conversation.queue ? 'INTERACTING' : 'COMMUNICATING';
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
