import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ErrorCode } from '../../../shared/model/monitor-error.ts';
import { systemClock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { exchange, REQUEST_TIMEOUT_MS, type HttpRequest } from '../base/http.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { makeCertificates, type Certificates } from '../testing/certificates.ts';
import { startConnectProxy } from '../testing/connect-proxy.ts';
import { createNetwork, type Network } from './network.ts';
import { DIRECT, parseProxy, type FindRoute } from './route.ts';
import { createTrust } from './trust.ts';

const HOST = 'api.acme.test';

/** A server whose connections a test can kill; it answers with how often each was used. */
async function serve(options: { certificates?: Certificates; listener?: RequestListener } = {}) {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    request.resume();
    (options.listener ?? ((_request, answer) => answer.end('{}')))(request, response);
  };
  const { certificates } = options;
  const server =
    certificates === undefined
      ? createServer(listener)
      : createTlsServer({ cert: certificates.certificate, key: certificates.key }, listener);
  server.on(certificates === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    sockets.push(socket.on('error', () => undefined));
  });
  // Connections stay open until somebody kills them.
  server.keepAliveTimeout = 600_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return { port, origin: `http://127.0.0.1:${String(port)}`, requests, sockets };
}

/** Dead without a word: the next thing that is written to them breaks them. */
function dieOnUse(sockets: readonly Socket[]): void {
  for (const socket of sockets) {
    socket.removeAllListeners('data');
    socket.on('data', () => socket.destroy());
  }
}

function network(
  options: { findRoute?: FindRoute; trusted?: readonly string[]; now?: () => number } = {},
): Network {
  const made = createNetwork({
    findRoute: options.findRoute ?? (() => Promise.resolve(DIRECT)),
    trust: createTrust(options.trusted ?? []),
    clock: { ...systemClock, ...(options.now === undefined ? {} : { now: options.now }) },
  });
  onTestFinished(() => made.close());
  return made;
}

async function send(out: Network, url: string, more: Partial<HttpRequest> = {}): Promise<unknown> {
  const context = { fetch: out.fetch, clock: systemClock };
  const reply = await exchange(context, { method: 'GET', url, headers: {}, ...more });
  // A connection is idle again some turns after its answer was read.
  for (let turn = 0; turn < 5; turn += 1) await nextTurn();
  return reply;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`Expected a Failure, got ${String(thrown)}.`);
}

