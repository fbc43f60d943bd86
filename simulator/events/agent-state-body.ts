import { mediaType } from './moment-bodies.ts';
import { onHoldSinceMs } from '../world/conversation.ts';
import type { AgentPart, Conversation, Participant } from '../world/state.ts';

/** What an agent's part in a conversation is doing, as `v2.detail.events.agent.{id}.state` reports it. */
export function agentStateBody(conversation: Conversation, participant: AgentPart) {
  return {
    conversationId: conversation.id,
    sessionId: participant.sessionId,
    sessionStart: participant.startMs,
    currentStateStart: conversation.changedAtMs,
    currentState: currentState(conversation, participant),
    userId: participant.agent.person.id,
    originatingDirection: conversation.direction === 'inbound' ? 'INBOUND' : 'OUTBOUND',
    mediaType: mediaType(conversation.media),
    ...(conversation.queue ? { queueId: conversation.queue.definition.id } : {}),
  };
}

function currentState(conversation: Conversation, participant: Participant): string {
  if (participant.state === 'alerting') return 'ALERT';
  if (participant.state === 'connected')
    return onHoldSinceMs(participant) === undefined ? 'INTERACT' : 'HOLD';
  return conversation.state === 'wrapping-up' ? 'WRAPUP' : 'TERMINATED';
}
