import { assertNever } from '../../shared/assert-never.ts';
import type { Scene } from '../../shared/practice/levers.ts';
import { isOnQueue, presenceOf, setPresence, setRouting } from '../world/agent.ts';
import type { ContactCentre } from '../world/contact-centre.ts';
import { callOut, serve } from '../world/conversation-life.ts';
import { joinQueue, joinTeam, leaveQueue, leaveTeam } from '../world/membership.ts';
import type { PresenceDefinition } from '../world/presences.ts';
import type { Agent, RoutingStatus, World } from '../world/state.ts';

type PresenceScene = Extract<Scene, { lever: 'set-presence' }>;

/** A scene names somebody or something that the org does not have. */
export class NotInTheOrg extends Error {}

/** Lets somebody do something now, by the same rules as in the course of their day. */
export function playScene(centre: ContactCentre, scene: Scene, nowMs: number): void {
  centre.passTo(nowMs);
  const { world } = centre;
  const agent = found(world.agents.get(scene.userId), `person ${scene.userId}`);
  switch (scene.lever) {
    case 'join-queue':
      joinQueue(world, agent, queueIdIn(world, scene.queueId));
      return;
    case 'leave-queue':
      leaveQueue(world, agent, queueIdIn(world, scene.queueId));
      return;
    case 'join-team':
      joinTeam(world, agent, found(world.teams.get(scene.teamId), `team ${scene.teamId}`));
      return;
    case 'leave-team':
      leaveTeam(world, agent, found(world.teams.get(scene.teamId), `team ${scene.teamId}`));
      return;
    case 'set-presence':
      setPresence(world, agent, definitionOf(world, scene));
      return;
    case 'set-routing':
      workAs(world, agent, scene.status);
      return;
    default:
      assertNever(scene, 'scene');
  }
}

/** Goes off or on queue if the status takes that, and gets a conversation if it takes one. */
function workAs(world: World, agent: Agent, status: RoutingStatus): void {
  const wantsQueue = status !== 'OFF_QUEUE';
  if (isOnQueue(agent) !== wantsQueue) {
    setPresence(world, agent, presenceOf(world, wantsQueue ? 'OnQueue' : 'Available', 'primary'));
  }
  if (agent.conversation === undefined) {
    const queue = world.queues.get(agent.activeQueueIds[0] ?? '');
    if (status === 'INTERACTING' && queue) serve(world, queue, agent);
    if (status === 'COMMUNICATING') callOut(world, agent);
  }
  setRouting(world, agent, status);
}

function definitionOf(world: World, { systemPresence, definitionId }: PresenceScene): PresenceDefinition {
  const definition = world.roster.presences.find(
    (presence) =>
      presence.systemPresence === systemPresence &&
      (definitionId === undefined ? presence.isPrimary : presence.id === definitionId),
  );
  return found(definition, `presence ${systemPresence} ${definitionId ?? ''}`.trim());
}

function queueIdIn(world: World, queueId: string): string {
  return found(world.queues.get(queueId), `queue ${queueId}`).definition.id;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new NotInTheOrg(`There is no ${what} in the practice org.`);
  return value;
}
