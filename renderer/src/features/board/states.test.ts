import { describe, expect, it } from 'vitest';
import { agentOf } from '../../testing/agents.ts';
import { cardOf, judge, type Card } from './card.ts';
import { countAgents, isShown, statesOf } from './states.ts';

const context = {
  limits: [
    {
      state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
      group: null,
      warnAfterMs: 1000,
      overAfterMs: 2000,
    },
  ],
  offsetMs: 0,
} as const;
const NOW = 60_000;

const interacting = cardOf('ana', agentOf('ana', { presence: 'ON_QUEUE', routing: 'INTERACTING' }), context);
const away = cardOf('ben', agentOf('ben', { presence: 'AWAY' }), context);
const stale = cardOf('chi', agentOf('chi', { presence: 'MEETING', standing: 'last-known' }), context);
const unknown = cardOf('dee', undefined, context);
const count = (...cards: readonly Card[]) =>
  countAgents(cards.map((card) => [card, judge(card, NOW)] as const));

describe('counting agents', () => {
  it('counts whoever interacts on queue as both, and nobody of whom nothing is known', () => {
    expect(statesOf(interacting)).toEqual(['on-queue', 'interacting']);
    expect(statesOf(unknown)).toEqual([]);
  });

  it('says how many are known, and how many are over their limit', () => {
    const counts = count(interacting, away, stale, unknown);
    expect(counts).toMatchObject({ agents: 4, known: 2, lastKnown: 1, over: 1 });
    expect(counts.states).toMatchObject({ 'on-queue': 1, interacting: 1, away: 1, busy: 1, offline: 0 });
  });

  it('counts a presence that it does not know as another one', () => {
    expect(count(cardOf('eve', agentOf('eve', { presence: 'LUNAR' }), context)).states.other).toBe(1);
  });
});

describe('showing some of the agents', () => {
  const shown = (show: Parameters<typeof isShown>[0]): readonly string[] =>
    [interacting, away, stale, unknown]
      .filter((card) => isShown(show, card, judge(card, NOW)))
      .map(({ userId }) => userId);

  it('goes by state, limit, or whether they are known at all', () => {
    expect(shown('all')).toHaveLength(4);
    expect(shown('interacting')).toEqual(['ana']);
    expect(shown('over')).toEqual(['ben']);
    expect(shown('unknown')).toEqual(['chi', 'dee']);
  });
});
