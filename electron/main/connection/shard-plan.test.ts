import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';
import { expandTopic, topicProblem } from '../../../shared/model/topic.ts';
import { assignShards, entityOf, unitsOf, type Unit } from './shard-plan.ts';

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

describe('the channels', () => {
  const many = (count: number, from = 0): readonly Unit[] =>
    Array.from({ length: count }, (_, number) => single(`v2.t${String(from + number)}`));
  const sizes = (plan: ReadonlyMap<number, readonly Unit[]>): readonly number[] =>
    [...plan.values()].map((units) => units.length);

  it('are as few as the topics need', () => {
    expect(sizes(assignShards(many(1_000), new Map(), 5))).toEqual([1_000]);
    expect(sizes(assignShards(many(2_500), new Map(), 5))).toEqual([1_000, 1_000, 500]);
    expect(assignShards([], new Map(), 5).size).toBe(0);
  });

  it('keep what they carry when the wish changes', () => {
    const first = assignShards(many(1_500), new Map(), 5);
    const kept = many(1_500).filter((_, number) => number % 3 !== 0);
    const second = assignShards([...many(200, 5_000), ...kept], first, 5);
    for (const [shard, units] of second) {
      const before = new Set(first.get(shard)?.map(({ sent }) => sent));
      for (const { sent } of units.filter(({ sent }) => kept.some((unit) => unit.sent === sent))) {
        expect(before.has(sent)).toBe(true);
      }
    }
  });

  it('that carry nothing any more are not needed', () => {
    const first = assignShards(many(1_500), new Map(), 5);
    expect([...assignShards(many(900), first, 5).keys()]).toEqual([0]);
  });

  it('are never more than allowed: the last takes what is left over', () => {
    expect(sizes(assignShards(many(2_500), new Map(), 2))).toEqual([1_000, 1_500]);
  });
});
