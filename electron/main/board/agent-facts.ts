import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { PresenceValue, RoutingStatus } from '../../../shared/model/agent.ts';
import { at, textAt, timeAt } from '../events/json-access.ts';
import { readPart, type Part } from './part.ts';

/** What is known of a person comes apart into these; each has topics of its own. */
export type Aspect = 'presence' | 'routing' | 'outOfOffice' | 'interactions';

/** One thing that a body says of a person, with the server's time for it; null where it brings none. */
export type AgentFact =
  | { readonly aspect: 'presence'; readonly value: PresenceValue; readonly since: EpochMs | null }
  | { readonly aspect: 'routing'; readonly value: RoutingStatus; readonly since: EpochMs | null }
  | { readonly aspect: 'outOfOffice'; readonly value: boolean; readonly since: EpochMs | null }
  | { readonly aspect: 'interactions'; readonly part: Part };

/** A topic that tells of one person. */
export interface AgentTopic {
  readonly userId: string;
  readonly aspects: readonly Aspect[];
  /** Reads a body of its events; nothing is assumed of it. */
  readonly read: (body: JsonValue) => readonly AgentFact[];
}

const USER_TOPIC = /^v2\.users\.([^.]+)\.(.+)$/i;

/** How to read a single topic; null for one that tells of nobody's state. Case counts in ids only. */
export function agentTopicOf(topic: string): AgentTopic | null {
  const [, userId, ending = ''] = USER_TOPIC.exec(topic) ?? [];
  if (userId === undefined) return null;
  const [name = '', medium = null, ...deeper] = ending.toLowerCase().split('.');
  if (name === 'conversations' && deeper.length === 0) {
    const read = (body: JsonValue): readonly AgentFact[] => {
      const part = readPart(body, userId, medium);
      return part === null ? [] : [{ aspect: 'interactions', part }];
    };
    return { userId, aspects: ['interactions'], read };
  }
  const reading = medium === null ? READINGS.get(name) : undefined;
  return reading === undefined ? null : { userId, ...reading };
}

const READINGS: ReadonlyMap<string, Omit<AgentTopic, 'userId'>> = new Map([
  ['presence', { aspects: ['presence'], read: (body) => presence(body) }],
  ['routingstatus', { aspects: ['routing'], read: (body) => routing(body) }],
  ['outofoffice', { aspects: ['outOfOffice'], read: (body) => outOfOffice(body) }],
  [
    'activity',
    {
      aspects: ['presence', 'routing', 'outOfOffice'],
      read: (body) => [
        ...presence(at(body, 'presence')),
        ...routing(body),
        ...outOfOffice(at(body, 'outOfOffice')),
      ],
    },
  ],
]);

/** Other products tell of presences, too, such as a telephone system; only the primary one is the person's. */
function presence(body: JsonValue | undefined): readonly AgentFact[] {
  const systemPresence = textAt(body, 'presenceDefinition', 'systemPresence');
  if (systemPresence === null || at(body, 'primary') === false) return [];
  const definitionId = textAt(body, 'presenceDefinition', 'id');
  const since = timeAt(body, 'modifiedDate');
  return [{ aspect: 'presence', value: { systemPresence, definitionId }, since }];
}

function routing(body: JsonValue): readonly AgentFact[] {
  const value = textAt(body, 'routingStatus', 'status');
  return value === null
    ? []
    : [{ aspect: 'routing', value, since: timeAt(body, 'routingStatus', 'startTime') }];
}

function outOfOffice(body: JsonValue | undefined): readonly AgentFact[] {
  const value = at(body, 'active');
  return typeof value === 'boolean'
    ? [{ aspect: 'outOfOffice', value, since: timeAt(body, 'modifiedDate') }]
    : [];
}
