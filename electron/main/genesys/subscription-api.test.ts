import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';
import { toMonitorError } from '../base/failure.ts';
import { CALL, recordedApi, type Recorded, type Reply } from './recorded-api.ts';
import { listSubscriptions, replaceSubscriptions } from './subscription-api.ts';

const PATH = '/api/v2/notifications/channels/c1/subscriptions';
const topic = (n: number): string => `v2.users.${String(n)}.presence`;
const topics = (count: number): string[] => Array.from({ length: count }, (_, n) => topic(n));

const idsOf = (request: Recorded): string[] => (request.body as { id: string }[]).map(({ id }) => id);
const listing = (entities: unknown[]): Reply => ({ json: { entities } });

/**
 * A channel of a service that takes a request as a whole or not at all, `ignoreErrors` or not, and lists topics in a
 * spelling of its own. Notes the topics that it carries after each request.
 */
function strictChannel(refused: ReadonlySet<string>, carried: ReadonlySet<string> = new Set()) {
  const history: ReadonlySet<string>[] = [carried];
  const api = recordedApi((request): Reply => {
    if (request.method === 'GET')
      return listing([...(history.at(-1) ?? [])].map((id) => ({ id: id.toUpperCase() })));
    const ids = idsOf(request);
    const against = ids.find((id) => refused.has(id));
    if (against !== undefined) {
      const message = `The user does not have permission "presence:view" required for topic "${against}"`;
      return { status: 403, json: { code: 'notification.unauthorized.topic', message, status: 403 } };
    }
    const before = request.method === 'PUT' ? [] : [...(history.at(-1) ?? [])];
    const next = new Set([...before, ...ids]);
    if (next.size > TOPICS_PER_CHANNEL) {
      return { status: 400, json: { code: 'notification.subscription.too.many', message: 'too many' } };
    }
    history.push(next);
    return listing(ids.map((id) => ({ id, state: 'Permitted' })));
  });
  return { ...api, history, carries: () => [...(history.at(-1) ?? [])].sort() };
}

describe('replacing the topics of a channel', () => {
  it('sends one PUT that asks to ignore errors', async () => {
    const { context, asked } = recordedApi(() => listing([{ id: topic(0), state: 'Permitted' }]));
    const results = await replaceSubscriptions(context, CALL, 'c1', [topic(0)]);
    expect(results).toEqual([{ topic: topic(0), status: 'confirmed' }]);
    expect(asked).toMatchObject([
      { method: 'PUT', path: `${PATH}?ignoreErrors=true`, body: [{ id: topic(0) }] },
    ]);
  });

  it('names each refused topic with the reason and the missing permission', async () => {
    const { context } = recordedApi(() =>
      listing([
        { id: topic(0), state: 'Permitted' },
        { id: topic(1), state: 'Rejected', rejectionReason: 'No.', missingPermissions: ['a:b:c'] },
        { id: topic(2), state: 'rejected' },
      ]),
    );
    await expect(replaceSubscriptions(context, CALL, 'c1', topics(3))).resolves.toEqual([
      { topic: topic(0), status: 'confirmed' },
      { topic: topic(1), status: 'refused', reason: 'No.', missingPermissions: ['a:b:c'] },
      { topic: topic(2), status: 'refused', reason: 'Genesys Cloud gave no reason.' },
    ]);
  });

  it('compares topics without regard to case', async () => {
    const { context } = recordedApi(() =>
      listing([{ id: 'V2.USERS.0.PRESENCE', state: 'Rejected', rejectionReason: 'No.' }]),
    );
    const [result] = await replaceSubscriptions(context, CALL, 'c1', [topic(0)]);
    expect(result).toEqual({ topic: topic(0), status: 'refused', reason: 'No.' });
  });

  it('names the refused part of a combined topic', async () => {
    const combined = 'v2.users.0?presence&routingStatus';
    const { context } = recordedApi(() =>
      listing([
        { id: combined, state: 'Permitted' },
        { id: 'v2.users.0.routingStatus', state: 'Rejected', rejectionReason: 'No.' },
      ]),
    );
    await expect(replaceSubscriptions(context, CALL, 'c1', [combined, topic(1)])).resolves.toEqual([
      { topic: combined, status: 'refused', reason: 'v2.users.0.routingStatus: No.' },
      { topic: topic(1), status: 'confirmed' },
    ]);
  });

  it('clears a channel with an empty list', async () => {
    const { context, asked } = recordedApi(() => listing([]));
    await expect(replaceSubscriptions(context, CALL, 'c1', [])).resolves.toEqual([]);
    expect(asked).toMatchObject([{ method: 'PUT', body: [] }]);
  });

  it.each(['PUT', 'GET'])('knows from a 404 to %s that the channel is gone', async (method) => {
    const { context } = recordedApi(() => ({ status: 404, json: { code: 'entity.not.found' } }));
    const request =
      method === 'PUT'
        ? replaceSubscriptions(context, CALL, 'c1', [topic(0)])
        : listSubscriptions(context, CALL, 'c1');
    await expect(request).rejects.toThrow('channel/gone');
  });

  it.each([
    [401, 'bad.credentials', 'auth/token-rejected'],
    [403, 'missing.permissions', 'auth/forbidden'],
    [429, 'too.many.requests', 'rate/limited'],
    [503, 'general.internal.server.error', 'server/unavailable'],
    [400, 'bad.request', 'server/refused'],
    [400, 'notification.unable.to.get.channel.id', 'server/refused'],
  ])('throws on %i %s, which is no word about topics', async (status, code, expected) => {
    const { context, asked } = recordedApi(() => ({ status, json: { code, message: 'said' } }));
    await expect(replaceSubscriptions(context, CALL, 'c1', topics(8))).rejects.toThrow(expected);
    expect(asked).toHaveLength(1);
  });
});

