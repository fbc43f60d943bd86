import { offer } from './conversation-life.ts';
import { schedule } from './schedule.ts';
import type { Agent, Fact, ServiceQueue, World } from './state.ts';

/** The automatic call distribution: whenever an agent becomes idle or a conversation begins to wait, they may fit. */
export function distribute(world: World, fact: Fact): void {
  if (fact.kind === 'routing-status' && fact.agent.routing.status === 'IDLE') {
    schedule(world, 0, () => {
      findWorkFor(world, fact.agent);
    });
  }
  if (fact.kind === 'conversation' && fact.conversation.state === 'waiting') {
    const { queue } = fact.conversation;
    if (!queue) return;
    schedule(world, 0, () => {
      findAgentFor(world, queue);
    });
  }
}

/** Gives an agent the conversation that has waited longest in any of their active queues. */
function findWorkFor(world: World, agent: Agent): void {
  if (!isFree(agent)) return;
  let longest: ServiceQueue | undefined;
  for (const queueId of agent.activeQueueIds) {
    const queue = world.queues.get(queueId);
    const first = queue?.waiting[0];
    if (!queue || !first) continue;
    if (!longest?.waiting[0] || first.startMs < longest.waiting[0].startMs) longest = queue;
  }
  const conversation = longest?.waiting[0];
  if (longest && conversation) offer(world, conversation, longest, agent);
}

/** Gives the next conversation of a queue to the agent who has been idle longest. */
function findAgentFor(world: World, queue: ServiceQueue): void {
  const conversation = queue.waiting[0];
  if (!conversation) return;
  for (const agent of world.idle) {
    if (!isFree(agent) || !agent.activeQueueIds.includes(queue.definition.id)) continue;
    offer(world, conversation, queue, agent);
    return;
  }
}

function isFree(agent: Agent): boolean {
  return agent.routing.status === 'IDLE' && agent.conversation === undefined;
}
