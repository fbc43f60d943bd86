import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Lever } from '../../shared/practice/levers.ts';
import { ClientSocket } from '../testing/client-socket.ts';
import { TestOrg } from '../testing/org-client.ts';

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start();
});
afterEach(() => org.close());

const pull = (lever: Lever): void => {
  org.simulator.levers.pull(lever);
};
const presence = (): string[] => org.topicsOf('presence', 2);

describe('sockets', () => {
  test('drop cuts them without a close frame', async () => {
    const { channel, socket } = await org.connect(presence());
    pull({ lever: 'drop' });
    expect(await socket.closed).toBe(1006);
    expect(await org.open(channel)).toBeInstanceOf(ClientSocket);
  });

  test('drop with a code closes them with it', async () => {
    const { socket } = await org.connect(presence());
    pull({ lever: 'drop', closeCode: 1011 });
    expect(await socket.closed).toBe(1011);
  });

  test('freeze neither reads nor writes, and what was written in the meantime comes afterwards', async () => {
    const { socket } = await org.connect(presence());
    await socket.roundTrip();
    pull({ lever: 'freeze', durationMs: 60_000 });
    socket.send({ message: 'ping' });
    org.burst(3);
    const outcomes = (): (string | undefined)[] =>
      org.simulator.received.events.map((event) => event.deliveries[0]?.outcome);
    expect(outcomes()).toEqual(['held', 'held', 'held']);
    // A socket that was opened since then shows that the network as such works.
    const other = await org.connect([]);
    await other.socket.roundTrip();
    expect(socket.texts).toHaveLength(1);
    org.clock.advance(60_000);
    await socket.untilEvents(3);
    await socket.until((texts) => texts.filter((text) => text.includes('pong')).length === 2);
    expect(outcomes()).toEqual(['sent', 'sent', 'sent']);
  });

  test('what a frozen socket held is lost when the client gives it up', async () => {
    const { channel, socket } = await org.connect(presence());
    pull({ lever: 'freeze', durationMs: 60_000 });
    org.burst(1);
    socket.terminate();
    const again = await org.open(channel);
    await again.roundTrip();
    expect(again.events).toEqual([]);
    expect(org.simulator.received.events.map((event) => event.deliveries[0]?.outcome)).toEqual(['lost']);
  });

  test('mute stops heartbeats and pongs while events go on', async () => {
    const { socket } = await org.connect(presence());
    const before = socket.protocolPing();
    await socket.roundTrip();
    expect(before.answered()).toBe(true);
    pull({ lever: 'mute', durationMs: 90_000 });
    const meanwhile = socket.protocolPing();
    socket.send({ message: 'ping' });
    socket.send({ message: 'unsubscribe', topics: [] });
    await socket.until((texts) => texts.some((text) => text.includes('unsubscribed')));
    org.clock.advance(60_000);
    org.burst(2);
    await socket.untilEvents(2);
    expect(meanwhile.answered()).toBe(false);
    expect(socket.texts.filter((text) => text.includes('channel.metadata'))).toHaveLength(1);
    org.clock.advance(60_000);
    await socket.until((texts) => texts.some((text) => text.includes('WebSocket Heartbeat')));
    await socket.roundTrip();
  });

  test('socket-closing announces and closes after the grace time, but not a socket opened since', async () => {
    const { socket } = await org.connect(presence());
    pull({ lever: 'socket-closing', graceMs: 60_000 });
    await socket.until((texts) => texts.some((text) => text.includes('v2.system.socket_closing')));
    const second = await org.connect(presence());
    org.clock.advance(59_000);
    await socket.roundTrip();
    org.clock.advance(1000);
    expect(await socket.closed).toBe(1001);
    await second.socket.roundTrip();
    expect(org.simulator.received.sockets[0]?.endCause).toBe('planned');
  });

  test('malformed sends frames that are wrong in different ways', async () => {
    const { socket } = await org.connect(presence());
    pull({ lever: 'malformed', count: 14 });
    await socket.until((texts) => texts.length === 14);
    expect(new Set(socket.texts).size).toBe(14);
    expect(socket.texts).toContain('(binary)');
    await socket.roundTrip();
  });

  test('hostile sends events that are JSON, and nothing that a careful reader has to fear', async () => {
    const { socket } = await org.connect(presence());
    for (const kind of ['strange', 'deep', 'large'] as const) pull({ lever: 'hostile', kind });
    await socket.until((texts) => texts.length === 3);
    const [strange = '', , large = ''] = socket.texts;
    expect(socket.texts.every((text) => typeof JSON.parse(text) === 'object')).toBe(true);
    expect(strange).toContain('"__proto__"');
    expect(large.length).toBeGreaterThan(9_500_000);
    await socket.roundTrip();
  });

  test('duplicate sends each event twice, and for its time only', async () => {
    const { socket } = await org.connect(presence());
    pull({ lever: 'duplicate', durationMs: 10_000 });
    org.burst(2);
    const twice = await socket.untilEvents(4);
    expect(twice[0]).toEqual(twice[1]);
    expect(twice[2]).toEqual(twice[3]);
    org.clock.advance(10_000);
    org.burst(1);
    await socket.untilEvents(5);
    await socket.roundTrip();
    expect(socket.events).toHaveLength(5);
  });

  test('burst makes as many events as asked for, at the rate asked for', async () => {
    const { socket } = await org.connect(presence());
    pull({ lever: 'burst', count: 100, perSecond: 50 });
    org.clock.advance(1000);
    await socket.roundTrip();
    expect(socket.events).toHaveLength(50);
    org.clock.advance(60_000);
    await socket.roundTrip();
    expect(socket.events).toHaveLength(100);
    expect(org.simulator.received.eventsFor(presence()[0] ?? '')).toHaveLength(50);
  });
});