describe('the id of the channel', () => {
  const ID = 'streaming-0-abc';
  const said = { message: `Channel ${ID} may not`, rejectionReason: `Not on ${ID}` };
  const saidOf = async (answer: Reply): Promise<string> => {
    const { context } = recordedApi(() => answer);
    const told = await replaceSubscriptions(context, CALL, ID, [topic(0)]).catch(toMonitorError);
    return JSON.stringify(told);
  };

  it.each<readonly [string, Reply]>([
    ['of a request', { status: 503, json: said }],
    ['of a topic', listing([{ id: topic(0), state: 'Rejected', ...said }])],
  ])('is left out of the reason why the service refuses, %s', async (_of, answer) => {
    const told = await saidOf(answer);
    expect(told).toContain('…');
    expect(told).not.toContain(ID);
  });

  it('is left out where topics are refused by the whole request', async () => {
    const { context } = recordedApi(({ body }) =>
      !Array.isArray(body) || body.length === 0
        ? listing([])
        : { status: 403, json: { code: 'notification.unauthorized.topic', ...said } },
    );
    const results = await replaceSubscriptions(context, CALL, ID, [topic(0)]);
    expect(results).toEqual([{ topic: topic(0), status: 'refused', reason: 'Channel … may not' }]);
  });
});

describe('a service that refuses the whole request for one topic', () => {
  it('is asked in halves until the refused one is found, and the others are taken', async () => {
    const { context, asked, carries } = strictChannel(new Set([topic(5)]));
    const results = await replaceSubscriptions(context, CALL, 'c1', topics(16));
    expect(results.filter(({ status }) => status === 'refused')).toEqual([
      {
        topic: topic(5),
        status: 'refused',
        reason: `The user does not have permission "presence:view" required for topic "${topic(5)}"`,
        missingPermissions: ['presence:view'],
      },
    ]);
    expect(carries()).toEqual(
      topics(16)
        .filter((id) => id !== topic(5))
        .sort(),
    );
    expect(asked.length).toBeLessThanOrEqual(12);
  });

  it('leaves the topics of the channel in place meanwhile, so that no event of them is missed', async () => {
    const kept = topics(4);
    const { context, history, carries } = strictChannel(new Set([topic(5)]), new Set([...kept, 'v2.old']));
    await replaceSubscriptions(context, CALL, 'c1', topics(8));
    for (const carried of history) expect([...carried]).toEqual(expect.arrayContaining(kept));
    expect(carries()).not.toContain('v2.old');
  });

  it.each([600, 1_000])('takes %i topics in the place of as many others', async (count) => {
    const former = new Set(Array.from({ length: count }, (_, n) => `v2.old.${String(n)}`));
    const { context, asked, carries } = strictChannel(new Set([topic(5)]), former);
    const results = await replaceSubscriptions(context, CALL, 'c1', topics(count));
    expect(results.filter(({ status }) => status === 'refused').map((each) => each.topic)).toEqual([
      topic(5),
    ]);
    expect(carries()).toHaveLength(count - 1);
    expect(asked.length).toBeLessThan(30);
  });

  it('keeps what is heard and still wanted while the rest of a full channel makes room', async () => {
    const kept = topics(400);
    const former = [...kept, ...Array.from({ length: 600 }, (_, n) => `v2.old.${String(n)}`)];
    const { context, history } = strictChannel(new Set([topic(3), topic(900)]), new Set(former));
    const results = await replaceSubscriptions(context, CALL, 'c1', topics(1_000));
    expect(results.filter(({ status }) => status === 'refused').map((each) => each.topic)).toEqual([
      topic(3),
      topic(900),
    ]);
    const wanted = kept.filter((id) => id !== topic(3));
    for (const carried of history) {
      expect(wanted.filter((id) => !carried.has(id))).toEqual([]);
    }
  });

  it('is not asked for each of very many: the others are taken, and the rest is refused with what to do', async () => {
    const bad = topics(1_000).filter((_, n) => n >= 500);
    const { context, asked, carries } = strictChannel(new Set(bad));
    const results = await replaceSubscriptions(context, CALL, 'c1', topics(1_000));
    expect(asked.length).toBeLessThan(110);
    expect(carries()).toEqual(topics(500).sort());
    expect(results.map((each) => each.topic)).toEqual(topics(1_000));
    expect(results.at(-1)?.status === 'refused' && results.at(-1)).toMatchObject({
      reason: expect.stringContaining('Leave out') as string,
    });
  });

  it('keeps what is heard where more of it is refused by now than is looked for', async () => {
    const heard = topics(999);
    const bad = new Set(heard.filter((_, n) => n % 16 === 3));
    const { context, asked, history, carries } = strictChannel(bad, new Set([...heard, 'v2.old']));
    const results = await replaceSubscriptions(context, CALL, 'c1', heard);
    const good = heard.filter((id) => !bad.has(id));
    for (const carried of history) expect(good.filter((id) => !carried.has(id))).toEqual([]);
    expect(carries()).toEqual([...heard, 'v2.old'].sort());
    const told = new Map(results.map(({ topic: id, status }) => [id, status]));
    expect(good.filter((id) => told.get(id) !== 'confirmed')).toEqual([]);
    expect(asked.length).toBeLessThan(110);
  });

  it('takes what is new all the same', async () => {
    const heard = topics(900);
    const bad = new Set(heard.filter((_, n) => n % 16 === 3));
    const { context, carries } = strictChannel(bad, new Set(heard));
    const results = await replaceSubscriptions(context, CALL, 'c1', [...heard, 'v2.new']);
    expect(results.at(-1)).toEqual({ topic: 'v2.new', status: 'confirmed' });
    expect(carries()).toEqual([...heard, 'v2.new'].sort());
  });

  it('clears the channel when the only topic is refused', async () => {
    const { context, carries } = strictChannel(new Set([topic(0)]), new Set(['v2.old']));
    const results = await replaceSubscriptions(context, CALL, 'c1', [topic(0)]);
    expect(results).toMatchObject([{ topic: topic(0), status: 'refused' }]);
    expect(carries()).toEqual([]);
  });

  it('whatever it refuses, each topic gets its true answer and the channel carries the confirmed ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(40), { maxLength: 20 }),
        fc.uniqueArray(fc.nat(40), { maxLength: 6 }),
        async (wanted, bad) => {
          const refused = new Set(bad.map(topic));
          const { context, carries } = strictChannel(refused, new Set(['v2.old']));
          const results = await replaceSubscriptions(context, CALL, 'c1', wanted.map(topic));
          expect(results.map((result) => result.topic)).toEqual(wanted.map(topic));
          for (const result of results) {
            expect(result.status).toBe(refused.has(result.topic) ? 'refused' : 'confirmed');
          }
          const confirmed = results.filter(({ status }) => status === 'confirmed');
          expect(carries()).toEqual(confirmed.map((result) => result.topic).sort());
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('more topics than a channel carries', () => {
  it('are refused without asking: the service would refuse all of them, and halving would be a storm', async () => {
    const { context, asked } = recordedApi((request) =>
      listing(idsOf(request).map((id) => ({ id, state: 'Permitted' }))),
    );
    const results = await replaceSubscriptions(context, CALL, 'c1', topics(TOPICS_PER_CHANNEL + 500));
    expect(asked).toHaveLength(1);
    expect(results).toHaveLength(TOPICS_PER_CHANNEL + 500);
    expect(results.filter(({ status }) => status === 'confirmed')).toHaveLength(TOPICS_PER_CHANNEL);
    expect(results.at(-1)).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('1000') as string,
    });
  });
});

describe('listing the topics of a channel', () => {
  it('gives them in the service’s spelling', async () => {
    const { context, asked } = recordedApi(() => listing([{ id: 'v2.Users.0.Presence' }]));
    await expect(listSubscriptions(context, CALL, 'c1')).resolves.toEqual(['v2.Users.0.Presence']);
    expect(asked).toMatchObject([{ method: 'GET', path: PATH }]);
  });

  it('takes a listing without entries as none', async () => {
    const { context } = recordedApi(() => ({ json: {} }));
    await expect(listSubscriptions(context, CALL, 'c1')).resolves.toEqual([]);
  });
});
