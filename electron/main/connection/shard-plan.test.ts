import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../shared/model/subscription-unit.ts';
import { assignShards, planShards } from './shard-plan.ts';

const single = (topic: string): Unit => ({ sent: topic, topics: [topic] });

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

  it('keep a person’s topics that are combined otherwise than before', () => {
    const unit = (...topics: readonly string[]): Unit => ({ sent: `v2.p?${topics.join('&')}`, topics });
    const carried = new Map([
      [0, many(990)],
      [1, [unit('a', 'b'), unit('c', 'd')]],
    ]);
    const wish = [...many(990), unit('a', 'b', 'new'), single('c'), single('d')];
    expect(assignShards(wish, carried, 5).get(1)).toEqual([unit('a', 'b', 'new'), single('c'), single('d')]);
  });

  it('give up what has no room left beside the rest', () => {
    const carried = new Map([[0, many(999).concat({ sent: 'v2.p?a&b', topics: ['v2.p.a', 'v2.p.b'] })]]);
    const torn = [...many(999), single('v2.p.a'), single('v2.p.b')];
    expect(sizes(assignShards(torn, carried, 5))).toEqual([1_000, 1]);
  });

  it('that carry nothing any more are not needed', () => {
    const first = assignShards(many(1_500), new Map(), 5);
    expect([...assignShards(many(900), first, 5).keys()]).toEqual([0]);
  });

  it('are never more than allowed: the last takes what is left over', () => {
    expect(sizes(assignShards(many(2_500), new Map(), 2))).toEqual([1_000, 1_500]);
  });

  it('keep what fits as it is when another is torn apart', () => {
    const torn: Unit = { sent: 'v2.p?a&b', topics: ['v2.p.a', 'v2.p.b'] };
    const carried = new Map([[0, [torn, ...many(999)]]]);
    const plan = assignShards([single('v2.p.a'), single('v2.p.b'), ...many(999)], carried, 5);
    const moved = new Set(many(999).filter((unit) => plan.get(0)?.every(({ sent }) => sent !== unit.sent)));
    expect([...moved]).toEqual([]);
    expect(sizes(plan)).toEqual([1_000, 1]);
  });
});

describe('topics of one queue that take more than one subscription', () => {
  type Plan = ReadonlyMap<number, readonly Unit[]>;
  const queue = (number: number): string =>
    `v2.routing.queues.00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const aspects = Array.from({ length: 12 }, (_, number) => `conversations.aspect${String(number)}`);
  const of = (number: number, some: readonly string[]): readonly string[] =>
    some.map((aspect) => `${queue(number)}.${aspect}`);
  const others = Array.from({ length: 999 }, (_, number) => of(number + 1, aspects.slice(0, 2))).flat();
  const plan = (first: readonly string[], carried: Plan = new Map()): Plan =>
    planShards([...of(0, first), ...others], new Set(), carried, 5);
  const homes = (made: Plan): ReadonlyMap<string, number> =>
    new Map(
      [...made].flatMap(([shard, units]) =>
        units.flatMap(({ topics }) => topics.map((topic) => [topic, shard] as const)),
      ),
    );

  it('stay where they are heard when one of them is left out', () => {
    const before = plan(aspects.slice(0, 7), plan(aspects.slice(0, 6)));
    expect([...before.keys()]).toEqual([0, 1]);
    const after = plan(aspects.slice(1, 7), before);
    for (const [topic, shard] of homes(after))
      expect([topic, shard]).toEqual([topic, homes(before).get(topic)]);
  });

  it('stay where they are heard, and so does all else, when one is put before them', () => {
    const before = plan(aspects.slice(1, 7));
    expect([...before.keys()]).toEqual([0]);
    const after = plan(aspects.slice(0, 7), before);
    for (const [topic, shard] of homes(before))
      expect([topic, homes(after).get(topic)]).toEqual([topic, shard]);
  });

  it('stay where they are heard, whatever the wish becomes', () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray(aspects), { minLength: 2, maxLength: 5 }), (wishes) => {
        let before: Plan = new Map();
        for (const wish of wishes) {
          const after = plan(wish, before);
          const told = homes(after);
          expect(told.size).toBe(wish.length + others.length);
          for (const [topic, shard] of homes(before)) {
            if (told.has(topic)) expect([topic, told.get(topic)]).toEqual([topic, shard]);
          }
          for (const units of after.values()) expect(units.length).toBeLessThanOrEqual(1_000);
          before = after;
        }
      }),
      { numRuns: 30 },
    );
  });
});