describe('tokens and channels', () => {
  test('expire-token ends the tokens issued so far with their sockets, and a new one works', async () => {
    const { token, channel, socket } = await org.connect(presence());
    pull({ lever: 'expire-token' });
    expect(await socket.closed).toBe(1000);
    expect((await org.call(token, 'GET', '/api/v2/tokens/me')).body['code']).toBe('bad.credentials');
    expect(await ClientSocket.refusal(channel.connectUri)).toMatchObject({ status: 404 });
    await org.connect(presence());
  });

  test('revoke-token says so first', async () => {
    const { token, socket } = await org.connect(presence());
    pull({ lever: 'revoke-token' });
    await socket.closed;
    expect(socket.frames.at(-1)).toMatchObject({
      topicName: `v2.system.token_revoked.${org.simulator.address.clientId}`,
      eventBody: { systemTopicType: 'token_revoked', reason: 'user_tokens_revoked' },
    });
    await org.call(token, 'GET', '/api/v2/tokens/me');
    expect(org.simulator.received.requests.at(-1)).toMatchObject({
      status: 401,
      token: { standing: 'revoked' },
    });
  });

  test('expire-channel ends the channels but not the token', async () => {
    const { token, channel, socket } = await org.connect(presence());
    pull({ lever: 'expire-channel' });
    expect(await socket.closed).toBe(1001);
    expect((await org.call(token, 'HEAD', `/api/v2/notifications/channels/${channel.id}`)).status).toBe(404);
    await org.createChannel(token);
  });

  test('evict-channel says that another channel took over', async () => {
    const { channel, socket } = await org.connect(presence());
    pull({ lever: 'evict-channel' });
    await socket.closed;
    expect(socket.frames.at(-1)).toMatchObject({
      topicName: `v2.system.no_longer_subscribed.${channel.id}`,
      eventBody: { systemTopicType: 'no_longer_subscribed', reason: 'another_channel_subscribed' },
    });
    expect(org.simulator.received.channels[0]?.endCause).toBe('evicted');
  });
});

