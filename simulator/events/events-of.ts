import { assertNever } from '../../shared/assert-never.ts';
import type { JsonValue } from '../../shared/genesys/wire.ts';
import {
  activityBody,
  conversationSummaryBody,
  outOfOfficeBody,
  presenceBody,
  queueMemberBody,
  routingStatusBody,
  stationBody,
} from './agent-bodies.ts';
import { agentStateBody } from './agent-state-body.ts';
import { conversationBody, MEDIA_TOPIC_SUFFIX, mediaConversationBody } from './conversation-bodies.ts';
import { MOMENT_BODIES } from './moment-bodies.ts';
import { observationsBody, queueActivityBody } from './observation-bodies.ts';
import { agentsConcerned } from '../world/conversation.ts';
import type { Agent, Conversation, Fact, World } from '../world/state.ts';

/** An event that would be sent if somebody listened. The body is made only then. */
export interface PossibleEvent {
  readonly topic: string;
  readonly body: () => JsonValue;
}

/** All the events that one fact gives rise to. */
export function eventsOf(fact: Fact, world: World): PossibleEvent[] {
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
        event(`v2.routing.queues.${fact.queueId}.users`, () =>
          queueMemberBody(fact.agent, fact.queueId, fact.joined),
        ),
        ofUser(fact.agent, 'activity', activityBody),
      ];
    case 'conversation':
      return eventsOfConversation(fact.conversation);
    case 'moment':
      return [eventOfMoment(fact, world)];
    case 'queue-observed':
      return eventsOfObservation(fact, world.nowMs);
    default:
      return assertNever(fact, 'fact');
  }
}

function eventOfMoment(fact: Extract<Fact, { kind: 'moment' }>, world: World): PossibleEvent {
  const { moment, conversation, participant } = fact;
  const { roster, nowMs } = world;
  const topic = `v2.detail.events.conversation.${conversation.id}.${moment}`;
  return event(topic, () => MOMENT_BODIES[moment]({ conversation, participant, roster, nowMs }));
}

function eventsOfConversation(conversation: Conversation): PossibleEvent[] {
  const parts = agentsConcerned(conversation);
  const places = [
    ...(conversation.queue ? [`v2.routing.queues.${conversation.queue.definition.id}`] : []),
    ...parts.map(({ agent }) => `v2.users.${agent.person.id}`),
  ];
  const suffix = MEDIA_TOPIC_SUFFIX[conversation.media];
  return [
    ...places.flatMap((place) => [
      event(`${place}.conversations`, () => conversationBody(conversation)),
      event(`${place}.conversations.${suffix}`, () => mediaConversationBody(conversation)),
    ]),
    ...parts.map(({ agent }) => ofUser(agent, 'conversationsummary', conversationSummaryBody)),
    ...parts.map((part) =>
      event(`v2.detail.events.agent.${part.agent.person.id}.state`, () => agentStateBody(conversation, part)),
    ),
  ];
}

function eventsOfObservation(
  fact: Extract<Fact, { kind: 'queue-observed' }>,
  nowMs: number,
): PossibleEvent[] {
  const { queue, media } = fact;
  const place = `v2.analytics.queues.${queue.definition.id}`;
  return [
    ...[undefined, ...media].map((one) =>
      event(`${place}.observations`, () => observationsBody(queue, one, nowMs)),
    ),
    event(`${place}.activity`, () => queueActivityBody(queue, nowMs)),
  ];
}

function ofUser(agent: Agent, aspect: string, body: (agent: Agent) => JsonValue): PossibleEvent {
  return event(`v2.users.${agent.person.id}.${aspect}`, () => body(agent));
}

function event(topic: string, body: () => JsonValue): PossibleEvent {
  return { topic, body };
}
