import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FaultProxy } from './fault-proxy.ts';

const HEAD = 'HTTP/1.1 101 Switching Protocols\r\n\r\n';
const UPGRADE = 'GET /channels/one HTTP/1.1\r\n\r\n';

/** A service that answers the first bytes with `answer` and echoes nothing, behind a proxy. */
async function behindProxy(answer: string): Promise<{
  readonly proxy: FaultProxy;
  readonly port: number;
  readonly service: Promise<Socket>;
}> {
  const server = createServer({ allowHalfOpen: true });
  const service = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(answer));
      resolve(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = await FaultProxy.start(`http://127.0.0.1:${String(port)}`);
  onTestFinished(async () => {
    await proxy.close();
    server.close();
  });
  return { proxy, port, service };
}

/** A client that has sent its request; `text` is all it has read. */
function client(
  proxy: FaultProxy,
  request: string,
): { readonly socket: Socket; readonly text: () => string } {
  const socket = connect({ port: Number(new URL(proxy.url).port), host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => {
    socket.destroy();
  });
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(request);
  return { socket, text: () => text };
}

describe('the fault proxy', () => {
  it('puts its own address into answers, of the same length', async () => {
    const { proxy, port, service } = await behindProxy('');
    const { socket, text } = client(proxy, 'POST /api HTTP/1.1\r\n\r\n');
    (await service).write(`ws://127.0.0.1:${String(port)}/channels/x`);
    await once(socket, 'data');
    expect(text()).toBe(`${proxy.url.replace('http', 'ws')}/channels/x`);
  });

  it('cuts a connection after exactly so many bytes of frames', async () => {
    const { proxy } = await behindProxy(`${HEAD}0123456789`);
    proxy.add({ when: { on: 'bytes', count: 4 }, action: { do: 'half-close' } });
    const { socket, text } = client(proxy, UPGRADE);
    await once(socket, 'end');
    expect(text()).toBe(`${HEAD}0123`);
  });

  it('resets a connection that was just accepted, as often as it was told', async () => {
    const { proxy } = await behindProxy(HEAD);
    proxy.add({ when: { on: 'connect' }, action: { do: 'rst' }, times: 1 });
    const first = client(proxy, UPGRADE).socket;
    const hadError = await new Promise((resolve) => first.once('close', resolve));
    expect(hadError).toBe(true);
    const second = client(proxy, UPGRADE);
    await once(second.socket, 'data');
    expect(second.text()).toBe(HEAD);
    expect(proxy.ofKind('fault')).toHaveLength(1);
  });

  it('lets nothing through a black hole, either way, and closes nothing', async () => {
    const { proxy, service } = await behindProxy(HEAD);
    proxy.add({ when: { on: 'opened' }, action: { do: 'blackhole' } });
    const { socket, text } = client(proxy, UPGRADE);
    await once(socket, 'data');
    const peer = await service;
    let heard = '';
    peer.on('data', (chunk) => (heard += chunk.toString()));
    peer.write('down');
    socket.write('up');
    // Another connection comes and goes meanwhile: whatever would have passed has had its time.
    const other = client(proxy, UPGRADE);
    await once(other.socket, 'connect');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([text(), heard]).toEqual([HEAD, '']);
    expect([socket.closed, peer.closed, socket.readableEnded, peer.readableEnded]).toEqual(
      Array(4).fill(false),
    );
  });

  it('throttles to the given rate and loses nothing', async () => {
    const frames = 'x'.repeat(4_000);
    const { proxy } = await behindProxy(HEAD + frames);
    proxy.add({ when: { on: 'opened' }, action: { do: 'throttle', bytesPerSecond: 20_000 } });
    const startedAt = performance.now();
    const { socket, text } = client(proxy, UPGRADE);
    while (text().length < HEAD.length + frames.length) await once(socket, 'data');
    expect(performance.now() - startedAt).toBeGreaterThan(150);
    expect(text()).toBe(HEAD + frames);
  });

  it('answers a request in the place of the service', async () => {
    const { proxy } = await behindProxy(HEAD);
    const action = { do: 'http', status: 503, headers: { 'Retry-After': '7' } } as const;
    proxy.add({ when: { on: 'request', method: 'GET', path: /^\/channels\// }, action });
    const { socket, text } = client(proxy, UPGRADE);
    await once(socket, 'end');
    expect(text()).toContain('HTTP/1.1 503 Service Unavailable');
    expect(text()).toContain('Retry-After: 7');
  });
});
