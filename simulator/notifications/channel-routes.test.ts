import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestOrg } from '../testing/org-client.ts';

let org: TestOrg;
let token: string;
beforeEach(async () => {
  org = await TestOrg.start();
  token = await org.login();
});
afterEach(() => org.close());

const CHANNELS = '/api/v2/notifications/channels';
const listIds = (body: Readonly<Record<string, unknown>>): unknown[] =>
  Array.isArray(body['entities']) ? body['entities'].map((entity: { id?: unknown }) => entity.id) : [];

describe('channels', () => {
  test('a new channel has an id, a socket address that holds it, and a day to live', async () => {
    const channel = await org.createChannel(token);
    expect(channel.id).toMatch(/^streaming-\d-[a-z0-9]{26}$/);
    expect(channel.connectUri).toBe(
      `${org.simulator.address.apiUrl.replace('http', 'ws')}/channels/${channel.id}`,
    );
    expect(Date.parse(channel.expires) - org.clock.now()).toBe(24 * 3_600_000);
  });

  test('the list holds the channels of the token, or of the client without the ids of other tokens', async () => {
    const own = await org.createChannel(token);
    await org.createChannel(await org.login());
    expect(listIds((await org.call(token, 'GET', CHANNELS)).body)).toEqual([own.id]);
    const all = await org.call(token, 'GET', `${CHANNELS}?includechannels=oauthclient`);
    expect(listIds(all.body)).toEqual([own.id, undefined]);
    expect((await org.call(token, 'GET', `${CHANNELS}?includechannels=everything`)).status).toBe(400);
  });

  test('HEAD tells whether a channel is there', async () => {
    const channel = await org.createChannel(token);
    expect((await org.call(token, 'HEAD', `${CHANNELS}/${channel.id}`)).status).toBe(200);
    expect((await org.call(token, 'HEAD', `${CHANNELS}/streaming-0-gone`)).status).toBe(404);
    org.clock.advance(24 * 3_600_000);
    expect((await org.call(await org.login(), 'HEAD', `${CHANNELS}/${channel.id}`)).status).toBe(404);
  });

  test('the twenty-first channel ends the oldest', async () => {
    const first = await org.createChannel(token);
    for (let more = 0; more < 20; more += 1) await org.createChannel(token);
    expect((await org.call(token, 'HEAD', `${CHANNELS}/${first.id}`)).status).toBe(404);
    expect(org.simulator.received.channels[0]).toMatchObject({ channelId: first.id, endCause: 'evicted' });
  });

  test('a channel cannot be deleted', async () => {
    const channel = await org.createChannel(token);
    expect((await org.call(token, 'DELETE', `${CHANNELS}/${channel.id}`)).status).toBe(405);
  });
});

describe('subscriptions', () => {
  const [a, b] = ['v2.users.a.presence', 'v2.users.b.presence'];

  test('POST adds, PUT replaces, GET lists and DELETE clears', async () => {
    const channel = await org.createChannel(token);
    const path = `${CHANNELS}/${channel.id}/subscriptions`;
    expect(listIds((await org.subscribe(token, channel, [a], { method: 'POST' })).body)).toEqual([a]);
    expect(listIds((await org.subscribe(token, channel, [b], { method: 'POST' })).body)).toEqual([a, b]);
    expect(listIds((await org.subscribe(token, channel, [b])).body)).toEqual([b]);
    expect(listIds((await org.call(token, 'GET', path)).body)).toEqual([b]);
    expect((await org.call(token, 'DELETE', path)).status).toBe(204);
    expect(listIds((await org.call(token, 'GET', path)).body)).toEqual([]);
  });

  test('one bad topic fails the request, and nothing is subscribed', async () => {
    const channel = await org.createChannel(token);
    const refused = await org.subscribe(token, channel, [a, 'v2.analytics.users.a.aggregates']);
    expect([refused.status, refused.body['code']]).toEqual([403, 'notification.unauthorized.topic']);
    const list = await org.call(token, 'GET', `${CHANNELS}/${channel.id}/subscriptions`);
    expect(listIds(list.body)).toEqual([]);
  });

  test('with ignoreErrors the bad topic is listed as rejected', async () => {
    const channel = await org.createChannel(token);
    const topics = [a, 'v2.analytics.users.a.aggregates'];
    const reply = await org.subscribe(token, channel, topics, { query: '?ignoreErrors=true' });
    expect(reply.status).toBe(200);
    expect(reply.body['entities']).toMatchObject([
      { id: a, state: 'Permitted' },
      { state: 'Rejected', missingPermissions: ['analytics:userAggregate:view'] },
    ]);
  });

  test('subscribing gives the channel another day', async () => {
    const channel = await org.createChannel(token);
    org.clock.advance(12 * 3_600_000);
    await org.subscribe(token, channel, [a]);
    const list = await org.call(token, 'GET', CHANNELS);
    const expires = new Date(org.clock.now() + 24 * 3_600_000).toISOString();
    expect(list.body['entities']).toMatchObject([{ id: channel.id, expires }]);
  });

  test('a body that is no list of topics is refused', async () => {
    const channel = await org.createChannel(token);
    const path = `${CHANNELS}/${channel.id}/subscriptions`;
    for (const body of [{}, ['v2.users.a.presence'], [{ topic: a }], 'text']) {
      expect((await org.call(token, 'PUT', path, body)).status).toBe(400);
    }
  });

  test('an unknown channel is not found', async () => {
    const reply = await org.subscribe(token, { id: 'streaming-0-gone', connectUri: '', expires: '' }, [a]);
    expect([reply.status, reply.body['code']]).toEqual([404, 'not.found']);
  });
});

describe('available topics', () => {
  const path = '/api/v2/notifications/availabletopics';

  test('are bare names unless more is asked for', async () => {
    const { body } = await org.call(token, 'GET', path);
    expect(listIds(body)).toContain('v2.users.{id}.presence');
    expect(body['entities']).toContainEqual({ id: 'v2.users.{id}.presence' });
  });

  test.each(['expand=transports&expand=topicParameters', 'expand=transports,topicParameters'])(
    'come with what %s names',
    async (query) => {
      const { body } = await org.call(token, 'GET', `${path}?${query}`);
      expect(body['entities']).toContainEqual({
        id: 'v2.users.{id}.presence',
        transports: ['All'],
        topicParameters: ['userId'],
      });
    },
  );

  test('tell which permissions they need', async () => {
    const { body } = await org.call(
      token,
      'GET',
      `${path}?expand=requiresPermissions&expand=permissionDetails`,
    );
    expect(body['entities']).toContainEqual({
      id: 'v2.analytics.users.{id}.aggregates',
      requiresPermissions: ['analytics:userAggregate:view', 'analytics:conversationAggregate:view'],
      requiresDivisionPermissions: false,
      requiresAnyValidator: false,
      requiresCurrentUser: false,
      requiresCurrentUserOrPermission: false,
      permissionDetails: [
        {
          type: 'requiresPermissions',
          permissions: ['analytics:userAggregate:view', 'analytics:conversationAggregate:view'],
          allowsCurrentUser: false,
          enforced: true,
        },
      ],
    });
  });

  test('leave previews out on request', async () => {
    const { body } = await org.call(token, 'GET', `${path}?expand=visibility&includePreview=false`);
    expect(JSON.stringify(body)).not.toContain('Preview');
  });
});
