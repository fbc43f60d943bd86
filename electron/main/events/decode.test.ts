import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, DEEPEST_BODY, type Frame } from './decode.ts';

const TOPIC = 'v2.users.9ed7d9f6-0c59-4360-ac54-40dd35eb9c2f.presence';
const frame = (envelope: unknown): Frame => decodeFrame(JSON.stringify(envelope));

describe('control frames', () => {
  it.each([
    ['WebSocket Heartbeat', 'heartbeat'],
    ['websocket heartbeat', 'heartbeat'],
    ['WEBSOCKET HEARTBEAT', 'heartbeat'],
    ['pong', 'pong'],
    ['Pong', 'pong'],
    ['PONG', 'pong'],
    ['something new', 'heartbeat'],
    ['', 'heartbeat'],
  ])('takes %j under channel.metadata as a %s', (message, kind) => {
    expect(frame({ topicName: 'channel.metadata', eventBody: { message } })).toEqual({ kind });
  });

  it.each(['channel.metadata', 'Channel.Metadata', 'CHANNEL.METADATA'])(
    'knows %s in any case',
    (topicName) => {
      expect(frame({ topicName, eventBody: { message: 'pong' } })).toEqual({ kind: 'pong' });
    },
  );

  it('takes a heartbeat that carries version and metadata like events do', () => {
    const heartbeat = { topicName: 'channel.metadata', version: '1.0', metadata: {} };
    expect(frame({ ...heartbeat, eventBody: { message: 'WebSocket Heartbeat' } })).toEqual({
      kind: 'heartbeat',
    });
  });

  it.each([undefined, null, {}, [], 'pong', 7, { message: 7 }, { message: null }])(
    'takes channel.metadata with the body %j as a sign of life',
    (eventBody) => {
      expect(frame({ topicName: 'channel.metadata', eventBody })).toEqual({ kind: 'heartbeat' });
    },
  );

  it.each([
    { topicName: 'v2.system.socket_closing' },
    { topicName: 'v2.system.socket_closing', eventBody: null },
    { topicName: 'v2.system.socket_closing', eventBody: {} },
    { topicName: 'v2.system.socket_closing', eventBody: 'soon' },
    { topicName: 'V2.System.Socket_Closing', eventBody: { message: 'The socket is going to be closed.' } },
  ])('takes %j as the announcement of a close', (envelope) => {
    expect(frame(envelope)).toEqual({ kind: 'closing' });
  });

  it.each([
    { topicName: 'v2.system.no_longer_subscribed.streaming-0-x' },
    { topicName: 'V2.SYSTEM.NO_LONGER_SUBSCRIBED.STREAMING-0-X', eventBody: null },
    { topicName: 'v2.system.a.b', eventBody: { systemTopicType: 'no_longer_subscribed' } },
    { topicName: 'v2.system.a.b', eventBody: { systemTopicType: 'NO_LONGER_SUBSCRIBED' } },
  ])('takes %j as the loss of the channel', (envelope) => {
    expect(frame(envelope)).toEqual({ kind: 'channel-lost' });
  });

  it.each([
    { topicName: 'v2.system.token_revoked.client' },
    { topicName: 'v2.system.a.b', eventBody: { systemTopicType: 'token_revoked' } },
  ])('takes %j as the end of the token', (envelope) => {
    expect(frame(envelope)).toEqual({ kind: 'token-revoked' });
  });

  it.each([
    { topicName: 'v2.system.a.b', eventBody: { systemTopicType: 'subscription_changed', channelId: 'x' } },
    { topicName: 'v2.system.something_new.streaming-0-x', eventBody: { channelId: 'streaming-0-x' } },
    { topicName: 'v2.subscription.updated', eventBody: { channelId: 'streaming-0-x' } },
  ])('keeps %j, which names the channel, out of the events', (envelope) => {
    expect(frame(envelope)).toEqual({ kind: 'protocol' });
  });
});

describe('answers to in-band messages', () => {
  it.each([
    { result: '200', status: 'subscribed', correlationId: 'abc' },
    { result: 200 },
    { result: '400', status: 'failure', message: 'no' },
    { result: '' },
  ])('passes over %j', (reply) => {
    expect(frame(reply)).toEqual({ kind: 'protocol' });
  });

  it.each([{ result: '404', message: 'Channel not found' }, { result: 404 }])(
    'takes %j as the loss of the channel',
    (reply) => {
      expect(frame(reply)).toEqual({ kind: 'channel-lost' });
    },
  );
});

