import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { systemClock } from '../base/clock.ts';
import { openNotificationSocket } from './notification-socket.ts';
import { direct, leave, tellingWire, type ToldWire } from './told-wire.ts';
import { createOpenWire } from './wire.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

/** A real server on a free port that answers upgrades as a test says. */
async function serve(upgrade: Upgrade, listener: RequestListener = () => undefined): Promise<string> {
  const server: Server = createServer(listener).on('upgrade', upgrade).listen(0, '127.0.0.1');
  const open = new Set<Duplex>();
  server.on('connection', (socket) => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
  });
  await once(server, 'listening');
  cleanups.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `ws://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/channels/c1`;
}

/** The same, for a server that takes every upgrade; what to do with its end is up to the test. */
function serveSockets(take: (socket: WebSocket, request: IncomingMessage) => void): Promise<string> {
  const server = new WebSocketServer({ noServer: true });
  return serve((request, socket, head) => {
    server.handleUpgrade(request, socket, head, take);
  });
}

/** The peer has let go of its end. */
async function ended(socket: Duplex): Promise<void> {
  socket.resume();
  await Promise.race([once(socket, 'end'), once(socket, 'close')]);
}

const refusing =
  (head: string): Upgrade =>
  (_request, socket) => {
    socket.end(`HTTP/1.1 ${head}\r\nContent-Length: 2\r\n\r\nno`);
  };

/** Opens a wire that is dropped after the test. */
function open(uri: string): ToldWire {
  const opened = tellingWire(uri);
  cleanups.push(() => leave(opened));
  return opened;
}

describe('a real socket', () => {
  it('opens, tells text frames as text and binary ones as none, and sends text', async () => {
    const received: string[] = [];
    const uri = await serveSockets((socket) => {
      socket.on('message', (data: Buffer) => {
        received.push(data.toString());
        socket.send('{"a":"ü"}');
        socket.send(Buffer.from([1, 2, 3]));
      });
    });
    const { wire, told, next } = open(uri);
    await next('opened');
    wire.send('hello');
    await next('frame binary');
    expect(received).toEqual(['hello']);
    expect(told).toEqual(['opened', 'frame {"a":"ü"}', 'frame binary']);
  });

  it('offers no compression', async () => {
    let extensions: string | undefined = 'not asked';
    const uri = await serveSockets((_socket, request) => {
      extensions = request.headers['sec-websocket-extensions'];
    });
    await open(uri).next('opened');
    expect(extensions).toBeUndefined();
  });

  it('tells the code of a close, and 1006 when the connection is just cut', async () => {
    const closing = await serveSockets((socket) => {
      socket.close(4001);
    });
    expect(await open(closing).next('closed')).toBe('closed 4001');
    const cutting = await serveSockets((socket) => {
      socket.terminate();
    });
    expect(await open(cutting).next('closed')).toBe('closed 1006');
  });

  it.each([
    ['401 Unauthorized', 'refused 401 -'],
    ['403 Forbidden', 'refused 403 -'],
    ['404 Not Found', 'refused 404 -'],
    ['429 Too Many Requests\r\nRetry-After: 7', 'refused 429 7'],
    [
      '503 Service Unavailable\r\nRetry-After: Mon, 05 Jan 2026 08:00:30 GMT',
      'refused 503 Mon, 05 Jan 2026 08:00:30 GMT',
    ],
    ['302 Found\r\nLocation: http://127.0.0.1:1/', 'refused 302 -'],
    ['200 OK', 'refused 200 -'],
  ])('T39: tells with what its handshake was answered: %s', async (head, expected) => {
    const { told, next } = open(await serve(refusing(head)));
    expect(await next('refused')).toBe(expected);
    expect(told).toEqual([expected]);
  });

  it('T39: keeps no connection open to a server that refused it', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    const uri = await serve((_request, socket) => {
      closed = ended(socket);
      socket.write('HTTP/1.1 429 Too Many Requests\r\nContent-Length: 100000\r\n\r\nbegin');
    });
    const { wire, next } = open(uri);
    await next('refused');
    wire.drop();
    await closed;
  });

  it('T36: can be left while it connects, and nothing is thrown', async () => {
    let arrived: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (arrived = resolve));
    const uri = await serve(() => {
      arrived();
    });
    const early = open(uri);
    // Its route is found by now, and it connects.
    await new Promise((resolve) => setImmediate(resolve));
    early.wire.drop();
    await early.next('closed');
    const late = open(uri);
    await reached;
    late.wire.drop();
    await late.next('closed');
    expect(late.told).not.toContain('opened');
  });

  it('T36: breaks without a throw when nobody listens, or nobody speaks WebSocket', async () => {
    const uri = await serve((_request, socket) => socket.destroy());
    expect(await open(uri).next('broke')).toContain('broke');
    const { port } = new URL(uri);
    for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
    expect(await open(`ws://127.0.0.1:${port}/`).next('broke')).toContain('ECONNREFUSED');
  });

  it('T37: takes words to send before it is open and after it is closed, and sends none', async () => {
    const received: string[] = [];
    const uri = await serveSockets((socket) => {
      socket.on('message', (data: Buffer) => received.push(data.toString()));
      socket.on('message', () => {
        socket.close(1000);
      });
    });
    const { wire, next } = open(uri);
    wire.send('early');
    await next('opened');
    wire.send('in time');
    await next('closed');
    wire.send('late');
    expect(received).toEqual(['in time']);
  });

  it('R4: leaves a frozen peer at once, without waiting for its goodbye', async () => {
    const uri = await serve((request, socket, head) => {
      new WebSocketServer({ noServer: true }).handleUpgrade(request, socket, head, () => {
        socket.pause();
      });
    });
    const { wire, next } = open(uri);
    await next('opened');
    const leftAt = performance.now();
    wire.drop();
    await next('closed');
    // A closing handshake would take 30 s.
    expect(performance.now() - leftAt).toBeLessThan(1_000);
  });

  it('survives a frame that is too large and one that is no frame', async () => {
    const large = await serveSockets((socket) => {
      socket.send(Buffer.alloc(33 * 1024 * 1024));
    });
    expect(await open(large).next('broke')).toContain('payload');
    const broken = await serve((request, socket, head) => {
      new WebSocketServer({ noServer: true }).handleUpgrade(request, socket, head, () => {
        socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
      });
    });
    expect(await open(broken).next('broke')).toContain('broke');
  });
});

