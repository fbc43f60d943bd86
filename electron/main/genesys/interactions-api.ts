import * as v from 'valibot';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Interaction } from '../../../shared/model/agent.ts';
import { t } from '../../../shared/text/t.ts';
import { read, send, type RestCall, type RestContext } from './rest.ts';

/** Nothing is documented; a query body of this size is a few kilobytes. */
export const INTERACTIONS_AT_ONCE = 50;
/** "Max page size is 100." */
const PAGE_SIZE = 100;
/** People have a handful of conversations at a time: more pages than these would be another query's answer. */
const MOST_PAGES = 10;

const DAY_MS = 24 * 3_600_000;
/**
 * Where conversations that are under way are looked for: an email may be open for days, and the service's clock may
 * be ahead of this computer's. The service takes 31 days at most.
 */
const LOOK_BACK_MS = 7 * DAY_MS;
const LOOK_AHEAD_MS = DAY_MS;

const text = v.nullish(v.string(), null);
const listOf = <S extends v.GenericSchema>(schema: S) => v.nullish(v.array(schema), []);

const SegmentSchema = v.object({
  segmentType: text,
  segmentStart: text,
  segmentEnd: text,
  queueId: text,
});
const SessionSchema = v.object({ mediaType: text, direction: text, segments: listOf(SegmentSchema) });
const ParticipantSchema = v.object({ userId: text, sessions: listOf(SessionSchema) });
const ConversationsSchema = v.object({
  conversations: listOf(v.object({ conversationId: v.string(), participants: listOf(ParticipantSchema) })),
  totalHits: v.nullish(v.number()),
});

type Segment = v.InferOutput<typeof SegmentSchema>;
type Session = v.InferOutput<typeof SessionSchema>;
type Conversation = v.InferOutput<typeof ConversationsSchema>['conversations'][number];

/**
 * The conversations that people are in at the moment; an empty list for whoever has none. At most
 * `INTERACTIONS_AT_ONCE` people. Needs `analytics:conversationDetail:view`. Analytics may lag behind events.
 * Source: `postAnalyticsConversationsDetailsQuery` of the official JavaScript SDK 262.
 */
export async function readInteractions(
  context: RestContext,
  call: RestCall,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Interaction[]>> {
  const interactions = new Map<string, Interaction[]>(userIds.map((id) => [id, []]));
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = queryFor(userIds, context.clock.now(), page);
    const reply = await send(context, call, 'POST', '/api/v2/analytics/conversations/details/query', query);
    const { conversations, totalHits } = read(
      reply,
      ConversationsSchema,
      t('read the conversations under way'),
    );
    for (const conversation of conversations) {
      for (const [userId, interaction] of interactionsIn(conversation)) {
        interactions.get(userId)?.push(interaction);
      }
    }
    const isLast = totalHits == null ? conversations.length < PAGE_SIZE : page * PAGE_SIZE >= totalHits;
    if (isLast) break;
  }
  return interactions;
}

function queryFor(userIds: readonly string[], now: EpochMs, pageNumber: number): object {
  const [from, to] = [now - LOOK_BACK_MS, now + LOOK_AHEAD_MS].map((at) => new Date(at).toISOString());
  return {
    interval: `${String(from)}/${String(to)}`,
    conversationFilters: [
      {
        type: 'and',
        predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }],
      },
    ],
    segmentFilters: [
      {
        type: 'or',
        predicates: userIds.map((value) => ({
          type: 'dimension',
          dimension: 'userId',
          operator: 'matches',
          value,
        })),
      },
    ],
    paging: { pageSize: PAGE_SIZE, pageNumber },
  };
}

/**
 * Who is in a conversation now. Somebody to whom it came back takes part a second time, so of several parts of one
 * person the last that is under way counts.
 */
function interactionsIn({ conversationId, participants }: Conversation): ReadonlyMap<string, Interaction> {
  const byUser = new Map<string, Interaction>();
  for (const { userId, sessions } of participants) {
    if (userId === null) continue;
    for (const session of sessions) {
      const interaction = interactionOf(conversationId, session);
      if (interaction !== null) byUser.set(userId, interaction);
    }
  }
  return byUser;
}

/** A session is under way while one of its segments has no end. */
function interactionOf(conversationId: string, session: Session): Interaction | null {
  const { mediaType, direction, segments } = session;
  const open = segments.findLast(({ segmentEnd }) => segmentEnd === null);
  if (open === undefined) return null;
  const phase = PHASES[open.segmentType ?? ''] ?? 'connected';
  // Analytics begins another segment after a hold; events go on counting from when the agent connected.
  const since = phase === 'connected' ? (segments.find(isInteracting) ?? open) : open;
  return {
    conversationId,
    media: mediaOf(mediaType),
    queueId: segments.findLast(({ queueId }) => queueId !== null)?.queueId ?? null,
    direction: direction === 'inbound' || direction === 'outbound' ? direction : null,
    phase,
    since: timeOf(since.segmentStart),
  };
}

const PHASES: Readonly<Record<string, Interaction['phase']>> = {
  alert: 'alerting',
  contacting: 'alerting',
  dialing: 'alerting',
  hold: 'held',
  parked: 'held',
  wrapup: 'wrapping-up',
};

const isInteracting = ({ segmentType }: Segment): boolean => segmentType === 'interact';

/** Analytics says `voice` where events have `calls`; the other media have one name. */
function mediaOf(mediaType: string | null): string {
  const media = mediaType?.toLowerCase() ?? '';
  return media === 'voice' ? 'call' : media;
}

function timeOf(iso: string | null): EpochMs | null {
  const time = Date.parse(iso ?? '');
  return Number.isNaN(time) ? null : time;
}
