import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRefresh, readsForMissing } from './plan.ts';

const people = (count: number, aspects: string): string[] =>
  Array.from({ length: count }, (_, index) => `v2.users.u${String(index)}${aspects}`);

describe('what is fetched', () => {
  it('is every fact that the topics of a person tell, in one request', () => {
    const { reads, wanted, notRecovered } = planRefresh([
      'v2.users.ana?presence&routingStatus',
      'v2.users.ana.outofoffice',
      'v2.users.ben.station',
    ]);
    expect(reads).toEqual([
      {
        kind: 'users',
        ids: ['ana', 'ben'],
        facts: ['presence', 'routingStatus', 'outOfOffice', 'station'],
        page: 1,
      },
    ]);
    expect(wanted.map(({ kind, id, topicsOf }) => [kind, id, [...topicsOf.keys()]])).toEqual([
      ['user', 'ana', ['presence', 'routingStatus', 'outOfOffice']],
      ['user', 'ben', ['station']],
    ]);
    expect(notRecovered).toEqual([]);
  });

  it('knows all the topics that tell of one fact, also those of a combined one, in any letter case', () => {
    const { wanted } = planRefresh(['v2.users.ana?Presence&activity', 'v2.users.ana.presence']);
    expect(wanted[0]?.topicsOf.get('presence')).toEqual([
      'v2.users.ana.Presence',
      'v2.users.ana.activity',
      'v2.users.ana.presence',
    ]);
    for (const fact of ['routingStatus', 'outOfOffice'] as const)
      expect(wanted[0]?.topicsOf.get(fact)).toEqual(['v2.users.ana.activity']);
  });

  it('is how queues stand, and who has joined them', () => {
    const { reads } = planRefresh([
      'v2.routing.queues.billing.users',
      'v2.analytics.queues.billing.observations',
      'v2.analytics.queues.sales.observations',
    ]);
    expect(reads).toEqual([
      { kind: 'figures', ids: ['billing', 'sales'], facts: ['figures'], page: 1 },
      { kind: 'members', ids: ['billing'], facts: ['members'], page: 1 },
    ]);
  });

  it('takes five requests for five hundred people, and never more ids at once than the endpoints take', () => {
    const { reads } = planRefresh([
      ...people(500, '?presence&routingStatus'),
      ...Array.from({ length: 120 }, (_, index) => `v2.analytics.queues.q${String(index)}.observations`),
    ]);
    expect(reads.map(({ kind, ids }) => [kind, ids.length])).toEqual([
      ...Array.from({ length: 5 }, () => ['users', 100]),
      ['figures', 50],
      ['figures', 50],
      ['figures', 20],
    ]);
  });

  it('is the conversations of people, too, whichever media are listened to', () => {
    const { reads, wanted, notRecovered } = planRefresh([
      'v2.users.ana?presence&conversations',
      'v2.users.ana.conversations.calls',
      'v2.users.ben.conversations',
      'v2.users.ben.conversations.1b2c.recordings',
    ]);
    expect(reads).toEqual([
      { kind: 'users', ids: ['ana'], facts: ['presence'], page: 1 },
      { kind: 'interactions', ids: ['ana', 'ben'], facts: ['interactions'], page: 1 },
    ]);
    expect(wanted[0]?.topicsOf.get('interactions')).toHaveLength(2);
    expect(notRecovered).toEqual([{ family: 'users.conversations', topics: 1 }]);
  });

  it('asks everybody exactly once', () => {
    const topic = fc
      .tuple(fc.nat({ max: 300 }), fc.constantFrom('presence', 'routingStatus', 'activity', 'station'))
      .map(([id, aspect]) => `v2.users.u${String(id)}.${aspect}`);
    fc.assert(
      fc.property(fc.array(topic, { maxLength: 600 }), (topics) => {
        const { reads, wanted } = planRefresh(topics);
        const asked = reads.flatMap(({ ids }) => ids);
        expect([...asked].sort()).toEqual([...new Set(asked)].sort());
        expect([...asked].sort()).toEqual(wanted.map(({ id }) => id).sort());
      }),
    );
  });
});

describe('what cannot be recovered', () => {
  it('is named by topic family, the largest first, and does not keep the rest from being fetched', () => {
    const { reads, notRecovered } = planRefresh([
      ...people(3, '?presence&conversations&conversations.calls'),
      'v2.users.u0.conversationsummary',
      'v2.routing.queues.billing.conversations.calls',
      'v2.analytics.users.u0.aggregates',
      'v2.analytics.queues.billing.activity',
      'v2.detail.events.conversation.1b2c.acd.start',
      'v2.conversations.1b2c.transcription',
      'v2.audits',
    ]);
    expect(reads.map(({ kind }) => kind)).toEqual(['users', 'interactions']);
    expect(notRecovered).toEqual([
      { family: 'analytics.queues.activity', topics: 1 },
      { family: 'analytics.users.aggregates', topics: 1 },
      { family: 'audits', topics: 1 },
      { family: 'conversations.transcription', topics: 1 },
      { family: 'detail.events.conversation', topics: 1 },
      { family: 'routing.queues.conversations', topics: 1 },
      { family: 'users.conversationsummary', topics: 1 },
    ]);
  });

  it('is nothing where nothing is subscribed', () => {
    expect(planRefresh([])).toEqual({ wanted: [], reads: [], notRecovered: [] });
  });
});

describe('what a listing did not give', () => {
  it('is asked for where it must be given: presences in bulk, the rest one by one', () => {
    const missing = Array.from({ length: 51 }, (_, index) => ({
      id: `u${String(index)}`,
      fact: 'presence' as const,
    }));
    expect(readsForMissing([...missing, { id: 'u3', fact: 'station' }])).toEqual([
      { kind: 'presences', ids: missing.slice(0, 50).map(({ id }) => id), facts: ['presence'], page: 1 },
      { kind: 'presences', ids: ['u50'], facts: ['presence'], page: 1 },
      { kind: 'user-fact', ids: ['u3'], facts: ['station'], page: 1 },
    ]);
  });
});
