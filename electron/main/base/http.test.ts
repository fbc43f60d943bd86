import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { Failure } from './failure.ts';
import { exchange, REQUEST_TIMEOUT_MS, type HttpRequest } from './http.ts';
import { ManualClock } from './manual-clock.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

/** A real server on a free port; answers with its origin. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return `http://127.0.0.1:${String(address.port)}`;
}

async function nextRequest(): Promise<void> {
  await Promise.all(servers.map((server) => once(server, 'request')));
}

const context = { fetch, clock: systemClock };
const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  ...more,
});

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`Expected a Failure, got ${String(thrown)}.`);
}

describe('one exchange over HTTP', () => {
  it('sends method, headers and body, and answers with status and parsed JSON', async () => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['x-test'], body);
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"c1"}');
      });
    });
    const reply = await exchange(
      context,
      get(`${origin}/a?b=c`, { method: 'POST', headers: { 'x-test': 'yes' }, body: '{"q":1}' }),
    );
    expect(seen).toEqual(['POST', '/a?b=c', 'yes', '{"q":1}']);
    expect(reply).toMatchObject({ status: 201, body: { id: 'c1' }, retryAfterMs: undefined });
    expect(Math.abs((reply.serverTime ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it.each([200, 204, 302, 400, 401, 404, 429, 500, 503])('takes status %i as an answer', async (status) => {
    const origin = await serve((_request, response) => response.writeHead(status).end());
    await expect(exchange(context, get(origin))).resolves.toMatchObject({ status, body: undefined });
  });

  it('takes a page of HTML as an answer without a body', async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to this Wi-Fi</html>'),
    );
    await expect(exchange(context, get(origin))).resolves.toMatchObject({ status: 200, body: undefined });
  });

  it('does not follow a redirect, which would carry the token elsewhere', async () => {
    const visited: string[] = [];
    const origin = await serve((request, response) => {
      visited.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    const reply = await exchange(context, get(`${origin}/start`, { headers: { authorization: 'Bearer t' } }));
    expect(reply.status).toBe(302);
    expect(visited).toEqual(['/start']);
  });

  it('reads Retry-After in seconds', async () => {
    const origin = await serve((_request, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    await expect(exchange(context, get(origin))).resolves.toMatchObject({ retryAfterMs: 7_000 });
  });

  it('R21: measures a Retry-After date on the clock of the service, not on this computer’s', async () => {
    const origin = await serve((_request, response) =>
      response
        .writeHead(503, {
          date: 'Mon, 05 Jan 2026 08:00:00 GMT',
          'retry-after': 'Mon, 05 Jan 2026 08:00:30 GMT',
        })
        .end(),
    );
    await expect(exchange(context, get(origin))).resolves.toMatchObject({ retryAfterMs: 30_000 });
  });

  it('names a refused connection and the host, and keeps what the platform said as the cause', async () => {
    const origin = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((resolve) => server?.close(resolve));
    const failure = await failureOf(exchange(context, get(`${origin}/path?secret=1`)));
    expect(failure.error.code).toBe('net/refused');
    expect(failure.error.message).toContain(new URL(origin).host);
    expect(failure.error.message).not.toContain('secret');
    expect(failure.cause).toBeInstanceOf(Error);
  });

  it('calls a connection that is cut before the answer broken', async () => {
    const origin = await serve((request) => request.socket.destroy());
    expect((await failureOf(exchange(context, get(origin)))).error.code).toBe('net/reset');
  });

  it('calls a connection that is cut within the answer broken', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":');
      setImmediate(() => request.socket.destroy());
    });
    expect((await failureOf(exchange(context, get(origin)))).error.code).toBe('net/reset');
  });

  it('gives up on an answer that does not come in time, and leaves no timer behind', async () => {
    const clock = new ManualClock();
    const origin = await serve(() => undefined);
    const arrived = nextRequest();
    const failure = failureOf(exchange({ fetch, clock }, get(origin)));
    await arrived;
    await clock.advance(REQUEST_TIMEOUT_MS - 1);
    expect(clock.pendingTimers).toBe(1);
    await clock.advance(1);
    expect((await failure).error.code).toBe('net/timeout');
    expect(clock.pendingTimers).toBe(0);
  });

  it('gives up on a body that does not end in time', async () => {
    const clock = new ManualClock();
    const origin = await serve((_request, response) => {
      response.writeHead(200);
      response.write('{');
    });
    const arrived = nextRequest();
    const failure = failureOf(exchange({ fetch, clock }, get(origin)));
    await arrived;
    await clock.advance(REQUEST_TIMEOUT_MS);
    expect((await failure).error.code).toBe('net/timeout');
  });

  it('throws the caller’s own reason when the caller gives up', async () => {
    const clock = new ManualClock();
    const origin = await serve(() => undefined);
    const arrived = nextRequest();
    const caller = new AbortController();
    const outcome = exchange({ fetch, clock }, get(origin, { signal: caller.signal })).catch(
      (thrown: unknown) => thrown,
    );
    await arrived;
    const reason = new DOMException('The session ended.', 'AbortError');
    caller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(clock.pendingTimers).toBe(0);
  });
});
