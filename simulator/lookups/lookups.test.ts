import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Envelope } from '../../shared/genesys/wire.ts';
import { TestOrg, type Reply } from '../testing/org-client.ts';

let org: TestOrg;
let token: string;
beforeEach(async () => {
  org = await TestOrg.start();
  token = await org.login();
});
afterEach(() => org.close());

const get = (path: string): Promise<Reply> => org.call(token, 'GET', `/api/v2${path}`);
const queueId = (name: string): string =>
  org.simulator.roster.queues.find((queue) => queue.name === name)?.id ?? 'none';
const entities = (reply: Reply): Record<string, unknown>[] => {
  if (!Array.isArray(reply.body['entities'])) throw new Error(`No entities: ${JSON.stringify(reply.body)}`);
  return reply.body['entities'].map((entity: object) => ({ ...entity }));
};

describe('users', () => {
  test('come in pages, by name', async () => {
    const first = await get('/users?pageSize=50');
    expect(first.body).toMatchObject({ pageSize: 50, pageNumber: 1, total: 72, pageCount: 2 });
    const second = await get(String(first.body['nextUri']).replace('/api/v2', ''));
    expect(second.body['nextUri']).toBeUndefined();
    const names = [...entities(first), ...entities(second)].map((user) => String(user['name']));
    expect(names).toHaveLength(72);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    expect(names).toContain('Ana Ruiz');
  });

  test('have 25 a page unless asked otherwise, and at most 500', async () => {
    expect(entities(await get('/users'))).toHaveLength(25);
    for (const query of ['pageSize=501', 'pageSize=0', 'pageSize=many', 'pageNumber=0']) {
      expect((await get(`/users?${query}`)).status).toBe(400);
    }
  });

  test('can be asked for by id, up to a hundred at once', async () => {
    const ids = org.simulator.roster.people.slice(0, 2).map((person) => person.id);
    const users = entities(await get(`/users?id=${ids.join(',')}&expand=presence&expand=routingStatus`));
    expect(users.map((user) => user['id']).sort()).toEqual([...ids].sort());
    expect(users[0]).toMatchObject({ presence: { source: 'PURECLOUD' }, routingStatus: {} });
    const tooMany = Array.from({ length: 101 }, (_, index) => `id=u${String(index)}`).join('&');
    expect((await get(`/users?${tooMany}`)).status).toBe(400);
  });

  test('can be read one by one, and an unknown one is not found', async () => {
    const [person] = org.simulator.roster.people;
    const one = await get(`/users/${person?.id ?? ''}`);
    expect(one.body).toMatchObject({ name: 'Ana Ruiz', email: 'ana.ruiz@practice.example', state: 'active' });
    expect(one.body['presence']).toBeUndefined();
    for (const path of [
      '/users/nobody',
      '/users/nobody/presences/purecloud',
      '/users/nobody/routingstatus',
    ]) {
      expect((await get(path)).status).toBe(404);
    }
  });

  test('do not include the client itself', async () => {
    const me = await get('/users/me');
    expect([me.status, me.body['code']]).toEqual([400, 'not.a.user']);
    expect((await get('/conversations')).body).toEqual({ entities: [] });
  });

  test('have presences that can be read fifty at once', async () => {
    const ids = org.simulator.roster.people.slice(0, 50).map((person) => person.id);
    const reply = await get(`/users/presences/purecloud/bulk?${ids.map((id) => `id=${id}`).join('&')}`);
    expect(reply.body['list']).toHaveLength(50);
    expect((await get(`/users/presences/purecloud/bulk?id=${[...ids, 'one-more'].join(',')}`)).status).toBe(
      400,
    );
  });
});

