import * as v from 'valibot';
import { purposeOf } from '../events/conversation-bodies.ts';
import { isoTime } from '../events/iso-time.ts';
import { providerOf } from '../events/session-bodies.ts';
import { failure, ok, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Conversation, Participant, World } from '../world/state.ts';
import { filterSchema, passes } from './analytics-filter.ts';
import { readQuery } from './analytics-query.ts';

/** A month, as the service allows. */
const LONGEST_INTERVAL_MS = 31 * 24 * 3_600_000;
const MAX_PAGE_SIZE = 100;

const wholeFrom1 = (highest: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(highest));

const QuerySchema = v.object({
  interval: v.string(),
  conversationFilters: v.optional(v.array(filterSchema(['conversationId', 'conversationEnd'])), []),
  segmentFilters: v.optional(v.array(filterSchema(['userId', 'queueId', 'mediaType', 'purpose'])), []),
  order: v.optional(v.picklist(['asc', 'desc']), 'asc'),
  orderBy: v.optional(v.picklist(['conversationStart']), 'conversationStart'),
  paging: v.optional(
    v.object({ pageSize: wholeFrom1(MAX_PAGE_SIZE), pageNumber: wholeFrom1(Number.MAX_SAFE_INTEGER) }),
    { pageSize: 25, pageNumber: 1 },
  ),
});

/**
 * Conversations in detail. The org remembers only those that are under way: what is over is never found. Filters on
 * segments are satisfied by any part of the conversation.
 */
export function queryDetails(world: World, request: ApiRequest): Answer {
  const read = readQuery(QuerySchema, request);
  if (!read.ok) return read.refusal;
  const { interval, conversationFilters, segmentFilters, order, paging } = read.query;
  const period = periodOf(interval);
  if (!period) return failure(400, 'bad.request', 'The interval must be two times, at most 31 days apart.');
  const found = [...world.conversations.values()].filter(
    (conversation) =>
      conversation.startMs < period.toMs &&
      world.nowMs >= period.fromMs &&
      conversationFilters.every((filter) => passes(filter, (name) => ofConversation(conversation, name))) &&
      segmentFilters.every((filter) => passes(filter, (name) => ofSegments(conversation, name))),
  );
  found.sort((a, b) => (order === 'asc' ? a.startMs - b.startMs : b.startMs - a.startMs));
  const firstIndex = (paging.pageNumber - 1) * paging.pageSize;
  const page = found.slice(firstIndex, firstIndex + paging.pageSize);
  // An answer without hits has no list at all.
  const conversations =
    page.length === 0 ? {} : { conversations: page.map((one) => describeConversation(world, one)) };
  return ok({ ...conversations, totalHits: found.length });
}

function periodOf(interval: string): { readonly fromMs: number; readonly toMs: number } | undefined {
  const [fromMs = NaN, toMs = NaN, ...more] = interval.split('/').map((text) => Date.parse(text));
  const isPeriod = more.length === 0 && toMs > fromMs && toMs - fromMs <= LONGEST_INTERVAL_MS;
  return isPeriod ? { fromMs, toMs } : undefined;
}

/** Values of a conversation in a dimension; one that is under way has no end. */
function ofConversation({ id }: Conversation, dimension: string): readonly string[] {
  return dimension === 'conversationId' ? [id] : [];
}

function ofSegments(conversation: Conversation, dimension: string): readonly string[] {
  const { participants, queue, media } = conversation;
  if (dimension === 'queueId') return queue ? [queue.definition.id] : [];
  if (dimension === 'mediaType') return [media];
  if (dimension === 'purpose') return participants.map((one) => purposeOf(conversation, one));
  return participants.flatMap(({ agent }) => (agent ? [agent.person.id] : []));
}

export function describeConversation(world: World, conversation: Conversation) {
  return {
    conversationId: conversation.id,
    conversationStart: isoTime(conversation.startMs),
    originatingDirection: conversation.direction,
    divisionIds: [world.roster.division.id],
    participants: conversation.participants.map((participant) => ({
      participantId: participant.id,
      participantName: participant.name,
      purpose: purposeOf(conversation, participant),
      ...(participant.agent ? { userId: participant.agent.person.id } : {}),
      sessions: [
        {
          sessionId: participant.sessionId,
          mediaType: conversation.media,
          direction: conversation.direction,
          provider: providerOf(conversation),
          segments: segmentsOf(conversation, participant),
        },
      ],
    })),
  };
}

/** What a part has been through. The last segment has no end while it lasts. */
function segmentsOf(conversation: Conversation, participant: Participant) {
  const { startMs, connectedMs, endMs, holds, acwStartMs, acwEndMs, wrapUp } = participant;
  const segment = (segmentType: string, fromMs: number | undefined, toMs: number | undefined) =>
    fromMs === undefined
      ? []
      : [
          {
            segmentType,
            segmentStart: isoTime(fromMs),
            ...(toMs === undefined ? {} : { segmentEnd: isoTime(toMs) }),
            ...(conversation.queue && participant.purpose !== 'customer'
              ? { queueId: conversation.queue.definition.id }
              : {}),
            ...(segmentType === 'wrapup' && wrapUp ? { wrapUpCode: wrapUp.code.id } : {}),
            conference: false,
          },
        ];
  const wasOffered = connectedMs === undefined || connectedMs > startMs;
  return [
    ...(wasOffered ? segment('alert', startMs, connectedMs ?? endMs) : []),
    ...segment('interact', connectedMs, holds[0]?.startMs ?? endMs),
    ...holds.flatMap((hold, index) => [
      ...segment('hold', hold.startMs, hold.endMs),
      ...segment('interact', hold.endMs, holds[index + 1]?.startMs ?? endMs),
    ]),
    ...segment('wrapup', acwStartMs, acwEndMs),
  ];
}
