import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityOf, unitsOf, type Unit } from './subscription-unit.ts';
import { TOPICS_PER_CHANNEL } from './subscription.ts';
import { expandTopic, topicProblem } from './topic.ts';

const NONE: ReadonlySet<string> = new Set();
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const SUFFIXES = ['presence', 'routingStatus', 'conversations.calls', 'activity', 'station'];

function agents(count: number, suffixes: readonly string[] = SUFFIXES): readonly string[] {
  return Array.from({ length: count }, (_, number) =>
    suffixes.map((suffix) => `v2.users.${id(number)}.${suffix}`),
  ).flat();
}

const single = (topic: string): Unit => ({ sent: topic, topics: [topic] });

describe('what is subscribed to as one', () => {
  it('is each topic by itself as long as one channel carries them', () => {
    const topics = agents(200);
    expect(unitsOf(topics, NONE)).toEqual(topics.map(single));
  });

  it('is all of an entity beyond that, so that 1,000 agents with five topics each take one channel', () => {
    const units = unitsOf(agents(1_000), NONE);
    expect(units).toHaveLength(TOPICS_PER_CHANNEL);
    expect(units[0]?.sent).toBe(
      `v2.users.${id(0)}?presence&routingStatus&conversations.calls&activity&station`,
    );
  });

  it('is every wanted topic once, under a name that the service takes', () => {
    const suffix = fc.constantFrom(...SUFFIXES, 'a'.repeat(90), 'b'.repeat(90));
    const topic = fc.tuple(fc.nat(400), suffix).map(([number, last]) => `v2.users.${id(number)}.${last}`);
    const other = fc.nat(50).map((number) => `v2.system.thing${String(number)}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(topic, other), { minLength: 900, maxLength: 1_400 }), (topics) => {
        const units = unitsOf(topics, new Set([`v2.users.${id(3)}`]));
        const stoodFor = units.flatMap((unit) => unit.topics);
        expect([...stoodFor].sort()).toEqual([...new Set(topics)].sort());
        for (const unit of units) {
          expect(topicProblem(unit.sent)).toBeNull();
          expect(expandTopic(unit.sent)).toEqual(unit.topics);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is each topic by itself where the combination was refused, and where the user combined them', () => {
    const own = `v2.users.${id(5)}?presence&station`;
    const apart = `v2.users.${id(7)}`;
    const units = unitsOf([...agents(1_001), own], new Set([apart]));
    expect(units).toContainEqual(single(own));
    expect(units.filter(({ sent }) => sent.startsWith(apart))).toHaveLength(SUFFIXES.length);
  });

  it.each([
    ['v2.users.{id}.presence', 'v2.users.{id}'],
    ['v2.routing.queues.{id}.conversations.calls', 'v2.routing.queues.{id}'],
    ['v2.system.socket_closing', null],
    ['v2.users.{id}', null],
    ['v2.users.{id}?a&b', null],
  ])('knows of %s that its entity is %s', (topic, entity) => {
    expect(entityOf(topic.replace('{id}', id(1)))).toBe(entity?.replace('{id}', id(1)) ?? null);
  });
});
