import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../base/http.ts';
import { CALL, recordedApi } from './recorded-api.ts';
import { read, refusalError, send } from './rest.ts';

const reply = (status: number, body?: unknown, retryAfterMs?: number): HttpReply => ({
  status,
  body,
  retryAfterMs,
  serverTime: undefined,
});

describe('a REST call', () => {
  it('carries the token, and a body only where there is one', async () => {
    const { context, asked } = recordedApi(() => ({ json: {} }));
    await send(context, CALL, 'GET', '/api/v2/users');
    await send(context, CALL, 'PUT', '/api/v2/things', [{ id: 'a' }]);
    expect(asked).toEqual([
      { method: 'GET', path: '/api/v2/users', authorization: 'Bearer the-token', body: undefined },
      { method: 'PUT', path: '/api/v2/things', authorization: 'Bearer the-token', body: [{ id: 'a' }] },
    ]);
  });

  it('answers whatever the status is', async () => {
    const { context } = recordedApi(() => ({ status: 503, text: '<html>' }));
    await expect(send(context, CALL, 'GET', '/x')).resolves.toMatchObject({ status: 503 });
  });
});

describe('what the service says', () => {
  const CHANNEL = 'streaming-0-a/b';
  const saidOf = async (message: string, status = 503): Promise<string> => {
    const { context } = recordedApi(() => ({ status, json: { code: 'c', message } }));
    const answer = await send(context, { ...CALL, channelId: CHANNEL }, 'GET', '/x');
    return refusalError(answer, 'do it').message;
  };

  it.each([
    [`Channel ${CHANNEL} is not available`, 'Channel … is not available'],
    ['No /channels/streaming-0-a%2Fb/subscriptions', 'No /channels/…/subscriptions'],
    ['Bearer the-token, the-token', 'Bearer …, …'],
    ['wss://streaming.example.org/channels/another is closed', '… is closed'],
    ['<wss://streaming.example.org/channels/another> is closed', '<…> is closed'],
  ])('%j is told without what nobody may read', async (message, told) => {
    expect(await saidOf(message)).toContain(`(${told})`);
  });

  it('is told whole where there is no secret', async () => {
    const { context } = recordedApi(() => ({ status: 503, json: { message: 'Busy' } }));
    const answer = await send(context, { token: '' }, 'GET', '/x');
    expect(refusalError(answer, 'do it').message).toContain('(Busy)');
  });
});

describe('what a refusing status means for the session', () => {
  it.each([
    [401, 'bad.credentials', 'auth/token-rejected'],
    [401, 'authentication.required', 'auth/token-rejected'],
    [403, 'missing.permissions', 'auth/forbidden'],
    [429, 'too.many.requests', 'rate/limited'],
    [408, 'client.timeout', 'server/unavailable'],
    [500, 'internal.server.error', 'server/unavailable'],
    [503, 'service.unavailable', 'server/unavailable'],
    [504, 'request.timeout', 'server/unavailable'],
    [302, '', 'server/unavailable'],
    [400, 'bad.request', 'server/refused'],
    [404, 'not.found', 'server/refused'],
    [409, 'request.conflict', 'server/refused'],
  ])('%i %s is %s', (status, code, expected) => {
    const error = refusalError(reply(status, { code, message: 'said', status }), 'do it');
    expect(error).toMatchObject({ code: expected, httpStatus: status });
    expect(error.message.length).toBeGreaterThan(10);
  });

  it('says so when the organisation does not accept this network address', () => {
    const error = refusalError(reply(401, { code: 'ip.not.authorized', message: 'x' }), 'do it');
    expect(error.message).toContain('network address');
  });

  it('takes the patience along that the service asked for', () => {
    expect(refusalError(reply(429, undefined, 7_000), 'do it').retryAfterMs).toBe(7_000);
    expect(refusalError(reply(503, undefined, 7_000), 'do it').retryAfterMs).toBe(7_000);
    expect(refusalError(reply(429), 'do it')).not.toHaveProperty('retryAfterMs');
  });

  it('copes with a body that is no error body', () => {
    for (const body of [undefined, null, 'text', 7, [], { code: 7, message: [] }]) {
      expect(refusalError(reply(500, body), 'do it').message).toContain('HTTP 500');
    }
  });
});

describe('reading an answer', () => {
  const schema = v.object({ id: v.string() });

  it('gives back what the schema describes', () => {
    expect(read(reply(200, { id: 'a', more: 1 }), schema, 'do it')).toEqual({ id: 'a' });
  });

  it.each([undefined, '<html>', { id: 7 }, []])('calls %j no answer of this service', (body) => {
    expect(() => read(reply(200, body), schema, 'do it')).toThrow('server/unavailable');
  });

  it('throws what a refusal means', () => {
    expect(() => read(reply(401), schema, 'do it')).toThrow('auth/token-rejected');
  });
});
