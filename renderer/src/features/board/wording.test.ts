import { describe, expect, it } from 'vitest';
import { agentOf, directoryOf } from '../../testing/agents.ts';
import { cardOf, judge } from './card.ts';
import { countAgents } from './states.ts';
import {
  asOfText,
  cardName,
  cardTimer,
  figuresOf,
  groupFigures,
  interactionText,
  knownText,
  overText,
  presenceWords,
  routingText,
  spokenTime,
  timerText,
} from './wording.ts';

const directory = directoryOf({});
const context = { limits: [], offsetMs: 0 };

describe('the words of a state', () => {
  it('have what the organisation calls it, where that says more', () => {
    expect(presenceWords({ systemPresence: 'AWAY', definitionId: 'd1' }, directory)).toEqual({
      system: 'Away',
      own: 'Admin task',
    });
    const names = { ...directory, presences: { d2: 'Away' } };
    expect(presenceWords({ systemPresence: 'AWAY', definitionId: 'd2' }, names).own).toBeNull();
  });

  it('are those of the service, where Vigil has none', () => {
    expect(presenceWords({ systemPresence: 'OUT_TO_LUNCH', definitionId: null }, directory).system).toBe(
      'Out to lunch',
    );
    expect(routingText('CONSTRUCTOR')).toBe('Constructor');
    expect(routingText('constructor')).toBe('Constructor');
  });

  it('say where an interaction came from, and its phase unless it is simply under way', () => {
    const call = {
      conversationId: 'c1',
      media: 'call',
      queueId: 'q1',
      direction: 'inbound',
      since: 0,
    } as const;
    expect(interactionText({ ...call, phase: 'connected' }, directory)).toBe('Billing');
    expect(interactionText({ ...call, phase: 'wrapping-up' }, directory)).toBe('Billing, wrapping up');
    expect(interactionText({ ...call, queueId: null, phase: 'held' }, directory)).toBe('Call, held');
  });
});

describe('a time in state', () => {
  it('is written as a clock, and read out in words', () => {
    expect([timerText(0), timerText(751_900), timerText(3_751_000)]).toEqual(['00:00', '12:31', '1:02:31']);
    expect([spokenTime(1000), spokenTime(751_000), spokenTime(3_751_000)]).toEqual([
      '1 second',
      '12 minutes 31',
      '1 hour 2 minutes',
    ]);
  });

  it('says where its end is not known', () => {
    const card = cardOf('ana', agentOf('ana', { standing: 'last-known', asOf: 751_000 }), context);
    expect(cardTimer(card, 800_000)).toBe('≥ 12:31 ?');
    expect(asOfText(card, 800_000)).toMatch(/^as of .*\d\d:12:31$/);
    expect([cardTimer(card, 752_000), asOfText(card, 752_000)]).toEqual(['12:32', '']);
  });

  it('is empty where nobody said since when', () => {
    expect(cardTimer(cardOf('ana', agentOf('ana', { since: null }), context), 5000)).toBe('');
  });
});

describe('the name of a card', () => {
  const names = directoryOf({ ana: 'Ana Ruiz' });
  const limits = [
    {
      state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
      group: null,
      warnAfterMs: 300_000,
      overAfterMs: 600_000,
    },
  ] as const;

  it('reads as a sentence about the agent', () => {
    const agent = agentOf('ana', { presence: 'AWAY', definitionId: 'd1' });
    expect(cardName(cardOf('ana', agent, { limits, offsetMs: 0 }), names, 751_000)).toBe(
      'Ana Ruiz, Away, Admin task, 12 minutes 31, over limit',
    );
  });

  it('says what is going on on queue', () => {
    const interactions = [
      {
        conversationId: 'c1',
        media: 'call',
        queueId: 'q1',
        direction: 'inbound',
        phase: 'held',
        since: 0,
      },
    ] as const;
    const agent = agentOf('ana', { presence: 'ON_QUEUE', routing: 'INTERACTING', interactions });
    expect(cardName(cardOf('ana', agent, context), names, 5000)).toBe(
      'Ana Ruiz, On queue, Interacting, 5 seconds, Billing, held',
    );
  });

  it('says that it is not live, and that nothing is known', () => {
    const stale = cardOf('ana', agentOf('ana', { standing: 'last-known', asOf: 60_000 }), context);
    expect(cardName(stale, names, 80_000)).toMatch(
      /^Ana Ruiz, Available, at least 1 minute 0, as of .*:01:00$/,
    );
    expect(cardName(cardOf('ana', undefined, context), names, 0)).toBe('Ana Ruiz, not known yet');
  });
});

describe('the figures of a board', () => {
  const cards = [
    cardOf('ana', agentOf('ana', { presence: 'ON_QUEUE', routing: 'INTERACTING' }), context),
    cardOf('ben', agentOf('ben', { presence: 'MEETING' }), context),
    cardOf('chi', undefined, context),
  ];
  const counts = countAgents(cards.map((card) => [card, judge(card, 1000)] as const));

  it('are those of the usual states and of those that somebody is in', () => {
    expect(figuresOf(counts).map(({ label, count }) => `${label} ${String(count)}`)).toEqual([
      'On queue 1',
      'Interacting 1',
      'Busy 1',
      'Away 0',
      'Break 0',
      'Meal 0',
      'Offline 0',
      'Unknown 1',
    ]);
  });

  it('are in a group only those of states that somebody is in', () => {
    expect(groupFigures(counts)).toEqual(['1 on queue', '1 interacting', '1 busy']);
    expect(overText(counts)).toBeNull();
    expect(overText({ ...counts, over: 2 })).toBe('2 over limit');
  });

  it('say how many are known, unless all are', () => {
    expect(knownText(counts)).toBe('2 known · 1 unknown');
    expect(knownText({ ...counts, known: 3 })).toBeNull();
  });
});
