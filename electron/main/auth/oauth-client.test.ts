import { describe, expect, it } from 'vitest';
import { Failure } from '../base/failure.ts';
import type { Fetch } from '../base/http.ts';
import { ManualClock } from '../base/manual-clock.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { requestToken } from './oauth-client.ts';

const LOGIN_URL = 'https://login.example.org';
const CREDENTIALS = { clientId: 'the-id', clientSecret: 'the-secret' };

function answering(status: number, body: string, headers: Record<string, string> = {}): Fetch {
  return () => Promise.resolve(new Response(body, { status, headers }));
}

const ask = (fetch: Fetch) => requestToken({ fetch, clock: new ManualClock() }, LOGIN_URL, CREDENTIALS);

async function refusal(fetch: Fetch): Promise<MonitorError> {
  const thrown: unknown = await ask(fetch).catch((error: unknown) => error);
  if (thrown instanceof Failure) return thrown.error;
  throw new Error(`Expected a Failure, got ${JSON.stringify(thrown)}.`);
}

const INVALID_CLIENT = JSON.stringify({
  error: 'invalid_client',
  description: 'authentication failed',
  error_description: 'authentication failed',
});

describe('asking for a token', () => {
  it('sends the client-credentials grant with Basic authentication', async () => {
    const seen: { url: string; init: RequestInit }[] = [];
    await ask((url, init) => {
      seen.push({ url, init });
      return Promise.resolve(new Response('{"access_token":"t","token_type":"bearer","expires_in":86400}'));
    });
    const [request] = seen;
    expect(request?.url).toBe('https://login.example.org/oauth/token');
    expect(request?.init).toMatchObject({
      method: 'POST',
      body: 'grant_type=client_credentials',
      redirect: 'manual',
      headers: {
        authorization: `Basic ${Buffer.from('the-id:the-secret').toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
  });

  it('reads the lifetime in seconds', async () => {
    const token = await ask(answering(200, '{"access_token":"t","token_type":"bearer","expires_in":300}'));
    expect(token).toEqual({ value: 't', lifetimeMs: 300_000 });
  });
});

describe('T06: what the token endpoint said of the credentials', () => {
  it.each([
    [400, INVALID_CLIENT],
    [401, INVALID_CLIENT],
    [403, INVALID_CLIENT],
    [400, '{"error":"invalid_client","description":"client not found"}'],
    [400, '{"error":"invalid_request"}'],
    [401, '{"message":"Invalid login credentials.","code":"bad.credentials","status":401}'],
  ])('HTTP %i with %s means that they are wrong', async (status, body) => {
    const error = await refusal(answering(status, body));
    expect(error).toMatchObject({ code: 'auth/invalid-client', httpStatus: status });
  });

  it('names all three things that may be wrong, and repeats neither id nor secret', async () => {
    const { message } = await refusal(answering(400, INVALID_CLIENT));
    expect(message).toMatch(/client id.*client secret.*region/);
    expect(message).toContain('authentication failed');
    expect(message).not.toMatch(/the-id|the-secret/);
  });

  it('repeats the secret not even where the answer does', async () => {
    const basic = Buffer.from('the-id:the-secret').toString('base64');
    const description = `the-secret and Basic ${basic} are wrong`;
    const { message } = await refusal(answering(401, JSON.stringify({ description })));
    expect(message).toContain('(… and Basic … are wrong)');
  });

  it.each([
    ['HTML with 400', answering(400, '<html>Bad Request</html>')],
    ['HTML with 403', answering(403, '<html>Blocked by the firewall</html>')],
    ['an empty 401', answering(401, '')],
    ['a JSON text with 403', answering(403, '"blocked"')],
    ['a JSON list with 403', answering(403, '[]')],
    ['403 without a word', answering(403, '{}')],
    ['500', answering(500, '{"error":"server_error"}')],
    ['502', answering(502, '<html>Bad Gateway</html>')],
    ['503', answering(503, '{}')],
    ['404', answering(404, '{"error":"not found"}')],
    ['a redirect to a portal', answering(302, '', { location: 'http://portal/' })],
    ['200 with HTML', answering(200, '<html>Sign in to this Wi-Fi</html>')],
    ['200 without a token', answering(200, '{"expires_in":86400}')],
    ['200 with an empty token', answering(200, '{"access_token":"","expires_in":86400}')],
    ['200 with a token that never lived', answering(200, '{"access_token":"t","expires_in":0}')],
    ['200 with a lifetime in words', answering(200, '{"access_token":"t","expires_in":"long"}')],
  ])('%s says nothing about them', async (_what, fetch) => {
    expect((await refusal(fetch)).code).toBe('server/unavailable');
  });

  it.each([
    ['ENOTFOUND', 'net/dns'],
    ['ECONNREFUSED', 'net/refused'],
    ['ECONNRESET', 'net/reset'],
    ['CERT_HAS_EXPIRED', 'net/tls'],
  ])('no answer (%s) says nothing about them', async (code, expected) => {
    const cause = Object.assign(new Error('x'), { code });
    const error = await refusal(() => Promise.reject(new TypeError('fetch failed', { cause })));
    expect(error.code).toBe(expected);
    expect(error.message).toContain('login.example.org');
  });

  it.each([429, 503])('takes Retry-After from HTTP %i along', async (status) => {
    const error = await refusal(answering(status, '{}', { 'retry-after': '30' }));
    expect(error).toMatchObject({ retryAfterMs: 30_000, httpStatus: status });
  });

  it('calls 429 what it is', async () => {
    expect((await refusal(answering(429, INVALID_CLIENT))).code).toBe('rate/limited');
  });
});
