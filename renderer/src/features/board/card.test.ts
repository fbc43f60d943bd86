import { describe, expect, it } from 'vitest';
import type { StateLimit } from '../../../../shared/model/board.ts';
import { agentOf, nobody } from '../../testing/agents.ts';
import { cardOf, elapsedMs, judge, type CardContext } from './card.ts';

const MINUTE_MS = 60_000;
const presence = (systemPresence: string): StateLimit => ({
  state: { kind: 'presence', systemPresence, definitionId: null },
  group: null,
  warnAfterMs: 8 * MINUTE_MS,
  overAfterMs: 10 * MINUTE_MS,
});
const notResponding: StateLimit = {
  state: { kind: 'routing', status: 'NOT_RESPONDING' },
  group: null,
  warnAfterMs: 10_000,
  overAfterMs: 30_000,
};
const context: CardContext = { limits: [presence('AWAY'), presence('ON_QUEUE'), notResponding], offsetMs: 0 };

describe('the time in state', () => {
  it('is that of the presence, and on queue that of the routing status', () => {
    const parts = { routing: 'INTERACTING', since: 1000, routingSince: 4000 };
    expect(cardOf('ana', agentOf('ana', { ...parts, presence: 'BUSY' }), context).running?.since).toBe(1000);
    expect(cardOf('ana', agentOf('ana', { ...parts, presence: 'ON_QUEUE' }), context).running?.since).toBe(
      4000,
    );
  });

  it("is counted on this computer's clock", () => {
    const card = cardOf('ana', agentOf('ana', { since: 10_000 }), { limits: [], offsetMs: 3000 });
    expect(elapsedMs(card, 12_000)).toBe(5000);
  });

  it('is not told where nobody said since when', () => {
    expect(elapsedMs(cardOf('ana', agentOf('ana', { since: null }), context), 5000)).toBeNull();
  });

  it('stands at what is proven once it is stale, and goes on within the first seconds of a loss', () => {
    const card = cardOf('ana', agentOf('ana', { since: 0, standing: 'last-known', asOf: 60_000 }), context);
    expect(elapsedMs(card, 69_000)).toBe(69_000);
    expect(elapsedMs(card, 70_000)).toBe(60_000);
    expect(judge(card, 70_000).isStale).toBe(true);
  });

  it('is never negative, wherever the clocks are', () => {
    expect(elapsedMs(cardOf('ana', agentOf('ana', { since: 9000 }), context), 5000)).toBe(0);
  });
});

describe('the level of a card', () => {
  const away = cardOf('ana', agentOf('ana', { presence: 'AWAY' }), context);

  it('rises from ok over a warning to over the limit', () => {
    expect(judge(away, 8 * MINUTE_MS - 1)).toMatchObject({ level: 'ok' });
    expect(judge(away, 8 * MINUTE_MS)).toMatchObject({ level: 'warn', share: 0.8 });
    expect(judge(away, 10 * MINUTE_MS)).toMatchObject({ level: 'over', share: 1 });
  });

  it('is held where it was when coverage was lost', () => {
    const parts = { presence: 'AWAY', standing: 'last-known', asOf: 9 * MINUTE_MS } as const;
    const card = cardOf('ana', agentOf('ana', parts), context);
    expect(judge(card, 60 * MINUTE_MS)).toEqual({ level: 'warn', share: 0.9, isStale: true });
  });

  it('is the worse of presence and routing status', () => {
    const parts = { presence: 'ON_QUEUE', routing: 'NOT_RESPONDING' };
    const card = cardOf('ana', agentOf('ana', parts), context);
    expect(judge(card, 15_000)).toMatchObject({ level: 'warn', share: 0.5 });
    expect(judge(card, 30_000)).toMatchObject({ level: 'over', share: 1 });
  });

  it('has no share where there is no limit', () => {
    expect(judge(cardOf('ana', agentOf('ana'), context), 1e9)).toMatchObject({ level: 'ok', share: null });
  });
});

describe('the standing of a card', () => {
  it('is that of its weakest value, as of the earliest moment', () => {
    const agent = agentOf('ana', { standing: 'refreshed' });
    const stale = agentOf('ana', { standing: 'last-known', asOf: 7 });
    const staler = agentOf('ana', { standing: 'last-known', asOf: 5 });
    expect(cardOf('ana', agent, context)).toMatchObject({ standing: 'refreshed', asOf: null });
    const mixed = { ...agent, presence: stale.presence, interactions: staler.interactions };
    expect(cardOf('ana', mixed, context)).toMatchObject({ standing: 'last-known', asOf: 5 });
  });

  it('is unknown as long as neither presence nor routing status is', () => {
    expect(cardOf('ana', undefined, context)).toMatchObject({ standing: 'unknown', presence: null });
    expect(cardOf('ana', nobody('ana'), context).standing).toBe('unknown');
  });
});
