import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../shared/model/subscription-unit.ts';
import { assignShards } from './shard-plan.ts';

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
});
