import type { AgentPart, Conversation, Participant } from './state.ts';

/** The agents whom its last change concerns: who is in it, has just left it, or wraps it up. */
export function agentsConcerned(conversation: Conversation): AgentPart[] {
  return conversation.participants.filter((participant): participant is AgentPart => {
    const { agent, endMs, acwStartMs } = participant;
    const isConcerned = endMs === undefined || endMs === conversation.changedAtMs || acwStartMs !== undefined;
    return agent !== undefined && isConcerned;
  });
}

/** Since when a part is on hold; nothing when it is not. */
export function onHoldSinceMs(participant: Participant): number | undefined {
  const last = participant.holds.at(-1);
  return last?.endMs === undefined ? last?.startMs : undefined;
}

/** How long a part has been on hold in all, apart from a hold that lasts. */
export function heldMs(participant: Participant): number {
  return participant.holds.reduce((sum, { startMs, endMs = startMs }) => sum + endMs - startMs, 0);
}

export function participantFor(
  conversation: Conversation,
  purpose: 'customer' | 'acd',
): Participant | undefined {
  return conversation.participants.findLast((participant) => participant.purpose === purpose);
}