describe('the service as a whole', () => {
  test('outage cuts everything for its time', async () => {
    const { channel, token, socket } = await org.connect(presence());
    pull({ lever: 'outage', durationMs: 60_000 });
    expect(await socket.closed).toBe(1006);
    await expect(org.requestToken(org.simulator.address)).rejects.toThrow();
    await expect(org.call(token, 'GET', '/api/v2/users')).rejects.toThrow();
    expect(await ClientSocket.refusal(channel.connectUri)).toBe('reset');
    expect(org.simulator.received.requests.at(-1)?.status).toBe(0);
    org.clock.advance(60_000);
    expect((await org.call(token, 'GET', '/api/v2/users')).status).toBe(200);
    await org.open(channel);
  });

  test('answer makes one part of it answer with a status and leaves the others alone', async () => {
    const { channel, token } = await org.connect(presence());
    pull({ lever: 'answer', part: 'token', status: 401, durationMs: 60_000 });
    expect((await org.requestToken(org.simulator.address)).body['error']).toBe('invalid_client');
    expect((await org.call(token, 'GET', '/api/v2/users')).status).toBe(200);
    pull({ lever: 'answer', part: 'api', status: 429, durationMs: 60_000, retryAfterSeconds: 7 });
    const limited = await org.call(token, 'GET', '/api/v2/users');
    expect([limited.status, limited.headers.get('Retry-After')]).toEqual([429, '7']);
    pull({ lever: 'answer', part: 'upgrade', status: 503, durationMs: 60_000, retryAfterSeconds: 9 });
    expect(await ClientSocket.refusal(channel.connectUri)).toEqual({ status: 503, retryAfter: '9' });
    org.clock.advance(60_000);
    expect((await org.requestToken(org.simulator.address)).status).toBe(200);
    await org.open(channel);
  });

  test.each([502, 504])('answer with %i is a page of a load balancer, not JSON', async (status) => {
    pull({ lever: 'answer', part: 'token', status, durationMs: 1000 });
    const reply = await org.requestToken(org.simulator.address);
    expect([reply.status, reply.headers.get('Content-Type')]).toEqual([status, 'text/html']);
  });

  test('slow delays every answer', async () => {
    const token = await org.login();
    pull({ lever: 'slow', delayMs: 5000, durationMs: 60_000 });
    let isAnswered = false;
    const answer = org.call(token, 'GET', '/api/v2/systempresences').then((reply) => {
      isAnswered = true;
      return reply;
    });
    while (org.simulator.received.requests.at(-1)?.path !== '/api/v2/systempresences') {
      await new Promise((resolve) => setImmediate(resolve));
    }
    org.clock.advance(4999);
    await fetch(`${org.simulator.address.controlUrl}/state`);
    expect(isAnswered).toBe(false);
    org.clock.advance(1);
    expect((await answer).status).toBe(200);
  });

  test('restore ends every fault that is running', async () => {
    const { token, socket } = await org.connect(presence());
    pull({ lever: 'mute', durationMs: 3_600_000 });
    pull({ lever: 'freeze', durationMs: 3_600_000 });
    pull({ lever: 'answer', part: 'api', status: 500, durationMs: 3_600_000 });
    pull({ lever: 'duplicate', durationMs: 3_600_000 });
    pull({ lever: 'burst', count: 1_000_000, perSecond: 1 });
    pull({ lever: 'restore' });
    org.clock.advance(10_000);
    await socket.roundTrip();
    expect(socket.events).toEqual([]);
    expect((await org.call(token, 'GET', '/api/v2/users')).status).toBe(200);
  });
});

describe('the control', () => {
  const post = (body: string): Promise<Response> =>
    fetch(`${org.simulator.address.controlUrl}/levers`, { method: 'POST', body });

  test('takes levers as JSON and explains what it does not take', async () => {
    const { socket } = await org.connect(presence());
    expect((await post('{"lever":"drop","closeCode":4000}')).status).toBe(204);
    expect(await socket.closed).toBe(4000);
    const refused = await post('{"lever":"explode"}');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'bad.lever' });
  });

  test('answers during an outage and can end it', async () => {
    pull({ lever: 'outage', durationMs: 3_600_000 });
    expect((await post('{"lever":"restore"}')).status).toBe(204);
    expect((await org.requestToken(org.simulator.address)).status).toBe(200);
  });

  test('tells what goes on, without a token or a channel id', async () => {
    const { token, channel, socket } = await org.connect(presence());
    pull({ lever: 'mute', durationMs: 5000 });
    org.burst(3);
    await socket.untilEvents(3);
    const text = await (await fetch(`${org.simulator.address.controlUrl}/state`)).text();
    expect(JSON.parse(text)).toMatchObject({
      sockets: { open: 1, openedEver: 1 },
      channels: { alive: 1, connected: 1, createdEver: 1, evictedEver: 0 },
      tokens: { valid: 1, issuedEver: 1 },
      topics: 2,
      faults: [{ lever: 'mute' }],
      oracle: { events: 3, deliveries: { sent: 3, lost: 0 } },
    });
    expect(text).not.toContain(token);
    expect(text).not.toContain(channel.id);
    expect(text).not.toContain(org.simulator.address.clientSecret);
  });

  test('tells how everybody stands', async () => {
    const response = await fetch(`${org.simulator.address.controlUrl}/agents`);
    const agents: unknown = await response.json();
    expect(agents).toEqual(org.simulator.agents());
    expect(agents).toHaveLength(72);
  });

  test('is not found without the key', async () => {
    const { apiUrl, controlUrl } = org.simulator.address;
    expect(controlUrl).toMatch(/\/control\/[\w-]{32}$/);
    for (const path of [
      '/control/levers',
      '/control/state',
      '/control/x/levers',
      `${controlUrl.slice(0, -1).replace(apiUrl, '')}/levers`,
    ]) {
      expect((await fetch(`${apiUrl}${path}`, { method: 'POST', body: '{"lever":"drop"}' })).status).toBe(
        404,
      );
    }
    expect(org.simulator.received.levers).toEqual([]);
  });
});
