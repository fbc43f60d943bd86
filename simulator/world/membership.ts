import type { TeamDefinition } from './roster.ts';
import type { Agent, Team, World } from './state.ts';

/** Who belongs to which queue and which team. */

/** Has a member of a queue take work from it or not. */
export function setJoined(world: World, agent: Agent, queueId: string, joined: boolean): void {
  agent.activeQueueIds = agent.queueIds.filter((id) =>
    id === queueId ? joined : agent.activeQueueIds.includes(id),
  );
  agent.activeQueuesChangedAtMs = world.nowMs;
  world.tell({ kind: 'queue-membership', agent, queueId, joined });
}

/** Makes somebody a member of a queue who takes work from it at once. */
export function joinQueue(world: World, agent: Agent, queueId: string): void {
  if (agent.queueIds.includes(queueId)) return;
  agent.queueIds = [...agent.queueIds, queueId];
  setJoined(world, agent, queueId, true);
}

/** Ends a membership. A conversation from the queue that is in hand goes on. */
export function leaveQueue(world: World, agent: Agent, queueId: string): void {
  if (!agent.queueIds.includes(queueId)) return;
  agent.queueIds = agent.queueIds.filter((id) => id !== queueId);
  setJoined(world, agent, queueId, false);
}

export function membersOf(world: World, queueId: string): Agent[] {
  return [...world.agents.values()].filter((agent) => agent.queueIds.includes(queueId));
}

export function formTeam(
  definition: TeamDefinition,
  agents: ReadonlyMap<string, Agent>,
  nowMs: number,
): Team {
  const members = new Set(definition.memberIds.flatMap((id) => agents.get(id) ?? []));
  return { definition, members, changedAtMs: nowMs };
}

export function joinTeam(world: World, agent: Agent, team: Team): void {
  team.members.add(agent);
  team.changedAtMs = world.nowMs;
}

export function leaveTeam(world: World, agent: Agent, team: Team): void {
  team.members.delete(agent);
  team.changedAtMs = world.nowMs;
}