describe('queues', () => {
  test('can be found by name, with wildcards at either end', async () => {
    const names = async (filter: string): Promise<unknown[]> =>
      entities(await get(`/routing/queues?name=${encodeURIComponent(filter)}`)).map((queue) => queue['name']);
    expect(await names('billing')).toEqual(['Billing']);
    expect(await names('bill')).toEqual([]);
    expect(await names('bill*')).toEqual(['Billing']);
    expect(await names('*care')).toEqual(['VIP Care']);
    expect(await names('*and*')).toEqual(['Orders and Returns']);
  });

  test('know their members, and who of them has joined', async () => {
    const path = `/routing/queues/${queueId('Billing')}/members?pageSize=100`;
    const members = entities(await get(`${path}&expand=routingStatus&expand=presence`));
    const queue = (await get(`/routing/queues/${queueId('Billing')}`)).body;
    expect(queue['memberCount']).toBe(members.length);
    expect(members.find((member) => member['name'] === 'Ana Ruiz')).toMatchObject({
      joined: true,
      user: { presence: { source: 'PURECLOUD' } },
      routingStatus: { status: expect.any(String) as string },
    });
    const joined = entities(await get(`${path}&joined=true`));
    expect(joined).toHaveLength(Number(queue['joinedMemberCount']));
    expect((await get(path.replace('100', '101'))).status).toBe(400);
    expect((await get('/routing/queues/none/members')).status).toBe(404);
  });
});

describe('teams', () => {
  test('are groups, by name, and everybody is in one that a supervisor leads', async () => {
    const teams = entities(await get('/groups?pageSize=100'));
    const names = teams.map((team) => String(team['name']));
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
    const found: unknown[] = [];
    for (const { id, memberCount, owners } of teams) {
      const members = entities(await get(`/groups/${String(id)}/members?pageSize=100`));
      expect(members).toHaveLength(Number(memberCount));
      const ids = members.map((member) => member['id']);
      for (const owner of owners as { id: string }[]) expect(ids).toContain(owner.id);
      expect(owners).not.toEqual([]);
      found.push(...ids);
    }
    expect(found.sort()).toEqual(org.simulator.roster.people.map((person) => person.id).sort());
  });

  test('can be asked for by id, and have members in pages with what is to be expanded', async () => {
    const [first, second] = org.simulator.roster.teams.map((team) => team.id);
    const some = entities(await get(`/groups?id=${String(first)},${String(second)}&sortOrder=DESC`));
    expect(some.map((team) => team['id']).sort()).toEqual([first, second].sort());
    expect((await get(`/groups/${String(first)}`)).body).toMatchObject({ id: first, type: 'official' });
    const page = await get(`/groups/${String(first)}/members?pageSize=5&pageNumber=2&expand=presence`);
    expect(page.body).toMatchObject({ pageNumber: 2, pageSize: 5 });
    expect(entities(page)[0]).toMatchObject({ presence: { source: 'PURECLOUD' } });
    expect((await get('/groups/none/members')).status).toBe(404);
  });
});

