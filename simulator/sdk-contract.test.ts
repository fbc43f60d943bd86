import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type platformClient from 'purecloud-platform-client-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestOrg } from './testing/org-client.ts';

/** The vendor's own SDK drives the practice org, so that its truth does not rest on our own client alone. */

let home: string;
let homeBefore: string | undefined;
let org: TestOrg;
let sdk: typeof platformClient;

beforeAll(async () => {
  // The SDK reads and watches a file under HOME as soon as it is loaded.
  home = await mkdtemp(join(tmpdir(), 'practice-org-sdk-'));
  homeBefore = process.env['HOME'];
  process.env['HOME'] = home;
  sdk = (await import('purecloud-platform-client-v2')).default;
  org = await TestOrg.start();
  const { hostname, port } = new URL(org.simulator.address.apiUrl);
  sdk.ApiClient.instance.setGateway({ host: hostname, protocol: 'http', port: Number(port) });
  const { clientId, clientSecret } = org.simulator.address;
  await sdk.ApiClient.instance.loginClientCredentialsGrant(clientId, clientSecret);
});

afterAll(async () => {
  await org.close();
  if (homeBefore === undefined) delete process.env['HOME'];
  else process.env['HOME'] = homeBefore;
  await rm(home, { recursive: true });
});

const present = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('The SDK found nothing.');
  return value;
};

test('the SDK logs in with client credentials', async () => {
  const { clientId, clientSecret } = org.simulator.address;
  const client = sdk.ApiClient.instance;
  const auth = await client.loginClientCredentialsGrant(clientId, clientSecret);
  expect(auth.accessToken).toMatch(/^[\w-]{20,}$/);
  const lifeMs = present(auth.tokenExpiryTime) - Date.now();
  expect(lifeMs).toBeGreaterThan(86_300_000);
  await expect(client.loginClientCredentialsGrant(clientId, 'wrong')).rejects.toMatchObject({
    response: { status: 401, data: { error: 'invalid_client' } },
  });
});

describe('notifications', () => {
  test('a channel is made, subscribed in all ways, listed, tested and emptied', async () => {
    const api = new sdk.NotificationsApi();
    const channel = await api.postNotificationsChannels();
    const id = present(channel.id);
    const [first, second, third] = org.topicsOf('presence', 3);
    const ids = (list: { entities?: { id?: string }[] }) => (list.entities ?? []).map((entity) => entity.id);

    const put = await api.putNotificationsChannelSubscriptions(id, [{ id: present(first) }]);
    expect(put.entities).toMatchObject([{ id: first, state: 'Permitted' }]);
    await api.postNotificationsChannelSubscriptions(id, [{ id: present(second) }]);
    const mixed = [{ id: present(third) }, { id: 'v2.analytics.users.x.aggregates' }];
    const rejected = await api.postNotificationsChannelSubscriptions(id, mixed, { ignoreErrors: true });
    expect(rejected.entities?.at(-1)).toMatchObject({
      state: 'Rejected',
      missingPermissions: ['analytics:userAggregate:view'],
    });
    expect(ids(await api.getNotificationsChannelSubscriptions(id))).toEqual([first, second, third]);
    expect(ids(await api.getNotificationsChannels({ includechannels: 'oauthclient' }))).toContain(id);
    await api.headNotificationsChannel(id);
    await api.deleteNotificationsChannelSubscriptions(id);
    expect(ids(await api.getNotificationsChannelSubscriptions(id))).toEqual([]);
  });

  test('errors arrive as the vendor documents them', async () => {
    const api = new sdk.NotificationsApi();
    const id = present((await api.postNotificationsChannels()).id);
    const unauthorized = [{ id: 'v2.analytics.users.x.aggregates' }];
    await expect(api.putNotificationsChannelSubscriptions(id, unauthorized)).rejects.toMatchObject({
      status: 403,
      code: 'notification.unauthorized.topic',
      contextId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
    });
    await expect(api.putNotificationsChannelSubscriptions(id, [{ id: 'v2.nonsense' }])).rejects.toMatchObject(
      {
        status: 400,
        code: 'notification.invalid.topic',
      },
    );
    await expect(api.getNotificationsChannelSubscriptions('streaming-0-gone')).rejects.toMatchObject({
      status: 404,
    });
  });

  test('topics are listed with their details', async () => {
    const list = await new sdk.NotificationsApi().getNotificationsAvailabletopics({
      expand: ['description', 'transports', 'requiresPermissions', 'permissionDetails', 'topicParameters'],
    });
    const presence = list.entities?.find((topic) => topic.id === 'v2.users.{id}.presence');
    expect(presence).toMatchObject({
      transports: ['All'],
      topicParameters: ['userId'],
      permissionDetails: [],
    });
    expect(list.entities?.length).toBeGreaterThanOrEqual(60);
  });

  test('a plain socket on the channel hears what was subscribed', async () => {
    const api = new sdk.NotificationsApi();
    const { id, connectUri, expires } = await api.postNotificationsChannels();
    const channel = { id: present(id), connectUri: present(connectUri), expires: present(expires) };
    const topics = org.topicsOf('presence', 2);
    await api.putNotificationsChannelSubscriptions(
      channel.id,
      topics.map((topic) => ({ id: topic })),
    );
    const socket = await org.open(channel);
    org.burst(2);
    const events = await socket.untilEvents(2);
    expect(events.map((event) => event.topicName)).toEqual(topics);
  });
});

