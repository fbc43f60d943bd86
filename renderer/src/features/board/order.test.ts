import { describe, expect, it } from 'vitest';
import { agentOf } from '../../testing/agents.ts';
import { cardOf, judge } from './card.ts';
import { held, sorted, type Ranked, type Sort } from './order.ts';

const limit = (systemPresence: string, overAfterMs: number) =>
  ({
    state: { kind: 'presence', systemPresence, definitionId: null },
    group: null,
    warnAfterMs: overAfterMs / 2,
    overAfterMs,
  }) as const;
const context = { limits: [limit('AWAY', 1000), limit('BREAK', 10_000), limit('MEAL', 50_000)], offsetMs: 0 };
const NOW = 5000;

const ranked = (name: string, parts?: Parameters<typeof agentOf>[1]): Ranked => {
  const userId = name.toLowerCase();
  const card = cardOf(userId, parts === undefined ? undefined : agentOf(userId, parts), context);
  return { userId, name, card, judgement: judge(card, NOW) };
};
const order = (sort: Sort, ...agents: readonly Ranked[]) => sorted(agents, sort, NOW);

describe('the order by who needs attention', () => {
  it('is over the limit, not responding, nearest to the limit, unknown, and then the others', () => {
    const agents = [
      ranked('Zoe', { presence: 'AVAILABLE' }),
      ranked('Yan'),
      ranked('Xia', { presence: 'MEAL' }),
      ranked('Wim', { presence: 'BREAK' }),
      ranked('Vic', { presence: 'ON_QUEUE', routing: 'NOT_RESPONDING' }),
      ranked('Una', { presence: 'AWAY' }),
    ];
    expect(order('attention', ...agents)).toEqual(['una', 'vic', 'wim', 'xia', 'yan', 'zoe']);
  });

  it('goes by name between equals', () => {
    expect(order('attention', ranked('Ben', {}), ranked('Émile', {}), ranked('Ana', {}))).toEqual([
      'ana',
      'ben',
      'émile',
    ]);
  });
});

describe('the other orders', () => {
  it('are by the time in state, the longest first, and by presence', () => {
    const agents = [
      ranked('Ana', { since: 4000, presence: 'MEAL' }),
      ranked('Ben', { since: 1000, presence: 'AVAILABLE' }),
      ranked('Chi', { since: null, presence: 'BUSY' }),
    ];
    expect(order('time', ...agents)).toEqual(['ben', 'ana', 'chi']);
    expect(order('presence', ...agents)).toEqual(['ben', 'chi', 'ana']);
  });
});

describe('an order that is held', () => {
  it('moves nobody: who left is gone, who joined stands at the end', () => {
    expect(held(['chi', 'ana', 'ben'], ['ana', 'dee', 'chi'])).toEqual(['chi', 'ana', 'dee']);
  });
});
