import { describe, expect, it } from 'vitest';
import { cardFigures } from './card-figures.ts';

const inSight = new Set(['ana', 'ben']);
const events = [
  { userId: 'ana', at: 100, word: 'Away' },
  { userId: 'ben', at: 110, word: 'Available' },
  { userId: 'chi', at: 120, word: 'Away' },
];

describe('the figures of a board', () => {
  it('charge an event with the time until its own card says so', () => {
    const paints = [
      'ana',
      105,
      'Ana Available 00:10',
      'ana',
      130,
      'Ana Away 00:00',
      'ben',
      140,
      'Ben Available',
    ];
    expect(cardFigures({ paints, longTasks: [60, 51.4] }, events, inSight, 1000)).toEqual({
      paintP50Ms: 30,
      paintP99Ms: 30,
      paintMaxMs: 30,
      longTaskMaxMs: 60,
      longTasks: 2,
      eventsInSight: 2,
    });
  });

  it('charge an event that no card showed with the time until the end', () => {
    expect(cardFigures({ paints: [], longTasks: [] }, events, inSight, 1000).paintMaxMs).toBe(900);
  });
});
