import { describe, expect, it } from 'vitest';
import { channelExists, channelLifeMs, countChannels, createChannel } from './notification-api.ts';
import { CALL, recordedApi, type Reply } from './recorded-api.ts';

const HOUR_MS = 3_600_000;
const SERVER_TIME = 'Mon, 05 Jan 2026 08:00:00 GMT';
const channel = (more: Record<string, unknown> = {}): Reply => ({
  json: {
    id: 'streaming-0-abc',
    connectUri: 'wss://streaming.example.org/channels/streaming-0-abc',
    expires: '2026-01-06T08:00:00.000Z',
    ...more,
  },
  headers: { date: SERVER_TIME },
});

describe('creating a channel', () => {
  it('sends one bare POST and gives back id, address and lifetime', async () => {
    const { context, asked } = recordedApi(() => channel());
    await expect(createChannel(context, CALL)).resolves.toEqual({
      id: 'streaming-0-abc',
      connectUri: 'wss://streaming.example.org/channels/streaming-0-abc',
      lifetimeMs: 24 * HOUR_MS,
    });
    expect(asked).toEqual([
      {
        method: 'POST',
        path: '/api/v2/notifications/channels',
        authorization: 'Bearer the-token',
        body: undefined,
      },
    ]);
  });

  it.each([
    ['2026-01-05T09:00:00.000Z', HOUR_MS],
    // Longer than documented, past, missing or unreadable: 24 hours, as documented.
    ['2026-02-05T08:00:00.000Z', 24 * HOUR_MS],
    ['2026-01-05T07:00:00.000Z', 24 * HOUR_MS],
    ['tomorrow', 24 * HOUR_MS],
    [undefined, 24 * HOUR_MS],
  ])('R21: measures the end %j on the clock of the service', async (expires, lifetimeMs) => {
    const { context } = recordedApi(() => channel({ expires }));
    await expect(createChannel(context, CALL)).resolves.toMatchObject({ lifetimeMs });
  });

  it('T12: never tries a second time by itself, because a channel cannot be deleted', async () => {
    const { context, asked } = recordedApi(() => ({ status: 503 }));
    await expect(createChannel(context, CALL)).rejects.toThrow('server/unavailable');
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['https://api.example.org', 'ws://streaming.example.org/c'],
    ['https://api.example.org', 'ws://127.0.0.1/c'],
    ['https://api.example.org', 'https://streaming.example.org/c'],
    ['https://api.example.org', 'no address'],
    ['https://api.example.org', 'wss://streaming.example.org/c#fragment'],
    ['http://127.0.0.1:8080', 'ws://streaming.example.org/c'],
    ['http://127.0.0.1:8080', 'ws://127.0.0.1.example.org/c'],
  ])('an API at %s may not lead to a socket at %s', async (apiUrl, connectUri) => {
    const { context } = recordedApi(() => channel({ connectUri }), apiUrl);
    const refused = createChannel(context, CALL);
    await expect(refused).rejects.toThrow('server/unavailable');
    await refused.catch((thrown: unknown) => {
      expect(String(thrown)).not.toContain(connectUri);
    });
  });

  it.each([
    ['https://api.example.org', 'wss://streaming.elsewhere.org/c'],
    ['http://127.0.0.1:8080', 'ws://127.0.0.1:8081/c'],
    ['http://localhost:8080', 'ws://127.0.0.1:8081/c'],
    ['http://[::1]:8080', 'ws://localhost:8081/c'],
  ])('an API at %s may lead to a socket at %s', async (apiUrl, connectUri) => {
    const { context } = recordedApi(() => channel({ connectUri }), apiUrl);
    await expect(createChannel(context, CALL)).resolves.toMatchObject({ connectUri });
  });
});

describe('asking whether a channel still exists', () => {
  it.each([
    [200, true],
    [204, true],
    [404, false],
    [410, false],
    // It was ours once: a channel that may not be looked at any more is no channel to come back to.
    [403, false],
  ])('HTTP %i means %s', async (status, expected) => {
    const { context, asked } = recordedApi(() => ({ status }));
    await expect(channelExists(context, CALL, 'a/b')).resolves.toBe(expected);
    expect(asked[0]).toMatchObject({ method: 'HEAD', path: '/api/v2/notifications/channels/a%2Fb' });
  });

  it.each([
    [401, 'auth/token-rejected'],
    [429, 'rate/limited'],
    [500, 'server/unavailable'],
  ])('HTTP %i leaves it open', async (status, code) => {
    const { context } = recordedApi(() => ({ status }));
    await expect(channelExists(context, CALL, 'a')).rejects.toThrow(code);
  });
});

describe('the id of a channel', () => {
  const ID = 'streaming-0-abc';
  it.each([
    ['that is looked for', channelExists],
    ['whose life is asked for', channelLifeMs],
  ] as const)('%s is not told when the service names it', async (_what, ask) => {
    const { context } = recordedApi(() => ({ status: 503, json: { message: `No ${ID} now` } }));
    const thrown = await ask(context, CALL, ID).catch((error: unknown) => error);
    expect(String(thrown)).toContain('(No … now)');
  });
});

describe('counting the channels of a client id', () => {
  it('asks for those of every install', async () => {
    const { context, asked } = recordedApi(() => ({ json: { entities: [{}, { id: 'a' }] } }));
    await expect(countChannels(context, CALL)).resolves.toBe(2);
    expect(asked[0]?.path).toBe('/api/v2/notifications/channels?includechannels=oauthclient');
  });
});
