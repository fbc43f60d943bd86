import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestOrg } from '../testing/org-client.ts';

let org: TestOrg;
beforeEach(async () => {
  org = await TestOrg.start({ requestsPerMinute: 5 });
});
afterEach(() => org.close());

test('a request without a token is told to authenticate and one with a wrong token that it is wrong', async () => {
  const none = await org.call(undefined, 'GET', '/api/v2/users');
  const wrong = await org.call('made-up', 'GET', '/api/v2/users');
  expect([none.status, none.body['code']]).toEqual([401, 'authentication.required']);
  expect([wrong.status, wrong.body['code']]).toEqual([401, 'bad.credentials']);
  expect(org.simulator.received.requests.map((request) => request.token.standing)).toEqual([
    'none',
    'unknown',
  ]);
});

test('every error carries the correlation id of its answer as context id', async () => {
  const reply = await org.call(undefined, 'GET', '/api/v2/users');
  expect(reply.headers.get('ININ-Correlation-Id')).toMatch(/^[\da-f-]{36}$/);
  expect(reply.body).toMatchObject({
    contextId: reply.headers.get('ININ-Correlation-Id'),
    details: [],
    errors: [],
  });
});

test('an unknown path is not found and a known one does not take every method', async () => {
  const token = await org.login();
  const unknown = await org.call(token, 'GET', '/api/v2/weather');
  expect([unknown.status, unknown.body['code']]).toEqual([404, 'not.found']);
  expect((await org.call(token, 'DELETE', '/api/v2/users')).status).toBe(405);
  expect((await org.call(token, 'GET', '/somewhere/else')).status).toBe(404);
});

test('after the allowance of a minute a token is told to wait until the minute is over', async () => {
  const token = await org.login();
  const within = [];
  for (let request = 0; request < 5; request += 1)
    within.push(await org.call(token, 'GET', '/api/v2/systempresences'));
  expect(within.map((reply) => reply.status)).toEqual([200, 200, 200, 200, 200]);
  expect(within.map((reply) => reply.headers.get('inin-ratelimit-count'))).toEqual(['1', '2', '3', '4', '5']);
  org.clock.advance(20_000);
  const over = await org.call(token, 'GET', '/api/v2/systempresences');
  expect(over.status).toBe(429);
  expect(over.headers.get('Retry-After')).toBe('40');
  expect(over.headers.get('inin-ratelimit-allowed')).toBe('5');
  expect(over.body).toMatchObject({
    code: 'too.many.requests',
    limit: { namespace: 'platform.api', value: 5 },
  });
  org.clock.advance(40_000);
  expect((await org.call(token, 'GET', '/api/v2/systempresences')).status).toBe(200);
});

test('each token has an allowance of its own', async () => {
  const [first, second] = [await org.login(), await org.login()];
  for (let request = 0; request < 6; request += 1) await org.call(first, 'GET', '/api/v2/systempresences');
  expect((await org.call(second, 'GET', '/api/v2/systempresences')).status).toBe(200);
});

test('a body of more than a mebibyte is refused', async () => {
  const token = await org.login();
  const reply = await org.call(
    token,
    'PUT',
    '/api/v2/notifications/channels/x/subscriptions',
    'x'.repeat(1_100_000),
  );
  expect([reply.status, reply.body['code']]).toEqual([413, 'request.entity.too.large']);
});
