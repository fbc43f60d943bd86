import { describe, expect, it } from 'vitest';
import { readInteractions } from './interactions-api.ts';
import { CALL, recordedApi } from './recorded-api.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString();
const segment = (segmentType: string, from: number, to?: number) => ({
  segmentType,
  segmentStart: at(from),
  ...(to === undefined ? {} : { segmentEnd: at(to) }),
  queueId: 'billing',
});
const part = (userId: string, ...segments: readonly object[]) => ({
  userId,
  purpose: 'agent',
  sessions: [{ mediaType: 'voice', direction: 'inbound', segments }],
});
const conversation = (conversationId: string, ...participants: readonly object[]) => ({
  conversationId,
  participants: [
    { purpose: 'customer', sessions: [{ segments: [segment('interact', 0)] }] },
    ...participants,
  ],
});
const answering = (...conversations: readonly object[]) =>
  recordedApi(() => ({ json: { conversations, totalHits: conversations.length } }));

const interaction = {
  conversationId: 'c',
  media: 'call',
  queueId: 'billing',
  direction: 'inbound',
} as const;

describe('the conversations that people are in', () => {
  it('are asked for together, as far as they are under way', async () => {
    const { context, asked } = recordedApi(() => ({ json: { totalHits: 0 } }));
    const found = await readInteractions(context, CALL, ['ana', 'ben']);
    expect(Object.fromEntries(found)).toEqual({ ana: [], ben: [] });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/analytics/conversations/details/query',
      body: {
        conversationFilters: [{ predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] }],
        segmentFilters: [
          {
            type: 'or',
            predicates: [
              { dimension: 'userId', operator: 'matches', value: 'ana' },
              { dimension: 'userId', operator: 'matches', value: 'ben' },
            ],
          },
        ],
        paging: { pageSize: 100, pageNumber: 1 },
      },
    });
  });

  it.each([
    ['alerting', 2, [segment('alert', 2)]],
    ['connected', 3, [segment('alert', 2, 3), segment('interact', 3)]],
    ['held', 5, [segment('interact', 3, 5), segment('hold', 5)]],
    ['connected', 3, [segment('interact', 3, 5), segment('hold', 5, 6), segment('interact', 6)]],
    ['wrapping-up', 7, [segment('interact', 3, 7), segment('wrapup', 7)]],
    ['connected', 4, [segment('something new', 4)]],
  ] as const)('are %s since minute %i', async (phase, minute, segments) => {
    const { context } = answering(conversation('c', part('ana', ...segments)));
    const found = await readInteractions(context, CALL, ['ana']);
    expect(found.get('ana')).toEqual([{ ...interaction, phase, since: Date.parse(at(minute)) }]);
  });

  it('are only those that somebody has not left, and each once', async () => {
    const { context } = answering(
      conversation('c', part('ana', segment('alert', 1, 2)), part('ana', segment('alert', 4))),
      conversation('d', part('ana', segment('interact', 1, 2)), part('ben', segment('interact', 2))),
    );
    const found = await readInteractions(context, CALL, ['ana', 'ben']);
    expect(found.get('ana')?.map(({ conversationId, since }) => [conversationId, since])).toEqual([
      ['c', Date.parse(at(4))],
    ]);
    expect(found.get('ben')?.map(({ conversationId }) => conversationId)).toEqual(['d']);
  });

  it('come from every page, and nobody is in the answer who was not asked for', async () => {
    const { context, asked } = recordedApi(({ body }) => {
      const page = /"pageNumber":(\d+)/.exec(JSON.stringify(body))?.[1] ?? '';
      const parts = [part('ana', segment('interact', 1)), part('zoe', segment('interact', 1))];
      return { json: { conversations: [conversation(`c${page}`, ...parts)], totalHits: 201 } };
    });
    const found = await readInteractions(context, CALL, ['ana']);
    expect([...found.keys()]).toEqual(['ana']);
    expect(found.get('ana')?.map(({ conversationId }) => conversationId)).toEqual(['c1', 'c2', 'c3']);
    expect(asked).toHaveLength(3);
  });

  it('lack what the service left out', async () => {
    const bare = { userId: 'ana', sessions: [{ segments: [{}] }, { mediaType: null, segments: null }] };
    const { context } = answering(conversation('c', bare, { userId: 'ana' }));
    const found = await readInteractions(context, CALL, ['ana']);
    expect(found.get('ana')).toEqual([
      { conversationId: 'c', media: '', queueId: null, direction: null, phase: 'connected', since: null },
    ]);
  });

  it('are a failure when the client may not read them', async () => {
    const { context } = recordedApi(() => ({ status: 403, json: { message: 'no' } }));
    await expect(readInteractions(context, CALL, ['ana'])).rejects.toMatchObject({
      error: { code: 'auth/forbidden' },
    });
  });
});