describe('a notification socket on a real one', () => {
  function openSocket(uri: string) {
    const told: string[] = [];
    let lost: (cause: MonitorError) => void = () => undefined;
    const loss = new Promise<MonitorError>((resolve) => (lost = resolve));
    let prove: () => void = () => undefined;
    const proof = new Promise<void>((resolve) => (prove = resolve));
    const socket = openNotificationSocket(
      { clock: systemClock, openWire: createOpenWire(direct) },
      uri,
      true,
      {
        proven: () => {
          prove();
        },
        frame: (text) => told.push(text ?? 'binary'),
        lost: (cause) => {
          lost(cause);
        },
      },
    );
    cleanups.push(() => {
      socket.abandon();
      return Promise.resolve();
    });
    return { socket, told, loss, proof };
  }

  it('is proven by the answer to its first ping', async () => {
    const uri = await serveSockets((socket) => {
      socket.on('message', (data: Buffer) => {
        socket.send(`to ${data.toString()}`);
      });
    });
    const { proof, told } = openSocket(uri);
    await proof;
    expect(told).toEqual(['to {"message":"ping"}']);
  });

  it.each([
    [
      '429 Too Many Requests\r\nRetry-After: 7',
      { code: 'rate/limited', httpStatus: 429, retryAfterMs: 7_000 },
    ],
    ['503 Service Unavailable\r\nRetry-After: junk', { code: 'socket/refused', httpStatus: 503 }],
    ['401 Unauthorized', { code: 'socket/refused', httpStatus: 401 }],
  ])('T14, T39: is lost once, with the reason, when refused with %s', async (head, expected) => {
    const { loss } = openSocket(await serve(refusing(head)));
    expect(await loss).toMatchObject(expected);
  });

  it('T36: raises nothing when it is abandoned while it connects', async () => {
    let reach: (socket: Duplex) => void = () => undefined;
    const reached = new Promise<Duplex>((resolve) => (reach = resolve));
    const uri = await serve((_request, socket) => {
      reach(socket);
    });
    const { socket } = openSocket(uri);
    const peer = await reached;
    socket.abandon();
    await ended(peer);
  });
});
