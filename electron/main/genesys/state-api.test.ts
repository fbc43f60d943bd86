import { describe, expect, it } from 'vitest';
import { CALL, recordedApi } from './recorded-api.ts';
import {
  readPresences,
  readQueueFigures,
  readQueueMembers,
  readUserFact,
  readUsers,
  type UserFact,
} from './state-api.ts';

const FACTS: readonly UserFact[] = ['presence', 'routingStatus', 'outOfOffice', 'station'];
const presence = {
  presenceDefinition: { id: 'p', systemPresence: 'OnQueue' },
  modifiedDate: '2026-01-05T08:00:00.000Z',
};
const ana = {
  id: 'ana',
  presence: { ...presence, message: 'x' },
  routingStatus: { userId: 'ana', status: 'IDLE', startTime: '2026-01-05T08:01:00.000Z' },
  outOfOffice: { active: true },
  station: { associatedStation: { id: 's', name: 'Desk 7' } },
};

describe('people', () => {
  it('are asked for by id with what is wanted, and answered as events would tell it', async () => {
    const { context, asked } = recordedApi(() => ({ json: { entities: [ana] } }));
    const users = await readUsers(context, CALL, ['ana', 'ben'], FACTS);
    expect(asked.map(({ path }) => path)).toEqual([
      '/api/v2/users?pageSize=100&id=ana&id=ben' +
        '&expand=presence&expand=routingStatus&expand=outOfOffice&expand=station',
    ]);
    expect([...users]).toEqual([
      [
        'ana',
        {
          presence: {
            presenceDefinition: { id: 'p', systemPresence: 'ON_QUEUE' },
            modifiedDate: '2026-01-05T08:00:00.000Z',
          },
          routingStatus: { routingStatus: { status: 'IDLE', startTime: '2026-01-05T08:01:00.000Z' } },
          outOfOffice: { active: true },
          station: { associatedStation: { name: 'Desk 7' } },
        },
      ],
    ]);
  });

  it('lack what the service left out or wrote in another way, and nobody else suffers for it', async () => {
    const entities = [
      { id: 'ana', presence: 'busy', routingStatus: {}, outOfOffice: null },
      { id: 'ben', outOfOffice: { active: false }, station: {} },
    ];
    const { context } = recordedApi(() => ({ json: { entities } }));
    expect(Object.fromEntries(await readUsers(context, CALL, ['ana', 'ben'], FACTS))).toEqual({
      ana: {},
      ben: { outOfOffice: { active: false }, station: {} },
    });
  });

  it('have presences in bulk', async () => {
    const { context, asked } = recordedApi(() => ({ json: [{ ...presence, userId: 'ana' }, { id: 'x' }] }));
    const found = await readPresences(context, CALL, ['ana', 'ben']);
    expect(asked[0]?.path).toBe('/api/v2/users/presences/purecloud/bulk?id=ana&id=ben');
    expect([...found.keys()]).toEqual(['ana']);
  });

  it.each([
    ['presence', 'presences/purecloud', presence],
    ['routingStatus', 'routingstatus', ana.routingStatus],
    ['outOfOffice', 'outofoffice', ana.outOfOffice],
    ['station', 'station', ana.station],
  ] as const)('have each fact at a place of its own: %s', async (fact, path, json) => {
    const { context, asked } = recordedApi(() => ({ json }));
    expect(await readUserFact(context, CALL, 'a b', fact)).not.toBeNull();
    expect(asked[0]?.path).toBe(`/api/v2/users/a%20b/${path}`);
  });

  it('are none where the answer does not say, and a refusal is a failure', async () => {
    const silent = recordedApi(() => ({ json: { nothing: true } }));
    expect(await readUserFact(silent.context, CALL, 'ana', 'presence')).toBeNull();
    const refusing = recordedApi(() => ({ status: 403, json: { message: 'no' } }));
    await expect(readUsers(refusing.context, CALL, ['ana'], FACTS)).rejects.toMatchObject({
      error: { code: 'auth/forbidden' },
    });
  });
});

describe('queues', () => {
  it('are asked for together, and answered by queue and medium', async () => {
    const group = { queueId: 'billing', mediaType: 'voice' };
    const data = [
      { metric: 'oWaiting', stats: { count: 3 } },
      { metric: 'oInteracting', stats: {} },
    ];
    const { context, asked } = recordedApi(() => ({
      json: { results: [{ group, data }, { group: { queueId: 'other' } }] },
    }));
    const figures = await readQueueFigures(context, CALL, ['billing', 'sales']);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/analytics/queues/observations/query',
      body: {
        filter: {
          type: 'or',
          predicates: [
            { type: 'dimension', dimension: 'queueId', operator: 'matches', value: 'billing' },
            { type: 'dimension', dimension: 'queueId', operator: 'matches', value: 'sales' },
          ],
        },
        metrics: ['oWaiting', 'oInteracting', 'oAlerting'],
      },
    });
    expect([...figures]).toEqual([
      [
        'billing',
        [
          {
            group,
            data: [
              {
                metrics: [
                  { metric: 'oWaiting', qualifier: null, stats: { count: 3 } },
                  { metric: 'oInteracting', qualifier: null, stats: { count: null } },
                ],
              },
            ],
          },
        ],
      ],
      ['sales', []],
    ]);
  });

  it('have members in pages', async () => {
    const { context, asked } = recordedApi(() => ({
      json: { entities: [{ id: 'ana', joined: true }, { id: 'ben' }], pageCount: 3 },
    }));
    expect(await readQueueMembers(context, CALL, 'billing', 2)).toEqual({
      bodies: [
        { id: 'ana', user: { id: 'ana' }, joined: true },
        { id: 'ben', user: { id: 'ben' }, joined: false },
      ],
      hasMore: true,
    });
    expect((await readQueueMembers(context, CALL, 'billing', 3)).hasMore).toBe(false);
    expect(asked[0]?.path).toBe('/api/v2/routing/queues/billing/members?pageSize=100&pageNumber=2');
  });
});
