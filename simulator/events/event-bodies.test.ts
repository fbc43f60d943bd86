import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonValue } from '../../shared/genesys/wire.ts';
import { seededRandom } from '../base/random.ts';
import { DOCUMENTED } from '../fixtures/documented-envelopes.ts';
import { judgeTopic } from '../notifications/topic-verdict.ts';
import { shapeOf } from '../testing/shape.ts';
import { ContactCentre } from '../world/contact-centre.ts';
import { drawRoster } from '../world/roster.ts';
import { eventsOf } from './events-of.ts';

interface Sample {
  readonly topic: string;
  readonly body: JsonValue;
}

const samples: Sample[] = [];

/** A good hour and a half of a contact centre, with the body of every event that it could send. */
beforeAll(() => {
  const startMs = Date.UTC(2026, 0, 5, 9, 0, 0);
  const centre: ContactCentre = new ContactCentre({
    roster: drawRoster(1, 72),
    random: seededRandom(99),
    speed: 6,
    startMs,
    tell: (fact) => {
      for (const { topic, body } of eventsOf(fact, centre.world)) samples.push({ topic, body: body() });
    },
  });
  centre.advanceTo(startMs + 16 * 60_000);
});

const template = (topic: string): string =>
  topic.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '{id}');
const samplesOf = (topic: string): Sample[] =>
  samples.filter((sample) => template(sample.topic) === template(topic));

/** All values of a field, at whatever depth it is. */
function valuesOf(field: string, value: JsonValue): JsonValue[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, JsonValue]) => [
    ...(name === field ? [inner] : []),
    ...valuesOf(field, inner),
  ]);
}

test('every topic that events are sent on is in the catalogue', () => {
  const topics = new Set(samples.map((sample) => template(sample.topic)));
  const rules = { lacksPermissions: [], topicsAreCaseSensitive: true };
  for (const topic of topics) expect(judgeTopic(topic.replaceAll('{id}', 'abc'), rules).refusals).toEqual([]);
  expect(topics.size).toBeGreaterThanOrEqual(28);
});

describe('documented samples', () => {
  const documented = [
    DOCUMENTED.presence,
    DOCUMENTED.activity,
    DOCUMENTED.routingStatus,
    DOCUMENTED.customerEnd,
    DOCUMENTED.queueObservations,
  ];

  test.each(documented)('of $topicName have no field that ours lack', ({ topicName, eventBody }) => {
    const ours = samplesOf(topicName);
    expect(ours.length).toBeGreaterThan(3);
    for (const { body } of ours) expect(shapeOf(body)).toMatchObject(Object(shapeOf(eventBody)) as object);
  });
});

describe('values', () => {
  const allOf = (topic: string, field: string): Set<JsonValue> =>
    new Set(samplesOf(topic).flatMap((sample) => valuesOf(field, sample.body)));

  test('system presences are in upper case', () => {
    expect(allOf('v2.users.{id}.presence', 'systemPresence')).toEqual(
      new Set(['AVAILABLE', 'AWAY', 'BREAK', 'BUSY', 'MEAL', 'MEETING', 'OFFLINE', 'ON_QUEUE', 'TRAINING']),
    );
  });

  test('routing statuses are the five that there are', () => {
    expect(allOf('v2.users.{id}.routingStatus', 'status')).toEqual(
      new Set(['OFF_QUEUE', 'IDLE', 'INTERACTING', 'NOT_RESPONDING', 'COMMUNICATING']),
    );
  });

  test('sessions of a conversation have the states of their medium', () => {
    const states = allOf('v2.routing.queues.{id}.conversations', 'state');
    // The states of after-call work are called so too.
    expect(states).toEqual(
      new Set(['alerting', 'connected', 'disconnected', 'terminated', 'unknown', 'pending', 'complete']),
    );
    const purposes = allOf('v2.routing.queues.{id}.conversations', 'purpose');
    expect(purposes).toEqual(new Set(['customer', 'acd', 'agent']));
  });

  test('queues are left answered and abandoned', () => {
    expect(allOf('v2.detail.events.conversation.{id}.acd.end', 'acdOutcome')).toEqual(
      new Set(['ANSWERED', 'ABANDON']),
    );
  });

  test('the states of an agent include all that their work has', () => {
    expect(allOf('v2.detail.events.agent.{id}.state', 'currentState')).toEqual(
      new Set(['ALERT', 'INTERACT', 'HOLD', 'WRAPUP', 'TERMINATED']),
    );
  });

  test('durations are never negative', () => {
    const timed = samples.filter(({ topic }) => /\.detail\.|observations$/.test(topic));
    const durations = timed.flatMap(({ body }) =>
      [
        'interactingDurationMs',
        'heldDurationMs',
        'alertingDurationMs',
        'connectedDurationMs',
        'sum',
        'min',
      ].flatMap((field) => valuesOf(field, body)),
    );
    expect(durations.length).toBeGreaterThan(100);
    expect(durations.every((duration) => typeof duration === 'number' && duration >= 0)).toBe(true);
  });

  test('a summary never counts more than the one conversation a person has', () => {
    for (const { body } of samplesOf('v2.users.{id}.conversationsummary')) {
      const counts = [...valuesOf('active', body), ...valuesOf('acw', body)].map(Number);
      expect(counts.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(1);
    }
  });
});