describe('conversations in detail', () => {
  const path = '/api/v2/analytics/conversations/details/query';
  const interval = '2026-01-05T00:00:00.000Z/2026-01-06T00:00:00.000Z';
  const predicate = (dimension: string, value: string) => ({
    type: 'dimension',
    dimension,
    operator: 'matches',
    value,
  });
  const query = (body: object): Promise<Reply> => org.call(token, 'POST', path, { interval, ...body });
  const ids = (reply: Reply): unknown[] =>
    Object.values(Object(reply.body['conversations'] ?? []) as { conversationId: string }[]).map(
      (conversation) => conversation.conversationId,
    );

  test('are those under way, in pages and by what is asked for', async () => {
    const all = await query({ paging: { pageSize: 100, pageNumber: 1 } });
    const total = Number(all.body['totalHits']);
    expect(total).toBeGreaterThan(10);
    expect(ids(all)).toHaveLength(total);
    const second = await query({ order: 'desc', paging: { pageSize: 4, pageNumber: 2 } });
    expect(ids(second)).toEqual(ids(all).reverse().slice(4, 8));
    const busy = org.simulator.agents().filter(({ conversations }) => conversations.length > 0);
    const [one, other] = busy;
    const both = [one, other].map((agent) => predicate('userId', agent?.userId ?? ''));
    const theirs = await query({
      segmentFilters: [{ type: 'or', predicates: both }],
      conversationFilters: [
        { type: 'and', predicates: [{ dimension: 'conversationEnd', operator: 'notExists' }] },
      ],
    });
    const expected = [one, other].map((agent) => agent?.conversations[0]?.id);
    expect(ids(theirs)).toEqual(expect.arrayContaining(expected));
    expect((await query({ segmentFilters: [{ type: 'and', predicates: both }] })).body).toEqual({
      totalHits: 0,
    });
  });

  test('are none that have ended, and none of another day', async () => {
    const ended = [{ dimension: 'conversationEnd', operator: 'exists' }];
    const over = await query({ conversationFilters: [{ type: 'and', predicates: ended }] });
    expect(over.body).toEqual({ totalHits: 0 });
    const later = await query({ interval: '2026-01-06T00:00:00.000Z/2026-01-07T00:00:00.000Z' });
    expect(later.body).toEqual({ totalHits: 0 });
  });

  test('want an interval of a month at most, pages of a hundred, and the permission', async () => {
    for (const wrong of [
      { interval: undefined },
      { interval: 'today' },
      { interval: '2026-01-05T00:00:00.000Z/2026-03-05T00:00:00.000Z' },
      { paging: { pageSize: 101, pageNumber: 1 } },
      { segmentFilters: [{ type: 'or', predicates: [predicate('colour', 'red')] }] },
    ]) {
      expect((await query(wrong)).status).toBe(400);
    }
    await org.close();
    org = await TestOrg.start({ lacksPermissions: ['analytics:conversationDetail:view'] });
    token = await org.login();
    expect((await query({})).status).toBe(403);
  });

  test('agree with the summaries that users are expanded with', async () => {
    const users = entities(await get('/users?pageSize=100&expand=conversationSummary'));
    const counted = users.map((user) => {
      const counts = JSON.stringify(user['conversationSummary']).matchAll(/"(?:active|acw)":(\d)/g);
      return [user['id'], [...counts].reduce((sum, [, count]) => sum + Number(count), 0)];
    });
    const truth = org.simulator.agents().map(({ userId, conversations }) => [userId, conversations.length]);
    expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(truth));
  });
});

describe('observations of queues', () => {
  const path = '/api/v2/analytics/queues/observations/query';
  const byQueue = (...ids: readonly string[]) => ({
    filter: {
      type: 'or',
      predicates: ids.map((value) => ({
        type: 'dimension',
        dimension: 'queueId',
        operator: 'matches',
        value,
      })),
    },
    metrics: ['oWaiting', 'oInteracting'],
  });

  test('tell how queues stand, by medium, and agree with the events', async () => {
    await org.close();
    org = await TestOrg.start({ speed: 60, heartbeatEveryMs: 3_600_000 });
    const id = queueId('Billing');
    const { token: ofWatcher, socket } = await org.connect([`v2.analytics.queues.${id}.observations`]);
    org.clock.advance(60_000);
    await socket.roundTrip();
    org.clock.advance(1_000);
    const reply = await org.call(ofWatcher, 'POST', path, byQueue(id));
    await socket.roundTrip();
    const last = socket.events.findLast(({ eventBody }) => JSON.stringify(eventBody).includes('"voice"'));
    const gauges = JSON.stringify(last?.eventBody);
    expect(reply.body['results']).toContainEqual({
      group: { queueId: id, mediaType: 'voice' },
      data: [
        { metric: 'oWaiting', stats: { count: expect.any(Number) as number } },
        { metric: 'oInteracting', stats: { count: expect.any(Number) as number } },
      ],
    });
    const results = reply.body['results'];
    if (!Array.isArray(results)) throw new Error('No results.');
    for (const result of results as { group: Record<string, string>; data: unknown[] }[]) {
      expect(result.group['queueId']).toBe(id);
      if (result.group['mediaType'] !== 'voice') continue;
      for (const one of result.data) expect(gauges).toContain(JSON.stringify(one));
    }
  });

  test('want a filter and metrics that the org knows, and the permission', async () => {
    const post = (body: unknown): Promise<Reply> => org.call(token, 'POST', path, body);
    for (const query of [{}, { ...byQueue('x'), metrics: [] }, { ...byQueue('x'), metrics: ['tTalk'] }]) {
      expect((await post(query)).status).toBe(400);
    }
    expect((await post(byQueue('no-such-queue'))).body).toEqual({ results: [] });
    await org.close();
    org = await TestOrg.start({ lacksPermissions: ['analytics:queueObservation:view'] });
    token = await org.login();
    expect((await post(byQueue('x'))).status).toBe(403);
  });
});