describe('events', () => {
  it('reads a documented notification', () => {
    const eventBody = {
      source: 'PURECLOUD',
      presenceDefinition: { id: '6a3af858-942f-489d-9700-5f9bcdcdae9b', systemPresence: 'AVAILABLE' },
      primary: true,
      message: '',
    };
    const metadata = { CorrelationId: '290034f4-c3d7-46fd-8342-ee5bc859b7e9' };
    expect(frame({ topicName: TOPIC, version: '2', eventBody, metadata })).toEqual({
      kind: 'event',
      topic: TOPIC,
      version: '2',
      correlationId: '290034f4-c3d7-46fd-8342-ee5bc859b7e9',
      body: eventBody,
    });
  });

  it.each([
    ['2', '2'],
    [2, '2'],
    [2.5, '2.5'],
    [null, null],
    [undefined, null],
  ])('reads the version %j as %j', (version, expected) => {
    expect(frame({ topicName: TOPIC, version, eventBody: {} })).toMatchObject({ version: expected });
  });

  it.each([
    [undefined, null],
    [null, null],
    [{}, null],
    [{ CorrelationId: null }, null],
    // An empty id tells nothing apart, so it is none.
    [{ CorrelationId: '' }, null],
    [{ CorrelationId: 'abc', other: 1 }, 'abc'],
  ])('reads the metadata %j as the correlation id %j', (metadata, expected) => {
    expect(frame({ topicName: TOPIC, eventBody: {}, metadata })).toMatchObject({ correlationId: expected });
  });

  it.each([null, true, 0, 'text', [], [[]], {}, [1, 'a', null]])('leaves the body %j untouched', (body) => {
    expect(frame({ topicName: TOPIC, eventBody: body })).toMatchObject({ kind: 'event', body });
  });

  it('takes a missing body as null', () => {
    expect(frame({ topicName: TOPIC })).toMatchObject({ kind: 'event', body: null });
  });

  it('keeps a body with prototype keys as data, and nobody else inherits from it', () => {
    const text = `{"topicName":"${TOPIC}","__proto__":{"topicName":"x"},"eventBody":{"__proto__":{"isAdmin":true},"constructor":1}}`;
    const decoded = decodeFrame(text);
    if (decoded.kind !== 'event') throw new Error(`decoded as ${decoded.kind}`);
    expect(JSON.stringify(decoded.body)).toBe('{"__proto__":{"isAdmin":true},"constructor":1}');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Object.hasOwn({}, 'isAdmin') || 'isAdmin' in {}).toBe(false);
  });

  it('reads a body of three megabytes', () => {
    const body = { items: Array.from({ length: 30_000 }, (_, index) => ({ index, text: 'x'.repeat(80) })) };
    const text = JSON.stringify({ topicName: TOPIC, eventBody: body });
    expect(text.length).toBeGreaterThan(3_000_000);
    expect(decodeFrame(text)).toMatchObject({ kind: 'event', body });
  });

  it('knows a topic that only looks like one of the protocol as an event', () => {
    expect(frame({ topicName: 'v2.systems.x', eventBody: {} })).toMatchObject({ kind: 'event' });
    expect(frame({ topicName: 'channel.metadata.x', eventBody: {} })).toMatchObject({ kind: 'event' });
  });
});

describe('malformed frames', () => {
  it('refuses a binary frame', () => {
    expect(decodeFrame(null)).toMatchObject({ kind: 'malformed' });
  });

  it.each(['', ' ', 'not json', '{"topicName":"v2.users.', '{', '\u0000', '{"a":1}}', "{'topicName':'x'}"])(
    'names %j as no JSON',
    (text) => {
      expect(decodeFrame(text)).toEqual({ kind: 'malformed', reason: 'no JSON' });
    },
  );

  it.each([
    'null',
    '42',
    '"text"',
    '[]',
    '[{"topicName":"v2.x"}]',
    '{}',
    '{"eventBody":{}}',
    '{"topicName":7,"eventBody":{}}',
    '{"topicName":"","eventBody":{}}',
    '{"topicName":null}',
    '{"topicName":["v2.x"]}',
    '{"topicName":"v2.x","version":{}}',
    '{"topicName":"v2.x","metadata":"text"}',
    '{"topicName":"v2.x","metadata":{"CorrelationId":9}}',
    '{"result":null}',
    '{"result":{}}',
  ])('names %s as no envelope', (text) => {
    expect(decodeFrame(text)).toEqual({ kind: 'malformed', reason: 'no notification envelope' });
  });

  const nested = (levels: number): string =>
    `{"topicName":"${TOPIC}","eventBody":${'['.repeat(levels)}${']'.repeat(levels)}}`;

  it('takes a body of the deepest level, and refuses one deeper by a single level', () => {
    expect(decodeFrame(nested(DEEPEST_BODY))).toMatchObject({ kind: 'event' });
    expect(decodeFrame(nested(DEEPEST_BODY + 1))).toMatchObject({ kind: 'malformed' });
  });

  it.each([10_000, 100_000, 1_000_000])('survives a body of %i levels', (levels) => {
    expect(decodeFrame(nested(levels))).toMatchObject({ kind: 'malformed' });
  });

  it('survives deep objects in every place of the envelope', () => {
    const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
    for (const text of [
      deep,
      `{"topicName":${deep}}`,
      `{"topicName":"${TOPIC}","metadata":${deep}}`,
      `{"topicName":"channel.metadata","eventBody":${deep}}`,
      `{"topicName":"v2.system.socket_closing","eventBody":${deep}}`,
      `{"result":${deep}}`,
    ]) {
      expect(() => decodeFrame(text)).not.toThrow();
    }
  });
});

describe('whatever comes', () => {
  it('never throws on text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 4 })), (text) => {
        expect(decodeFrame(text)).toHaveProperty('kind');
      }),
    );
  });

  it('never throws on JSON that has the members of a frame with values of any kind', () => {
    const member = fc.oneof(fc.jsonValue(), fc.constantFrom('channel.metadata', 'v2.system.x', '404', 404));
    const envelope = fc.record(
      { topicName: member, version: member, eventBody: member, metadata: member, result: member },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(envelope, (value) => {
        expect(decodeFrame(JSON.stringify(value))).toHaveProperty('kind');
      }),
    );
  });

  it('brings every well-formed event through unchanged', () => {
    const topic = fc.string({ minLength: 1 }).filter((text) => !/^(channel\.|v2\.s)/i.test(text));
    fc.assert(
      fc.property(topic, fc.jsonValue({ maxDepth: 6 }), fc.uuid(), (topicName, eventBody, id) => {
        const text = JSON.stringify({ topicName, eventBody, metadata: { CorrelationId: id } });
        const body: unknown = JSON.parse(JSON.stringify(eventBody));
        expect(decodeFrame(text)).toEqual({
          kind: 'event',
          topic: topicName,
          version: null,
          correlationId: id,
          body,
        });
      }),
    );
  });
});
