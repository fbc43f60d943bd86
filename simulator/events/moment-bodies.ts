import type { JsonValue } from '../../shared/genesys/wire.ts';
import type { Media, Roster } from '../world/roster.ts';
import { customerName, providerOf } from './session-bodies.ts';
import { heldMs } from '../world/conversation.ts';
import type { Conversation, DisconnectType, Moment, Participant } from '../world/state.ts';

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

/** What happened, to whom and when. */
interface Happening {
  readonly conversation: Conversation;
  readonly participant: Participant;
  readonly roster: Roster;
  readonly nowMs: number;
}

/** The body of each detail event. Their times are epoch milliseconds, unlike those of all other events. */
export const MOMENT_BODIES = {
  'customer.start': (happening: Happening) => ({ ...common(happening), ...division(happening) }),
  'customer.end': (happening: Happening) => ({
    ...common(happening),
    ...division(happening),
    ...ending(happening),
    interactingDurationMs: happening.nowMs - happening.participant.startMs,
  }),
  'acd.start': (happening: Happening) => ({
    ...common(happening),
    ...division(happening),
    ...queue(happening),
    routingPriority: 0,
  }),
  'acd.end': (happening: Happening) => ({
    ...common(happening),
    ...division(happening),
    ...queue(happening),
    ...ending(happening),
    ...acdOutcome(happening),
  }),
  'user.start': (happening: Happening) => ({
    ...common(happening),
    ...division(happening),
    ...queue(happening),
    ...user(happening),
  }),
  'user.end': (happening: Happening) => ({
    ...common(happening),
    ...division(happening),
    ...queue(happening),
    ...user(happening),
    ...ending(happening),
    ...userDurations(happening),
  }),
  acw: (happening: Happening) => ({
    ...common(happening),
    ...queue(happening),
    ...user(happening),
    ...wrapUp(happening),
  }),
  wrapup: (happening: Happening) => ({ ...common(happening), ...queue(happening), ...wrapUp(happening) }),
} satisfies Readonly<Record<Moment, (happening: Happening) => JsonValue>>;

function common({ conversation, participant, nowMs }: Happening) {
  return {
    eventTime: nowMs,
    conversationId: conversation.id,
    participantId: participant.id,
    sessionId: participant.sessionId,
    mediaType: mediaType(conversation.media),
    direction: conversation.direction === 'inbound' ? 'INBOUND' : 'OUTBOUND',
    provider: providerOf(conversation),
    ...addresses(conversation),
    conversationExternalContactIds: [],
  };
}

function division({ roster }: Happening) {
  return { divisionId: roster.division.id };
}

function queue({ conversation }: Happening) {
  return conversation.queue ? { queueId: conversation.queue.definition.id } : {};
}

function user({ participant }: Happening) {
  return participant.agent ? { userId: participant.agent.person.id } : {};
}

function acdOutcome({ conversation, participant, nowMs }: Happening) {
  const durations = { connectedDurationMs: nowMs - participant.startMs, requestedRoutings: ['STANDARD'] };
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

function userDurations({ participant, nowMs }: Happening) {
  const { startMs, connectedMs } = participant;
  if (connectedMs === undefined) return { alertingDurationMs: nowMs - startMs };
  return {
    alertingDurationMs: connectedMs - startMs,
    interactingDurationMs: nowMs - connectedMs - heldMs(participant),
    heldDurationMs: heldMs(participant),
  };
}

function wrapUp({ participant }: Happening) {
  const done = participant.wrapUp;
  if (!done) return {};
  return { wrapupCode: done.code.id, wrapupNotes: '', wrapupDurationMs: done.durationSeconds * 1000 };
}

function ending({ participant }: Happening) {
  const { disconnectType } = participant;
  return disconnectType === undefined ? {} : { disconnectType: DISCONNECT_TYPES[disconnectType] };
}

function addresses(conversation: Conversation) {
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