describe('T27: connections that died while they were idle', () => {
  /** Opens several connections, which are then kept. */
  async function warmedUp(count: number) {
    const server = await serve();
    const out = network();
    await Promise.all(Array.from({ length: count }, () => send(out, server.origin)));
    expect(server.sockets).toHaveLength(count);
    server.requests.length = 0;
    return { server, out };
  }

  it.each([
    ['GET', {}],
    ['HEAD', { method: 'HEAD' }],
    ['PUT with its body', { method: 'PUT', body: '[1]' }],
    ['the POST for a token', { method: 'POST', body: 'grant', isRepeatable: true }],
  ] as const)('cost nothing: %s is sent once more, over a fresh one', async (_name, more) => {
    const { server, out } = await warmedUp(3);
    dieOnUse(server.sockets);
    expect(await send(out, server.origin, more)).toMatchObject({ status: 200 });
    expect(server.sockets).toHaveLength(4);
    expect(server.requests).toHaveLength(1);
  });

  it('cost nothing to several requests at once', async () => {
    const { server, out } = await warmedUp(4);
    dieOnUse(server.sockets);
    const replies = await Promise.all(Array.from({ length: 6 }, () => send(out, server.origin)));
    expect(replies).toHaveLength(6);
    expect(server.requests).toHaveLength(6);
  });

  it('fail a POST that must not be repeated, and the next one goes over a fresh one', async () => {
    const { server, out } = await warmedUp(2);
    dieOnUse(server.sockets);
    const failure = await failureOf(send(out, server.origin, { method: 'POST' }));
    expect(failure.error.code).toBe('net/reset');
    expect(server.requests).toEqual([]);
    expect(await send(out, server.origin, { method: 'POST' })).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(1);
  });

  it('are tried once more and never twice', async () => {
    let isBroken = false;
    const server = await serve({
      listener: (request, response) => {
        if (isBroken) request.socket.resetAndDestroy();
        else response.end('{}');
      },
    });
    const out = network();
    await send(out, server.origin);
    isBroken = true;
    expect((await failureOf(send(out, server.origin))).error.code).toBe('net/reset');
    expect(server.requests).toHaveLength(3);
  });

  it('R16: a fresh connection that breaks is not tried again', async () => {
    const server = await serve({ listener: (request) => request.socket.resetAndDestroy() });
    expect((await failureOf(send(network(), server.origin))).error.code).toBe('net/reset');
    expect(server.requests).toHaveLength(1);
  });

  it('an answer that breaks off is not asked for again', async () => {
    let isBroken = false;
    const server = await serve({
      listener: (request, response) => {
        if (!isBroken) response.end('{}');
        else {
          response.writeHead(200, { 'content-length': '100' }).write('{');
          setImmediate(() => request.socket.destroy());
        }
      },
    });
    const out = network();
    await send(out, server.origin);
    isBroken = true;
    expect((await failureOf(send(out, server.origin))).error.code).toBe('net/reset');
    expect(server.requests).toHaveLength(2);
  });

  it('are not used at all once they were given up, and what is under way goes on', async () => {
    let answerSlow: () => void = () => undefined;
    const server = await serve({
      listener: (request, response) => {
        if (request.url === '/slow') answerSlow = () => response.end('{"slow":true}');
        else response.end('{}');
      },
    });
    const out = network();
    await Promise.all([send(out, server.origin), send(out, server.origin)]);
    const slow = send(out, `${server.origin}/slow`);
    while (!server.requests.includes('GET /slow')) await nextTurn();
    out.dropIdleConnections();
    expect(await send(out, server.origin, { method: 'POST' })).toMatchObject({ status: 200 });
    expect(server.sockets).toHaveLength(3);
    answerSlow();
    expect(await slow).toMatchObject({ body: { slow: true } });
  });

  it('are given up without being told when the wall clock says that they were idle for long', async () => {
    const server = await serve();
    let now = 0;
    const out = network({ now: () => now });
    await send(out, server.origin);
    now += 29_000;
    await send(out, server.origin);
    expect(server.sockets).toHaveLength(1);
    now += 8 * 3_600_000;
    dieOnUse(server.sockets);
    expect(await send(out, server.origin, { method: 'POST' })).toMatchObject({ status: 200 });
    expect(server.sockets).toHaveLength(2);
  });

  it('a timeout and a caller who gives up are not taken for it', async () => {
    const server = await serve({ listener: () => undefined });
    const out = network();
    const caller = new AbortController();
    const outcome = send(out, server.origin, { signal: caller.signal }).catch((thrown: unknown) => thrown);
    while (server.requests.length === 0) await nextTurn();
    const reason = new Error('over');
    caller.abort(reason);
    expect(await outcome).toBe(reason);
    expect(server.requests).toHaveLength(1);
  });
});

describe('a look-up of the route that hangs', () => {
  const url = `https://${HOST}/`;
  const hanging = (): Network => network({ findRoute: () => new Promise(() => undefined) });

  it('is part of the time that a request may take', async () => {
    const clock = new ManualClock();
    const outcome = failureOf(
      exchange({ fetch: hanging().fetch, clock }, { method: 'GET', url, headers: {} }),
    );
    await clock.advance(REQUEST_TIMEOUT_MS);
    expect((await outcome).error.code).toBe('net/timeout');
  });

  it('keeps no caller who gives up', async () => {
    const caller = new AbortController();
    const outcome = send(hanging(), url, { signal: caller.signal }).catch((thrown: unknown) => thrown);
    const reason = new Error('over');
    caller.abort(reason);
    expect(await outcome).toBe(reason);
  });
});

describe('a certificate authority of the company', () => {
  it('is trusted when it is given, beside those of the platform', async () => {
    const certificates = await makeCertificates(['127.0.0.1']);
    const { port } = await serve({ certificates });
    const url = `https://127.0.0.1:${String(port)}/`;
    expect(await send(network({ trusted: [certificates.authority] }), url)).toMatchObject({ status: 200 });
  });

  it('is refused when nobody vouches for it, and the words say what to do', async () => {
    const certificates = await makeCertificates(['127.0.0.1']);
    const { port } = await serve({ certificates });
    const { error } = await failureOf(send(network(), `https://127.0.0.1:${String(port)}/`));
    expect(error.code).toBe('net/tls');
    expect(error.message).toMatch(/UNABLE_TO_.*NODE_EXTRA_CA_CERTS.*your IT/);
  });

  it('does not make a certificate of another name good', async () => {
    const certificates = await makeCertificates(['other.test']);
    const { port } = await serve({ certificates });
    const out = network({ trusted: [certificates.authority] });
    const { error } = await failureOf(send(out, `https://127.0.0.1:${String(port)}/`));
    expect(error.message).toMatch(/ALTNAME_INVALID.*another name/);
  });
});

