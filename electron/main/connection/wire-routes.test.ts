import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { DIRECT, parseProxy, type FindRoute, type Route } from '../network/route.ts';
import { createTrust } from '../network/trust.ts';
import { makeCertificates } from '../testing/certificates.ts';
import { startConnectProxy, type ConnectProxy } from '../testing/connect-proxy.ts';
import { direct, leave, tellingWire, type ToldWire } from './told-wire.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

function open(uri: string, network = direct): ToldWire {
  const opened = tellingWire(uri, network);
  cleanups.push(() => leave(opened));
  return opened;
}

describe('the route of a socket', () => {
  it('may take its time; a socket that is dropped meanwhile never opens and is not heard of again', async () => {
    let connections = 0;
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', () => (connections += 1));
    await once(server, 'listening');
    cleanups.push(
      () =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    );
    const address = server.address();
    const uri = `ws://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/`;
    let find: (route: Route) => void = () => undefined;
    const findRoute: FindRoute = () => new Promise((resolve) => (find = resolve));
    const { wire, told } = open(uri, { ...direct, findRoute });
    wire.send('nowhere');
    wire.drop();
    find(DIRECT);
    await open(uri).next('opened');
    expect(told).toEqual([]);
    expect(connections).toBe(1);
  });

  it('that is not found breaks the socket, unless it was dropped', async () => {
    const findRoute: FindRoute = () => Promise.reject(new Error('no way'));
    const dropped = open('wss://streaming.acme.test/', { ...direct, findRoute });
    dropped.wire.drop();
    expect(await open('wss://streaming.acme.test/', { ...direct, findRoute }).next('broke')).toBe(
      'broke no way',
    );
    expect(dropped.told).toEqual([]);
  });

  it('breaks the socket without a throw when the address is none', async () => {
    expect(await open('nonsense').next('broke')).toContain('Invalid URL');
  });
});

describe('a socket through a proxy', () => {
  const URI = 'wss://streaming.acme.test/channels/c1';

  async function behindProxy(login = '') {
    const certificates = await makeCertificates(['streaming.acme.test']);
    const sockets = new WebSocketServer({ noServer: true });
    sockets.on('connection', (socket) => {
      socket.send('hello');
    });
    const server = createTlsServer({ cert: certificates.certificate, key: certificates.key });
    server.on('upgrade', (request, socket, head) => {
      if (request.url === '/refused') socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
      else sockets.handleUpgrade(request, socket, head, (taken) => sockets.emit('connection', taken));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const proxy = await startConnectProxy({
      world: typeof address === 'object' ? (address?.port ?? 0) : 0,
      ...(login === '' ? {} : { authorization: `Basic ${Buffer.from('ana:right').toString('base64')}` }),
    });
    cleanups.push(async () => {
      await proxy.close();
      await new Promise((resolve) => server.close(resolve));
    });
    const route = parseProxy(`http://${login}127.0.0.1:${String(proxy.port)}`, 'HTTPS_PROXY');
    const network = {
      findRoute: () => Promise.resolve(route),
      trust: createTrust([certificates.authority]),
    };
    return { proxy, network };
  }

  async function untilAsked(proxy: ConnectProxy): Promise<void> {
    while (proxy.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  it('opens over TLS, trusting the authority it was given', async () => {
    const { proxy, network } = await behindProxy('ana:right@');
    const { next } = open(URI, network);
    expect(await next('frame')).toBe('frame hello');
    expect(proxy.asked[0]?.target).toBe('streaming.acme.test:443');
  });

  it('does not trust an authority that nobody named', async () => {
    const { network } = await behindProxy();
    const { next } = open(URI, { ...network, trust: createTrust([]) });
    expect(await next('broke')).toMatch(/unable to verify|self-signed|local issuer/i);
  });

  it('tells apart what the proxy and what the service refused', async () => {
    const { proxy, network } = await behindProxy();
    expect(await open('wss://streaming.acme.test/refused', network).next('refused')).toBe('refused 404 -');
    proxy.refuseWith(403);
    const { next, told } = open(URI, network);
    expect(await next('broke')).toMatch(/net\/proxy: .* did not let .* streaming\.acme\.test:443 .*HTTP 403/);
    expect(told).toHaveLength(1);
  });

  it('names a proxy that wants another password, and not the password', async () => {
    const { network } = await behindProxy('ana:hunter2@');
    const said = await open(URI, network).next('broke');
    expect(said).toMatch(/HTTP 407.*did not accept/);
    expect(said).not.toContain('hunter2');
  });

  it('names a proxy that is not there', async () => {
    const { proxy, network } = await behindProxy();
    await proxy.close();
    expect(await open(URI, network).next('broke')).toMatch(/net\/proxy: .*it refused the connection/);
  });

  it('leaves nothing behind when it is dropped while the proxy does not answer', async () => {
    const { proxy, network } = await behindProxy();
    proxy.fallSilent();
    const { wire } = open(URI, network);
    await untilAsked(proxy);
    expect(proxy.openConnections()).toBe(1);
    wire.drop();
    while (proxy.openConnections() > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});
