import { describe, expect, it } from 'vitest';
import type { SubscribedRow } from './subscribed.ts';
import { ordered } from './topic-order.ts';

const rows = ['never', 'often', 'once', 'lately'].map((topic): SubscribedRow => {
  return { topic, status: 'confirmed', isWanted: true, subscription: null };
});
const activity = new Map([
  ['often', { lastAt: 900, count: 50 }],
  ['once', { lastAt: 100, count: 1 }],
  ['lately', { lastAt: 1000, count: 3 }],
]);
const topicsBy = (order: Parameters<typeof ordered>[1]): readonly string[] =>
  ordered(rows, order, activity).map(({ topic }) => topic);

describe('the order of subscribed topics', () => {
  it('puts those first that never sent, or longest ago', () => {
    expect(topicsBy('quietest')).toEqual(['never', 'once', 'often', 'lately']);
  });

  it('puts those first that sent most', () => {
    expect(topicsBy('busiest')).toEqual(['often', 'lately', 'once', 'never']);
  });

  it('stays as it is otherwise, and while nothing is known', () => {
    expect(ordered(rows, 'attention', activity)).toBe(rows);
    expect(ordered(rows, 'busiest', new Map()).map(({ topic }) => topic)).toEqual(
      rows.map(({ topic }) => topic),
    );
  });
});
