import { afterEach, expect, test } from 'vitest';
import { TestOrg } from '../testing/org-client.ts';

let org: TestOrg;
afterEach(() => org.close());

const WRONG = { clientId: 'nobody', clientSecret: 'nothing' };

function post(body: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${org.simulator.address.loginUrl}/oauth/token`, { method: 'POST', body, headers });
}

test('a token is issued for a Basic header', async () => {
  org = await TestOrg.start();
  const reply = await org.requestToken(org.simulator.address);
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
  expect(org.simulator.received.tokenRequests).toMatchObject([{ status: 200, issued: 'token-1' }]);
});

test('a token is issued for credentials in the body', async () => {
  org = await TestOrg.start({ tokenLifetimeSeconds: 300 });
  const { clientId, clientSecret } = org.simulator.address;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await post(form.toString(), { 'Content-Type': 'application/x-www-form-urlencoded' });
  expect(await response.json()).toMatchObject({ expires_in: 300 });
});

test('a wrong secret and an unknown client are both told invalid_client', async () => {
  org = await TestOrg.start();
  const wrongSecret = await org.requestToken({ ...org.simulator.address, clientSecret: 'wrong' });
  const unknown = await org.requestToken(WRONG);
  expect(wrongSecret.status).toBe(401);
  expect(wrongSecret.body).toEqual({
    error: 'invalid_client',
    description: 'authentication failed',
    error_description: 'authentication failed',
  });
  expect(unknown.status).toBe(400);
  expect(unknown.body).toMatchObject({ error: 'invalid_client', description: 'client not found' });
});

test('the statuses of both are switches', async () => {
  org = await TestOrg.start({ quirks: { unknownClientStatus: 401, wrongSecretStatus: 400 } });
  expect((await org.requestToken(WRONG)).status).toBe(401);
  expect((await org.requestToken({ ...org.simulator.address, clientSecret: 'wrong' })).status).toBe(400);
});

test('a body in JSON and another grant are refused', async () => {
  org = await TestOrg.start();
  const json = await post('{"grant_type":"client_credentials"}', { 'Content-Type': 'application/json' });
  expect(json.status).toBe(400);
  const password = await post('grant_type=password', { 'Content-Type': 'application/x-www-form-urlencoded' });
  expect(await password.json()).toMatchObject({ error: 'unsupported_grant_type' });
});

test('a token stops working at the end of its life and never counts again', async () => {
  org = await TestOrg.start({ tokenLifetimeSeconds: 300 });
  const token = await org.login();
  org.clock.advance(299_999);
  expect((await org.call(token, 'HEAD', '/api/v2/tokens/me')).status).toBe(200);
  org.clock.advance(1);
  const reply = await org.call(token, 'GET', '/api/v2/tokens/me');
  expect(reply.status).toBe(401);
  expect(reply.body).toMatchObject({ code: 'bad.credentials', message: 'Invalid login credentials.' });
  expect(org.simulator.received.requests.at(-1)?.token).toEqual({ tag: 'token-1', standing: 'expired' });
});

test('a token can be read and revoked by its bearer', async () => {
  org = await TestOrg.start();
  const token = await org.login();
  const read = await org.call(token, 'GET', '/api/v2/tokens/me');
  expect(read.body).toMatchObject({ OAuthClient: { id: org.simulator.address.clientId } });
  expect((await org.call(token, 'DELETE', '/api/v2/tokens/me')).status).toBe(200);
  expect((await org.call(token, 'GET', '/api/v2/tokens/me')).status).toBe(401);
  expect(org.simulator.received.requests.at(-1)?.token.standing).toBe('revoked');
});
