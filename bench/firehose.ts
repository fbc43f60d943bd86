/**
 * A service of the documented protocol that sends events. It runs in a process of its own, so that what is measured has
 * a core to itself.
 *
 * - `POST /fire` sends every ready-made frame once, as fast as the connection takes them. They are encoded beforehand,
 *   WebSocket header included: the sender must never be what is measured.
 * - `POST /pace?perSecond=N&count=N` sends frames evenly in time, each made when it is due, and answers when all are
 *   sent. They are other events than any before.
 */
import { randomUUID } from 'node:crypto';
import { json as readJson } from 'node:stream/consumers';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { eventText, PEOPLE } from './event-text.ts';

const [count = 0, frameBytes = 0, people = PEOPLE] = process.argv.slice(2).map(Number);
const frames = encodeFrames(count, frameBytes);
const PACE_MS = 4;
/** The number of the next event that is made when it is due. */
let nextIndex = count;
/** The topics of the channel, as they were sent. */
let topics: unknown[] = [];
const sockets = new Map<WebSocket, Duplex>();
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });

const server = createServer((request, response) => {
  void answer(request, response);
});
server.on('upgrade', (request, stream, head) => {
  wss.handleUpgrade(request, stream, head, (socket) => {
    sockets.set(socket, stream);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('message', () => {
      socket.send(JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'pong' } }));
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on('disconnect', () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const sent = request.method === 'PUT' ? await readJson(request) : null;
  const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const json = (body: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (path === '/fire') {
    for (const stream of sockets.values()) for (const chunk of frames) stream.write(chunk);
    json({});
  } else if (path === '/pace') {
    pace(Number(searchParams.get('perSecond')), Number(searchParams.get('count')), () => {
      json({});
    });
  } else if (path === '/oauth/token') {
    json({ access_token: randomUUID(), token_type: 'bearer', expires_in: 86_400 });
  } else if (path === '/api/v2/notifications/channels') {
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    json({ id: randomUUID(), connectUri: `ws://${request.headers.host ?? ''}/channels/bench`, expires });
  } else {
    if (Array.isArray(sent)) topics = sent;
    json({ entities: path.endsWith('/subscriptions') ? topics : [] });
  }
}

/** Sends what is due every few milliseconds: more often than a screen is drawn. */
function pace(perSecond: number, total: number, done: () => void): void {
  const startedAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
    for (; sent < due; sent += 1) {
      const frame = encodeFrame(eventText(nextIndex, frameBytes, people));
      nextIndex += 1;
      for (const stream of sockets.values()) stream.write(frame);
    }
    if (sent < total) return;
    clearInterval(timer);
    done();
  }, PACE_MS);
}

/** Presence events of the given size, in chunks of about a megabyte. */
function encodeFrames(total: number, bytes: number): readonly Buffer[] {
  const chunks: Buffer[] = [];
  let chunk: Buffer[] = [];
  for (let index = 0; index < total; index += 1) {
    chunk.push(encodeFrame(eventText(index, bytes)));
    if (chunk.length * bytes >= 1024 * 1024 || index === total - 1) {
      chunks.push(Buffer.concat(chunk));
      chunk = [];
    }
  }
  return chunks;
}

/** An unmasked, unfragmented text frame. Source: RFC 6455, section 5.2. */
function encodeFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  if (payload.length > 0xffff || payload.length < 126) throw new Error('Frames have 126 to 65,535 bytes.');
  const header = Buffer.alloc(4);
  header[0] = 0x81;
  header[1] = 126;
  header.writeUInt16BE(payload.length, 2);
  return Buffer.concat([header, payload]);
}
