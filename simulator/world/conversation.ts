import type { AgentPart, Conversation, Participant } from './state.ts';

/** The agents whom its last change concerns: who is in it, has just left it, or wraps it up. */
export function agentsConcerned(conversation: Conversation): AgentPart[] {
  return conversation.participants.filter((participant): participant is AgentPart => {
    const { agent, endMs, acwStartMs } = participant;
    const isConcerned = endMs === undefined || endMs === conversation.changedAtMs || acwStartMs !== undefined;
    return agent !== undefined && isConcerned;
  });
}

export function participantFor(
  conversation: Conversation,
  purpose: 'customer' | 'acd',
): Participant | undefined {
  return conversation.participants.findLast((participant) => participant.purpose === purpose);
}