describe('a proxy', () => {
  async function behindProxy(options: { authorization?: string; login?: string; isSecure?: boolean } = {}) {
    const certificates = await makeCertificates([HOST, 'localhost']);
    const server = await serve({ certificates });
    const proxy = await startConnectProxy({
      world: server.port,
      ...(options.authorization === undefined ? {} : { authorization: options.authorization }),
      ...(options.isSecure === true ? { certificates } : {}),
    });
    onTestFinished(() => proxy.close());
    const scheme = options.isSecure === true ? 'https' : 'http';
    const route = parseProxy(
      `${scheme}://${options.login ?? ''}localhost:${String(proxy.port)}`,
      'HTTPS_PROXY',
    );
    const out = network({ findRoute: () => Promise.resolve(route), trusted: [certificates.authority] });
    return { server, proxy, out, proxyHost: `localhost:${String(proxy.port)}` };
  }
  const url = `https://${HOST}/api/v2/x?token=1`;

  it.each([
    ['http', false],
    ['https', true],
  ])('spoken to over %s carries requests, and its tunnel is kept', async (_scheme, isSecure) => {
    const { server, proxy, out } = await behindProxy({ isSecure });
    for (const method of ['GET', 'PUT', 'HEAD'] as const) {
      expect(await send(out, url, { method })).toMatchObject({ status: 200 });
    }
    expect(proxy.asked).toEqual([{ target: `${HOST}:443`, authorization: undefined }]);
    expect(server.requests).toHaveLength(3);
  });

  it('gets user name and password, also those that need encoding', async () => {
    const authorization = `Basic ${Buffer.from('ana@acme:p:w/d%').toString('base64')}`;
    const { proxy, out } = await behindProxy({ authorization, login: 'ana%40acme:p%3Aw%2Fd%25@' });
    expect(await send(out, url)).toMatchObject({ status: 200 });
    expect(proxy.asked.map((each) => each.authorization)).toEqual([authorization]);
  });

  it.each([
    ['no password', '', /asks for a sign-in/],
    ['a wrong one', 'ana:wrong-secret@', /did not accept the user name and password/],
  ])('that is given %s is named, and nothing of the password', async (_what, login, words) => {
    const { out, proxyHost } = await behindProxy({ authorization: 'Basic other', login });
    const failure = await failureOf(send(out, url));
    expect(failure.error).toMatchObject({ code: 'net/proxy', httpStatus: 407 });
    expect(failure.error.message).toContain(`The proxy ${proxyHost} did not let the connection to ${HOST}`);
    expect(failure.error.message).toMatch(words);
    expect(deepText(failure)).not.toContain('wrong-secret');
    expect(deepText(failure)).not.toContain(Buffer.from('ana:wrong-secret').toString('base64'));
  });

  it.each([
    [403, /allow this address/],
    [502, /could not reach the server/],
  ])('that refuses with %i is told with what to do', async (status, words) => {
    const { proxy, out } = await behindProxy();
    proxy.refuseWith(status);
    const { error } = await failureOf(send(out, url));
    expect(error).toMatchObject({ code: 'net/proxy', httpStatus: status });
    expect(error.message).toMatch(words);
    proxy.refuseWith(null);
    expect(await send(out, url)).toMatchObject({ status: 200 });
  });

  it('that is not there is named, and never passed by', async () => {
    const { server, proxy, out, proxyHost } = await behindProxy();
    await proxy.close();
    const { error } = await failureOf(send(out, url));
    expect(error.code).toBe('net/proxy' satisfies ErrorCode);
    expect(error.message).toContain(`proxy ${proxyHost}: it refused the connection`);
    expect(server.requests).toEqual([]);
  });

  it('T27: stale tunnels cost nothing either', async () => {
    const { server, proxy, out } = await behindProxy();
    await Promise.all([send(out, url), send(out, url)]);
    const known = server.requests.length;
    dieOnUse(server.sockets);
    expect(await send(out, url)).toMatchObject({ status: 200 });
    expect(server.requests).toHaveLength(known + 1);
    expect(proxy.asked.length).toBeGreaterThan(2);
  });

  it('is not asked for this computer', async () => {
    const server = await serve();
    const out = network({ findRoute: () => Promise.reject(new Error('must not be asked')) });
    expect(await send(out, server.origin)).toMatchObject({ status: 200 });
  });
});

/** Everything that could be printed of an error, down its chain of causes. */
function deepText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return [thrown.message, thrown.stack, JSON.stringify(thrown), deepText(thrown.cause)].join('\n');
}