describe('presence definitions', () => {
  test('are listed by the present and the older path, and the system presences apart', async () => {
    const present = entities(await get('/presence/definitions'));
    const old = entities(await get('/presencedefinitions?pageSize=100'));
    expect(present.map((presence) => presence['id'])).toEqual(old.map((presence) => presence['id']));
    expect(present.filter((presence) => presence['type'] === 'System')).toHaveLength(10);
    expect(present.length).toBeGreaterThan(15);
    const system = (await get('/systempresences')).body['list'];
    expect(system).toContainEqual({ id: 'OnQueue', name: 'OnQueue' });
  });

  test('carry labels in the language that is asked for', async () => {
    const [german] = entities(await get('/presence/definitions?localeCode=de'));
    expect(german).toMatchObject({ systemPresence: 'Available', languageLabels: { de: 'Verfügbar' } });
    const [all] = entities(await get('/presence/definitions?localeCode=ALL'));
    expect(all).toMatchObject({ languageLabels: { en_US: 'Available', es: 'Disponible' } });
  });
});

describe('wrap-up codes', () => {
  test('are listed with their names', async () => {
    const codes = entities(await get('/routing/wrapupcodes?pageSize=100'));
    expect(codes.length).toBeGreaterThan(3);
    for (const { id, name } of codes) expect([typeof id, typeof name]).toEqual(['string', 'string']);
    expect(new Set(codes.map(({ id }) => id)).size).toBe(codes.length);
  });
});

describe('what the look-ups say', () => {
  test('is at any time what the last event said', async () => {
    await org.close();
    org = await TestOrg.start({ speed: 60, heartbeatEveryMs: 3_600_000 });
    const topics = org.topicsOf('x', 72).map((topic) => topic.replace(/\.x$/, '?presence&routingStatus'));
    const { token: ofWatcher, socket } = await org.connect(topics);
    for (let look = 0; look < 10; look += 1) {
      org.clock.advance(7777);
      await socket.roundTrip();
      const reply = await org.call(
        ofWatcher,
        'GET',
        '/api/v2/users?pageSize=100&expand=presence,routingStatus',
      );
      compare(entities(reply), socket.events);
    }
    expect(socket.events.length).toBeGreaterThan(250);
    const outcomes = org.simulator.received.events.map((event) => event.deliveries[0]?.outcome);
    expect(outcomes).toHaveLength(socket.events.length);
    expect(new Set(outcomes)).toEqual(new Set(['sent']));
  });
});

/** Compares users as looked up with the last events about them. */
function compare(users: readonly Record<string, unknown>[], events: readonly Envelope[]): void {
  const last = new Map(events.map((event) => [event.topicName, event.eventBody]));
  for (const user of users) {
    const id = String(user['id']);
    const presence = last.get(`v2.users.${id}.presence`);
    if (presence !== undefined) expect(comparable(user['presence'])).toEqual(comparable(presence));
    const routing = last.get(`v2.users.${id}.routingStatus`);
    if (routing !== undefined) {
      const { status, startTime } = Object(user['routingStatus']) as { status: unknown; startTime: unknown };
      expect({ id, routingStatus: { status, startTime } }).toEqual(routing);
    }
  }
}

/** The parts that presences have in common; the letter case of system presences differs by transport. */
function comparable(presence: unknown): unknown {
  const text = JSON.stringify(presence, [
    'presenceDefinition',
    'id',
    'systemPresence',
    'message',
    'modifiedDate',
  ]);
  const { presenceDefinition, message, modifiedDate } = JSON.parse(text) as {
    presenceDefinition: { id: string; systemPresence: string };
    message: string;
    modifiedDate: string;
  };
  const systemPresence = presenceDefinition.systemPresence.toLowerCase().replace('_', '');
  return { id: presenceDefinition.id, systemPresence, message, modifiedDate };
}
