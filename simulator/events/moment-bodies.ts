import type { JsonValue } from '../../shared/genesys/wire.ts';
import type { Media, Roster } from '../world/roster.ts';
import { customerName, providerOf } from './session-bodies.ts';
import type { Conversation, DisconnectType, Fact, Participant } from '../world/state.ts';

type MomentFact = Extract<Fact, { readonly kind: 'moment' }>;

const MEDIA_TYPES: Readonly<Record<Media, string>> = {
  voice: 'VOICE',
  chat: 'CHAT',
  email: 'EMAIL',
  message: 'MESSAGE',
  callback: 'CALLBACK',
};

const DISCONNECT_TYPES: Readonly<Record<DisconnectType, string>> = {
  client: 'CLIENT',
  peer: 'PEER',
  endpoint: 'ENDPOINT',
  transfer: 'TRANSFER',
  'transfer.noanswer': 'NO_ANSWER_TRANSFER',
};

export function mediaType(media: Media): string {
  return MEDIA_TYPES[media];
}

/** A detail event. Its times are epoch milliseconds, unlike those of all other events. */
export function momentBody(fact: MomentFact, roster: Roster, nowMs: number) {
  const { conversation, participant } = fact;
  return {
    eventTime: nowMs,
    conversationId: conversation.id,
    participantId: participant.id,
    sessionId: participant.sessionId,
    mediaType: mediaType(conversation.media),
    direction: conversation.direction === 'inbound' ? 'INBOUND' : 'OUTBOUND',
    provider: providerOf(conversation),
    ...addresses(conversation),
    ...particulars(fact, roster, nowMs),
    conversationExternalContactIds: [],
  };
}

function particulars(fact: MomentFact, roster: Roster, nowMs: number): Record<string, JsonValue> {
  const { conversation, participant } = fact;
  const division = { divisionId: roster.division.id };
  const queue: Record<string, JsonValue> = conversation.queue
    ? { queueId: conversation.queue.definition.id }
    : {};
  const user: Record<string, JsonValue> = participant.agent ? { userId: participant.agent.person.id } : {};
  switch (fact.moment) {
    case 'customer.start':
      return division;
    case 'customer.end':
      return { ...division, ...ending(participant), interactingDurationMs: nowMs - participant.startMs };
    case 'acd.start':
      return { ...division, ...queue, routingPriority: 0 };
    case 'acd.end':
      return {
        ...division,
        ...queue,
        ...acdOutcome(conversation, participant, nowMs),
        ...ending(participant),
      };
    case 'user.start':
      return { ...division, ...queue, ...user };
    case 'user.end':
      return { ...division, ...queue, ...user, ...ending(participant), ...userDurations(participant, nowMs) };
    case 'acw':
      return { ...queue, ...user, ...wrapUp(participant) };
    case 'wrapup':
      return { ...queue, ...wrapUp(participant) };
  }
}

function acdOutcome(conversation: Conversation, acd: Participant, nowMs: number): Record<string, JsonValue> {
  const durations = { connectedDurationMs: nowMs - acd.startMs, requestedRoutings: ['STANDARD'] };
  const answeredBy = conversation.participants.findLast(
    (participant) => participant.state === 'connected',
  )?.agent;
  if (!answeredBy) return { ...durations, acdOutcome: 'ABANDON' };
  return {
    ...durations,
    acdOutcome: 'ANSWERED',
    usedRouting: 'STANDARD',
    answeredUserId: answeredBy.person.id,
  };
}

function userDurations(participant: Participant, nowMs: number): Record<string, JsonValue> {
  const { startMs, connectedMs, heldMs } = participant;
  if (connectedMs === undefined) return { alertingDurationMs: nowMs - startMs };
  return {
    alertingDurationMs: connectedMs - startMs,
    interactingDurationMs: nowMs - connectedMs - heldMs,
    heldDurationMs: heldMs,
  };
}

function wrapUp({ wrapUp: done }: Participant): Record<string, JsonValue> {
  if (!done) return {};
  return { wrapupCode: done.code.id, wrapupNotes: '', wrapupDurationMs: done.durationSeconds * 1000 };
}

function ending({ disconnectType }: Participant): Record<string, JsonValue> {
  return disconnectType === undefined ? {} : { disconnectType: DISCONNECT_TYPES[disconnectType] };
}

function addresses(conversation: Conversation): Record<string, JsonValue> {
  const { customerAddress: customer, ownAddress: own, direction } = conversation;
  const [from, to] = direction === 'inbound' ? [customer, own] : [own, customer];
  switch (conversation.media) {
    case 'voice':
      return { ani: from, dnis: to };
    case 'callback':
      return {
        ani: from,
        dnis: to,
        callbackNumbers: [customer],
        callbackUserName: customerName(conversation),
      };
    case 'email':
      return { addressFrom: from, addressTo: to, subject: conversation.subject ?? '' };
    case 'message':
      return { addressFrom: from, addressTo: to, messageType: 'WEBMESSAGING' };
    case 'chat':
      return { addressFrom: from };
  }
}
