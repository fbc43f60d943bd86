import type { Agent } from './agent.ts';
import type { Media, WrapUpCode } from './roster.ts';
import type { ServiceQueue } from './service-queue.ts';

export type DisconnectType = 'client' | 'peer' | 'transfer' | 'transfer.noanswer' | 'endpoint';

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
  holdSinceMs?: number;
  heldMs: number;
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
