const PEOPLE = 800;
const QUEUES = 60;
const PRESENCES = ['AVAILABLE', 'AWAY', 'BREAK', 'BUSY', 'MEAL', 'MEETING', 'ON_QUEUE'];
const STATUSES = ['IDLE', 'INTERACTING', 'NOT_RESPONDING', 'OFF_QUEUE'];
const WORDS = (
  'order invoice refund delivery address password contract upgrade cancel renewal complaint escalation ' +
  'callback warranty shipping discount billing account technical support premium'
).split(' ');

/** The same number for the same two, spread evenly. */
function pick(index: number, salt: number, below: number): number {
  let hash = Math.imul(index ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % below;
}

/** An id in the form of those of the service. */
export function idOf(kind: IdKind, number: number): string {
  const salt = IDS.indexOf(kind) + 100;
  const hex = [1, 2, 3, 4]
    .map((part) =>
      pick(number, salt * part, 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const IDS = ['person', 'queue', 'presence', 'correlation', 'conversation', 'participant'] as const;
type IdKind = (typeof IDS)[number];

export const personId = (index: number): string => idOf('person', index % PEOPLE);
export const queueId = (index: number): string => idOf('queue', index % QUEUES);

/**
 * The frame of an event with this number: what an organisation of hundreds of people sends, of every kind in about its
 * share, filled up with words to so many bytes.
 */
export function variedEvent(index: number, bytes: number): string {
  const kind = pick(index, 1, 10);
  const { topicName, eventBody } =
    kind < 4 ? presence(index) : kind < 6 ? routing(index) : kind < 9 ? conversation(index) : queue(index);
  const envelope = {
    topicName,
    version: '2',
    eventBody: { ...eventBody, text: '' },
    metadata: { CorrelationId: idOf('correlation', index) },
  };
  const room = Math.max(0, bytes - JSON.stringify(envelope).length);
  let text = '';
  for (let turn = 0; text.length < room; turn += 1)
    text += `${WORDS[pick(index * 31 + turn, 7, WORDS.length)] ?? ''} ${String(pick(index + turn, 8, 5_000))} `;
  envelope.eventBody.text = text.slice(0, room);
  return JSON.stringify(envelope);
}

interface Told {
  readonly topicName: string;
  readonly eventBody: object;
}

function presence(index: number): Told {
  const id = personId(pick(index, 2, PEOPLE));
  const systemPresence = PRESENCES[pick(index, 3, PRESENCES.length)];
  return {
    topicName: `v2.users.${id}.presence`,
    eventBody: {
      source: 'PURECLOUD',
      presenceDefinition: { id: idOf('presence', PRESENCES.indexOf(systemPresence ?? '')), systemPresence },
      primary: true,
    },
  };
}

function routing(index: number): Told {
  const id = personId(pick(index, 2, PEOPLE));
  return {
    topicName: `v2.users.${id}.routingStatus`,
    eventBody: {
      id,
      routingStatus: { userId: id, status: STATUSES[pick(index, 4, STATUSES.length)] },
    },
  };
}

function conversation(index: number): Told {
  const id = personId(pick(index, 2, PEOPLE));
  return {
    topicName: `v2.users.${id}.conversations`,
    eventBody: {
      id: idOf('conversation', Math.floor(index / 12)),
      participants: [
        { id: idOf('participant', Math.floor(index / 6)), purpose: 'customer', queueId: queueId(index) },
        { purpose: 'agent', userId: id, wrapUpRequired: true },
      ],
    },
  };
}

function queue(index: number): Told {
  const id = queueId(pick(index, 5, QUEUES));
  return {
    topicName: `v2.analytics.queues.${id}.observations`,
    eventBody: {
      group: { queueId: id, mediaType: 'voice' },
      data: [{ metrics: [{ metric: 'oWaiting', stats: { count: pick(index, 6, 40) } }] }],
    },
  };
}
