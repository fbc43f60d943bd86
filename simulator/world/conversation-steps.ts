import { uuid } from '../base/random.ts';
import { lookAtQueue } from './observation.ts';
import type { Conversation, ConversationState, Moment, Participant, World } from './state.ts';

/** The single steps that the life of a conversation is made of, beginning with this one. */
export function begin(
  world: World,
  what: Pick<Conversation, 'media' | 'queue' | 'direction' | 'customerAddress' | 'ownAddress' | 'subject'>,
): Conversation {
  const id = uuid(world.random);
  const conversation: Conversation = {
    ...what,
    id,
    startMs: world.nowMs,
    participants: [],
    state: 'waiting',
    changedAtMs: world.nowMs,
  };
  world.conversations.set(id, conversation);
  return conversation;
}

/** Somebody, or the queue itself, begins to take part. */
export function join(
  world: World,
  conversation: Conversation,
  who: Pick<Participant, 'purpose' | 'name' | 'state' | 'agent'>,
): Participant {
  const ids = { id: uuid(world.random), sessionId: uuid(world.random) };
  const participant: Participant = { ...who, ...ids, startMs: world.nowMs, holds: [] };
  if (who.state === 'connected') participant.connectedMs = world.nowMs;
  conversation.participants.push(participant);
  return participant;
}

/** Ends a part. The last state stays readable in the events that follow. */
export function leave(
  world: World,
  participant: Participant,
  disconnectType: NonNullable<Participant['disconnectType']>,
): void {
  participant.state = 'disconnected';
  participant.endMs = world.nowMs;
  participant.disconnectType = disconnectType;
}

export function takeOffHold(world: World, participant: Participant): void {
  const last = participant.holds.at(-1);
  if (last) last.endMs ??= world.nowMs;
}

/** Reports a moment for the detail events. */
export function happen(
  world: World,
  moment: Moment,
  conversation: Conversation,
  participant: Participant,
): void {
  world.tell({ kind: 'moment', moment, conversation, participant });
}

/** Moves on to a state, possibly the same with other details, and reports it. */
export function change(world: World, conversation: Conversation, state: ConversationState): void {
  conversation.state = state;
  conversation.changedAtMs = world.nowMs;
  world.tell({ kind: 'conversation', conversation });
  if (conversation.queue) lookAtQueue(world, conversation.queue, conversation.media);
}
