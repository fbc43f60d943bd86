import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { Interaction } from '../../../shared/model/agent.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { at, listAt, textAt, timeAt } from '../events/json-access.ts';

/** How far a part has come, as a rank: within one visit it only grows. */
export const STAGE = { alerting: 0, talking: 1, wrappingUp: 2, over: 3 } as const;
type Stage = (typeof STAGE)[keyof typeof STAGE];

/** A person's part in one conversation. */
export interface Part {
  readonly conversationId: string;
  /** How often the person had been brought into it by then: 1 the first time; null where that is not told. */
  readonly visit: number | null;
  readonly stage: Stage;
  /** The newest of the server's own times that are about this part. */
  readonly newest: EpochMs | null;
  /** What there is to show; null when it is over. */
  readonly shown: Interaction | null;
}

/** Names of the lists of sessions, by medium. Source: the models of `v2.users.{id}.conversations`. */
const MEDIA = [
  'calls',
  'callbacks',
  'chats',
  'emails',
  'messages',
  'socialExpressions',
  'videos',
  'internalMessages',
] as const;

const mediaName = (list: string): string => list.replace(/s$/, '');

interface Session {
  readonly media: string;
  readonly json: JsonValue;
}

/**
 * Reads what a conversation is for one person. `medium` is the ending of the topics that follow one medium, such as
 * `calls`: those write the one session flat into the participant. Null when the person has no part in it.
 *
 * Whom it was offered to before stays in the list as an earlier participant, so the last one counts.
 */
export function readPart(body: JsonValue, userId: string, medium: string | null): Part | null {
  const conversationId = textAt(body, 'id');
  const visits = listAt(body, 'participants').filter(
    (participant) => (textAt(participant, 'userId') ?? textAt(participant, 'user', 'id')) === userId,
  );
  const participant = visits.at(-1);
  if (conversationId === null || participant === undefined) return null;
  const session = medium === null ? sessionOf(participant) : { media: mediaName(medium), json: participant };
  const phase = phaseOf(participant, session.json);
  if (phase === null) return null;
  const newest = newestOf(participant, session.json);
  const common = { conversationId, visit: visits.length, newest };
  if (phase === 'over') return { ...common, stage: STAGE.over, shown: null };
  return partOf(common, {
    conversationId,
    media: session.media,
    queueId: textAt(participant, 'queueId') ?? textAt(participant, 'queue', 'id'),
    direction: directionOf(session.json),
    phase,
    since: sinceOf(phase, participant, session.json),
  });
}

/** A part as a look-up gives it: what is under way, and since when. */
export function fetchedPart(interaction: Interaction): Part {
  const { conversationId, since } = interaction;
  return partOf({ conversationId, visit: null, newest: since }, interaction);
}

const STAGE_OF: Readonly<Record<Interaction['phase'], Stage>> = {
  alerting: STAGE.alerting,
  connected: STAGE.talking,
  held: STAGE.talking,
  'wrapping-up': STAGE.wrappingUp,
};

const partOf = (common: Pick<Part, 'conversationId' | 'visit' | 'newest'>, shown: Interaction): Part => ({
  ...common,
  stage: STAGE_OF[shown.phase],
  shown,
});

/** The session that goes on, or the last one. */
function sessionOf(participant: JsonValue): Session {
  const sessions = MEDIA.flatMap((list) =>
    listAt(participant, list).map((json): Session => ({ media: mediaName(list), json })),
  );
  const goesOn = sessions.findLast(({ json }) => !isOver(textAt(json, 'state')));
  return goesOn ?? sessions.at(-1) ?? { media: 'conversation', json: participant };
}

const isOver = (state: string | null): boolean => state === 'disconnected' || state === 'terminated';
const BEFORE_ANSWER: ReadonlySet<string> = new Set(['alerting', 'offering', 'dialing', 'contacting']);
/** Of a callback that is planned, or of a session that has no state yet, there is nothing to show. */
const NOT_YET: ReadonlySet<string> = new Set(['none', 'scheduled']);

function phaseOf(participant: JsonValue, session: JsonValue): Interaction['phase'] | 'over' | null {
  const state = textAt(session, 'state');
  if (state === null || NOT_YET.has(state)) return null;
  if (isOver(state)) return isWrappingUp(participant, session) ? 'wrapping-up' : 'over';
  if (BEFORE_ANSWER.has(state)) return 'alerting';
  return at(session, 'held') === true ? 'held' : 'connected';
}

function isWrappingUp(participant: JsonValue, session: JsonValue): boolean {
  const work = textAt(session, 'afterCallWork', 'state');
  if (work !== null) return work === 'pending';
  return timeAt(participant, 'startAcwTime') !== null && timeAt(participant, 'endAcwTime') === null;
}

function sinceOf(phase: Interaction['phase'], participant: JsonValue, session: JsonValue): EpochMs | null {
  switch (phase) {
    case 'alerting':
      return timeAt(session, 'startAlertingTime') ?? timeAt(session, 'startTime');
    case 'connected':
      return timeAt(session, 'connectedTime') ?? timeAt(participant, 'connectedTime');
    case 'held':
      return timeAt(session, 'startHoldTime');
    case 'wrapping-up':
      return timeAt(session, 'afterCallWork', 'startTime') ?? timeAt(participant, 'startAcwTime');
  }
}

const TIMES_OF_SESSION = [
  'startAlertingTime',
  'startTime',
  'connectedTime',
  'startHoldTime',
  'resumeTime',
  'disconnectedTime',
];
const TIMES_OF_PARTICIPANT = ['connectedTime', 'endTime', 'startAcwTime', 'endAcwTime'];

function newestOf(participant: JsonValue, session: JsonValue): EpochMs | null {
  const times = [
    ...TIMES_OF_SESSION.map((name) => timeAt(session, name)),
    ...TIMES_OF_PARTICIPANT.map((name) => timeAt(participant, name)),
  ].filter((time) => time !== null);
  return times.length === 0 ? null : Math.max(...times);
}

function directionOf(session: JsonValue): Interaction['direction'] {
  const direction = textAt(session, 'direction');
  return direction === 'inbound' || direction === 'outbound' ? direction : null;
}
