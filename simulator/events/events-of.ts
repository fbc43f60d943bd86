import { assertNever } from '../../shared/assert-never.ts';
import type { JsonValue } from '../../shared/genesys/wire.ts';
import type { Agent } from '../world/agent.ts';
import type { Fact } from '../world/fact.ts';
import {
  activityBody,
  outOfOfficeBody,
  presenceBody,
  queueMemberBody,
  routingStatusBody,
  stationBody,
} from './agent-bodies.ts';

/** An event that would be sent if somebody listened. The body is made only then. */
export interface PossibleEvent {
  readonly topic: string;
  readonly body: () => JsonValue;
}

/** All the events that one fact gives rise to. */
export function eventsOf(fact: Fact): PossibleEvent[] {
  switch (fact.kind) {
    case 'presence':
      return [ofUser(fact.agent, 'presence', presenceBody), ofUser(fact.agent, 'activity', activityBody)];
    case 'routing-status':
      return [
        ofUser(fact.agent, 'routingStatus', routingStatusBody),
        ofUser(fact.agent, 'activity', activityBody),
      ];
    case 'station':
      return [ofUser(fact.agent, 'station', stationBody)];
    case 'out-of-office':
      return [
        ofUser(fact.agent, 'outofoffice', outOfOfficeBody),
        ofUser(fact.agent, 'activity', activityBody),
      ];
    case 'queue-membership':
      return [
        {
          topic: `v2.routing.queues.${fact.queueId}.users`,
          body: () => queueMemberBody(fact.agent, fact.queueId, fact.joined),
        },
        ofUser(fact.agent, 'activity', activityBody),
      ];
    case 'conversation':
    case 'moment':
    case 'queue-observed':
      return [];
    default:
      return assertNever(fact, 'fact');
  }
}

function ofUser(agent: Agent, aspect: string, body: (agent: Agent) => JsonValue): PossibleEvent {
  return { topic: `v2.users.${agent.person.id}.${aspect}`, body: () => body(agent) };
}
