import { afterEach, describe, expect, test } from 'vitest';
import { DOCUMENTED } from '../fixtures/documented-envelopes.ts';
import { ClientSocket } from '../testing/client-socket.ts';
import { TestOrg } from '../testing/org-client.ts';
import { shapeOf } from '../testing/shape.ts';

let org: TestOrg;
afterEach(() => org.close());

describe('a socket', () => {
  test('hears a heartbeat every thirty seconds and a pong for a ping', async () => {
    org = await TestOrg.start();
    const { socket } = await org.connect([]);
    org.clock.advance(29_999);
    socket.send({ message: 'ping' });
    await socket.until((texts) => texts.length === 1);
    org.clock.advance(1);
    await socket.until((texts) => texts.length === 2);
    expect(socket.frames).toEqual([DOCUMENTED.pong, DOCUMENTED.heartbeat]);
  });

  test('hears control frames with version and metadata when the org sends them so', async () => {
    org = await TestOrg.start({ quirks: { controlFramesCarryMetadata: true } });
    const { socket } = await org.connect([]);
    org.clock.advance(30_000);
    await socket.until((texts) => texts.length === 1);
    expect(socket.frames[0]).toMatchObject({ version: '1.0', metadata: {} });
  });

  test('gets the events of its topics under their single names, each once', async () => {
    org = await TestOrg.start();
    const [person] = org.simulator.roster.people;
    const { socket } = await org.connect([`v2.users.${person?.id ?? ''}?presence&routingStatus`]);
    org.burst(4);
    const events = await socket.untilEvents(4);
    expect(events.map((event) => event.topicName.split('.').at(-1))).toEqual([
      'presence',
      'routingStatus',
      'presence',
      'routingStatus',
    ]);
    expect(new Set(events.map((event) => event.metadata?.CorrelationId)).size).toBe(4);
    expect(shapeOf(events[0])).toMatchObject(Object(shapeOf(DOCUMENTED.presence)) as object);
    expect(shapeOf(events[1])).toEqual(shapeOf(DOCUMENTED.routingStatus));
  });

  test('gets the same event as another channel, correlation id included', async () => {
    org = await TestOrg.start();
    const topics = org.topicsOf('presence', 1);
    const [first, second] = [await org.connect(topics), await org.connect(topics)];
    org.burst(3);
    expect(await first.socket.untilEvents(3)).toEqual(await second.socket.untilEvents(3));
  });

  test('is closed by a second one on the same channel', async () => {
    org = await TestOrg.start({
      quirks: {
        closeCodes: { replaced: 4001, evicted: 1000, channelExpired: 1001, tokenEnded: 1000, planned: 1001 },
      },
    });
    const { channel, socket } = await org.connect(org.topicsOf('presence', 1));
    const second = await org.open(channel);
    expect(await socket.closed).toBe(4001);
    org.burst(1);
    await second.untilEvents(1);
    expect(org.simulator.received.sockets).toMatchObject([
      { endCause: 'replaced', closeCode: 4001 },
      { socketId: 2 },
    ]);
  });

  test('is told a minute ahead of a planned close', async () => {
    org = await TestOrg.start({ plannedCloseAfterMs: 600_000 });
    const { channel, socket } = await org.connect([]);
    org.clock.advance(540_000);
    const notice = () => socket.frames.find((frame) => frame.topicName === 'v2.system.socket_closing');
    await socket.until(() => notice() !== undefined);
    expect(notice()?.eventBody).toMatchObject({ channelId: channel.id });
    org.clock.advance(60_000);
    expect(await socket.closed).toBe(1001);
    expect(await org.open(channel)).toBeInstanceOf(ClientSocket);
  });

  test('is closed when its channel expires, and the channel cannot be opened again', async () => {
    org = await TestOrg.start({ tokenLifetimeSeconds: 172_800 });
    const { channel, socket } = await org.connect([]);
    org.clock.advance(24 * 3_600_000);
    expect(await socket.closed).toBe(1001);
    expect(await ClientSocket.refusal(channel.connectUri)).toMatchObject({ status: 404 });
  });

  test('missed what happened while it was away', async () => {
    org = await TestOrg.start();
    const { channel, socket } = await org.connect(org.topicsOf('presence', 1));
    org.burst(2);
    await socket.untilEvents(2);
    socket.terminate();
    await socket.closed;
    await untilDisconnected();
    org.burst(3);
    const again = await org.open(channel);
    org.burst(1);
    await again.untilEvents(1);
    await again.roundTrip();
    expect(again.events).toHaveLength(1);
    const outcomes = org.simulator.received.events.map((event) => event.deliveries[0]?.outcome);
    expect(outcomes).toEqual(['sent', 'sent', 'not-connected', 'not-connected', 'not-connected', 'sent']);
    const numbers = org.simulator.received.events.map((event) => event.deliveries[0]?.channelSequence);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

/** The server hears of a cut connection a moment after the client cut it. */
async function untilDisconnected(): Promise<void> {
  while (org.simulator.received.sockets.at(-1)?.closedAtMs === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('an upgrade', () => {
  test.each([401, 403, 404] as const)(
    'for a channel that is not there is refused with %i',
    async (status) => {
      org = await TestOrg.start({ quirks: { deadChannelUpgradeStatus: status } });
      const origin = org.simulator.address.apiUrl.replace('http', 'ws');
      expect(await ClientSocket.refusal(`${origin}/channels/streaming-0-gone`)).toMatchObject({ status });
      expect(await ClientSocket.refusal(`${origin}/elsewhere`)).toMatchObject({ status });
      expect(org.simulator.received.upgradesRefused).toHaveLength(2);
    },
  );
});

describe('messages of the client', () => {
  const topics = ['v2.users.a.presence', 'v2.users.b.presence'];

  async function ask(socket: ClientSocket, message: object | string): Promise<unknown> {
    const replies = (): string[] => socket.texts.filter((text) => text.startsWith('{"result"'));
    const before = replies().length;
    socket.send(message);
    await socket.until(() => replies().length > before);
    return JSON.parse(replies().at(-1) ?? '');
  }

  test('subscribe and unsubscribe', async () => {
    org = await TestOrg.start();
    const { token, channel, socket } = await org.connect([]);
    const path = `/api/v2/notifications/channels/${channel.id}/subscriptions`;
    const subscribed = await ask(socket, { message: 'subscribe', topics, correlationId: 'abc' });
    expect(subscribed).toEqual({ result: '200', status: 'subscribed', correlationId: 'abc' });
    const left = await ask(socket, { message: 'unsubscribe', topics: topics.slice(0, 1) });
    expect(left).toEqual({ result: '200', status: 'unsubscribed' });
    expect((await org.call(token, 'GET', path)).body['entities']).toMatchObject([{ id: topics[1] }]);
  });

  test('subscribing makes the channel live another day', async () => {
    org = await TestOrg.start({ tokenLifetimeSeconds: 172_800, heartbeatEveryMs: 3_600_000 });
    const { socket } = await org.connect([]);
    org.clock.advance(23 * 3_600_000);
    await ask(socket, { message: 'subscribe', topics });
    org.clock.advance(23 * 3_600_000);
    await socket.roundTrip();
  });

  test('are answered with a failure when a topic is bad, and nothing is subscribed', async () => {
    org = await TestOrg.start();
    const { token, channel, socket } = await org.connect([]);
    const message = { message: 'subscribe', topics: [...topics, 'v2.nonsense'], correlationId: 'x' };
    expect(await ask(socket, message)).toMatchObject({
      result: '400',
      status: 'failure',
      correlationId: 'x',
    });
    const path = `/api/v2/notifications/channels/${channel.id}/subscriptions`;
    expect((await org.call(token, 'GET', path)).body['entities']).toEqual([]);
  });

  test.each([
    'not json',
    '[]',
    '{"message":"dance"}',
    '{"message":"subscribe"}',
    '{"message":"subscribe","topics":[1]}',
  ])('that make no sense are answered with an error: %s', async (message) => {
    org = await TestOrg.start();
    const { socket } = await org.connect([]);
    expect(await ask(socket, message)).toMatchObject({ result: '400', status: 'error' });
    await socket.roundTrip();
  });

  test('are answered with 404 when the channel has lost its token', async () => {
    org = await TestOrg.start({ tokenLifetimeSeconds: 300, quirks: { tokenEndClosesSockets: false } });
    const { socket } = await org.connect([]);
    org.clock.advance(300_000);
    const reply = await ask(socket, { message: 'subscribe', topics, correlationId: 'late' });
    expect(reply).toMatchObject({ result: '404', correlationId: 'late' });
  });
});

describe('the end of a token', () => {
  const reading = { tokenLifetimeSeconds: 300 };

  test('closes the sockets of its channels and the channels are gone', async () => {
    org = await TestOrg.start(reading);
    const { channel, socket } = await org.connect([]);
    org.clock.advance(300_000);
    expect(await socket.closed).toBe(1000);
    expect(await ClientSocket.refusal(channel.connectUri)).toMatchObject({ status: 404 });
    expect(org.simulator.received.channels).toMatchObject([{ endCause: 'token-ended' }]);
  });

  test('leaves channels of other tokens alone', async () => {
    org = await TestOrg.start(reading);
    await org.connect([]);
    org.clock.advance(200_000);
    const later = await org.connect([]);
    org.clock.advance(100_000);
    await later.socket.roundTrip();
  });

  test('may leave the socket open, and the channel ends with it', async () => {
    org = await TestOrg.start({ ...reading, quirks: { tokenEndClosesSockets: false } });
    const { channel, socket } = await org.connect(org.topicsOf('presence', 1));
    org.clock.advance(300_000);
    org.burst(1);
    await socket.untilEvents(1);
    expect(
      (await org.call(await org.login(), 'HEAD', `/api/v2/notifications/channels/${channel.id}`)).status,
    ).toBe(404);
    socket.terminate();
    await untilDisconnected();
    expect(org.simulator.received.channels[0]).toMatchObject({ endCause: 'token-ended' });
  });

  test('may leave the channel alive for another token', async () => {
    org = await TestOrg.start({ ...reading, quirks: { tokenEndEndsChannels: false } });
    const { channel, socket } = await org.connect(org.topicsOf('presence', 1));
    org.clock.advance(300_000);
    await socket.closed;
    const again = await org.open(channel);
    org.burst(1);
    await again.untilEvents(1);
  });

  test('spares a channel that another token has subscribed since, when that hands it over', async () => {
    org = await TestOrg.start({ ...reading, quirks: { resubscribeMovesChannelToToken: true } });
    const { channel, socket } = await org.connect([]);
    org.clock.advance(200_000);
    await org.subscribe(await org.login(), channel, org.topicsOf('presence', 1));
    org.clock.advance(100_000);
    org.burst(1);
    await socket.untilEvents(1);
  });
});