describe('look-ups', () => {
  test('users are read in pages, by id and one by one', async () => {
    const api = new sdk.UsersApi();
    const page = await api.getUsers({ pageSize: 30, pageNumber: 3, expand: ['presence', 'routingStatus'] });
    expect(page).toMatchObject({ total: 72, pageCount: 3, pageNumber: 3 });
    expect(page.entities).toHaveLength(12);
    expect(page.entities?.[0]).toMatchObject({ presence: { source: 'PURECLOUD' }, routingStatus: {} });
    const ids = org.simulator.roster.people.slice(0, 3).map((person) => person.id);
    expect((await api.getUsers({ id: ids })).entities).toHaveLength(3);
    expect((await api.getUser(present(ids[0]))).name).toBe('Ana Ruiz');
    await expect(api.getUsersMe()).rejects.toMatchObject({ status: 400, code: 'not.a.user' });
  });

  test('queues and their members are read', async () => {
    const api = new sdk.RoutingApi();
    const [billing] = present((await api.getRoutingQueues({ name: 'Billing' })).entities);
    const members = await api.getRoutingQueueMembers(present(billing?.id), { pageSize: 100 });
    expect(members.entities?.map((member) => member.name)).toContain('Ana Ruiz');
  });

  test('teams and their members are read as groups', async () => {
    const api = new sdk.GroupsApi();
    const groups = present((await api.getGroups({ pageSize: 100, sortOrder: 'ASC' })).entities);
    expect(groups.length).toBeGreaterThanOrEqual(6);
    const id = present(groups[0]?.id);
    expect((await api.getGroups({ id: [id] })).entities).toMatchObject([{ id }]);
    expect(await api.getGroup(id)).toMatchObject({ id, type: 'official', visibility: 'public' });
    const members = await api.getGroupMembers(id, { pageSize: 100, expand: ['presence'] });
    expect(members.total).toBe(groups[0]?.memberCount);
    expect(members.entities?.[0]?.presence?.source).toBe('PURECLOUD');
    await expect(api.getGroupMembers('gone')).rejects.toMatchObject({ status: 404 });
  });

  test('conversations under way are counted by user and queried in detail', async () => {
    const [busy] = org.simulator.agents().filter(({ conversations }) => conversations.length > 0);
    const { userId, conversations } = present(busy);
    const user = await new sdk.UsersApi().getUser(userId, { expand: ['conversationSummary'] });
    expect(JSON.stringify(user.conversationSummary)).toMatch(/"(active|acw)":1/);
    const found = await new sdk.AnalyticsApi().postAnalyticsConversationsDetailsQuery({
      interval: '2026-01-04T00:00:00.000Z/2026-01-06T00:00:00.000Z',
      conversationFilters: [
        { type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] },
      ],
      segmentFilters: [{ type: 'or', predicates: [{ dimension: 'userId', value: userId }] }],
      paging: { pageSize: 100, pageNumber: 1 },
    });
    const mine = found.conversations?.find((one) => one.conversationId === conversations[0]?.id);
    const part = mine?.participants?.find((participant) => participant.userId === userId);
    const segments = present(part?.sessions?.[0]?.segments);
    expect(segments.at(-1)).toMatchObject({ segmentType: expect.any(String) as string });
    expect(segments.at(-1)?.segmentEnd).toBeUndefined();
    for (const { segmentStart } of segments) expect(Date.parse(present(segmentStart))).not.toBeNaN();
  });

  test('the state of people and queues is read in bulk', async () => {
    const ids = org.simulator.roster.people.slice(0, 72).map((person) => person.id);
    const expand = ['presence', 'routingStatus', 'outOfOffice', 'station'];
    const users = await new sdk.UsersApi().getUsers({ id: ids, pageSize: 100, expand });
    expect(users.entities).toHaveLength(72);
    for (const user of present(users.entities)) {
      expect(user.presence?.presenceDefinition?.systemPresence).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(Date.parse(present(user.presence?.modifiedDate))).not.toBeNaN();
      expect(Date.parse(present(user.routingStatus?.startTime))).not.toBeNaN();
      expect(typeof user.outOfOffice?.active).toBe('boolean');
      expect(user.station).toBeDefined();
    }
    const [queue] = org.simulator.roster.queues;
    const predicates = [
      { type: 'dimension', dimension: 'queueId', operator: 'matches', value: present(queue?.id) },
    ];
    const observed = await new sdk.AnalyticsApi().postAnalyticsQueuesObservationsQuery({
      filter: { type: 'or', predicates },
      metrics: ['oWaiting', 'oInteracting', 'oAlerting'],
    });
    expect(observed.results?.map(({ group }) => group?.['queueId'])).toEqual(
      present(queue).media.map(() => present(queue).id),
    );
    const metrics = observed.results?.flatMap(({ data }) => present(data).map(({ metric }) => metric));
    expect(new Set(metrics)).toEqual(new Set(['oWaiting', 'oInteracting', 'oAlerting']));
    await expect(
      new sdk.AnalyticsApi().postAnalyticsQueuesObservationsQuery({ filter: { type: 'or' }, metrics: [] }),
    ).rejects.toMatchObject({ status: 400 });
  });

  test('presence definitions, presences and routing statuses are read', async () => {
    const api = new sdk.PresenceApi();
    const definitions = await api.getPresenceDefinitions0();
    expect(definitions.entities?.length).toBe(definitions.total);
    expect((await api.getPresencedefinitions({ pageSize: 100 })).entities).toHaveLength(
      present(definitions.total),
    );
    expect(await api.getSystempresences()).toHaveLength(10);
    const ids = org.simulator.roster.people.slice(0, 5).map((person) => person.id);
    const bulk = await api.getUsersPresencesPurecloudBulk({ id: ids });
    expect(bulk.map((presence) => presence.userId)).toEqual(ids);
    const single = await api.getUserPresencesPurecloud(present(ids[0]));
    expect(single.presenceDefinition).toEqual(bulk[0]?.presenceDefinition);
    const routing = await new sdk.UsersApi().getUserRoutingstatus(present(ids[0]));
    expect(['OFF_QUEUE', 'IDLE', 'INTERACTING']).toContain(routing.status);
  });

  test('a token is read, tested and given back', async () => {
    const { clientId, clientSecret } = org.simulator.address;
    const client = sdk.ApiClient.instance;
    const api = new sdk.TokensApi();
    await client.loginClientCredentialsGrant(clientId, clientSecret);
    expect(await api.getTokensMe()).toMatchObject({ OAuthClient: { id: clientId } });
    await api.headTokensMe();
    await api.deleteTokensMe();
    await expect(api.getTokensMe()).rejects.toMatchObject({ status: 401, code: 'bad.credentials' });
    await client.loginClientCredentialsGrant(clientId, clientSecret);
  });
});

test('everything the SDK asked for is known to the org', () => {
  const unknown = org.simulator.received.requests.filter(
    (request) => request.status === 405 || (request.status === 404 && !request.path.includes('gone')),
  );
  expect(unknown).toEqual([]);
});
