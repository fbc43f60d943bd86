/**
 * A service of the documented protocol that sends ready-made frames as fast as the connection takes them. It runs
 * in a process of its own, so that what is measured has a core to itself. `POST /fire` sends every frame once.
 *
 * The frames are encoded beforehand, WebSocket header included: the sender must never be what is measured.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

const [count = 0, frameBytes = 0] = process.argv.slice(2).map(Number);
const frames = encodeFrames(count, frameBytes);
const sockets = new Map<WebSocket, Duplex>();
const wss = new WebSocketServer({ noServer: true, perMessageDeflate: false });

const server = createServer((request, response) => {
  answer(request, response);
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

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const path = (request.url ?? '').split('?')[0] ?? '';
  const json = (body: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (path === '/fire') {
    for (const stream of sockets.values()) for (const chunk of frames) stream.write(chunk);
    json({});
  } else if (path === '/oauth/token') {
    json({ access_token: randomUUID(), token_type: 'bearer', expires_in: 86_400 });
  } else if (path === '/api/v2/notifications/channels') {
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    json({ id: randomUUID(), connectUri: `ws://${request.headers.host ?? ''}/channels/bench`, expires });
  } else {
    json({ entities: [] });
  }
}

/** Presence events of the given size, each with a correlation id of its own, in chunks of about a megabyte. */
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

function eventText(index: number, bytes: number): string {
  const user = `00000000-0000-4000-8000-${String(index % 500).padStart(12, '0')}`;
  const isAway = index % 1000 >= 500;
  const envelope = {
    topicName: `v2.users.${user}.presence`,
    version: '2',
    eventBody: {
      source: 'PURECLOUD',
      presenceDefinition: {
        id: isAway ? '5e5c5c66-ea97-4e7f-ac41-6424784829f2' : '6a3af858-942f-489d-9700-5f9bcdcdae9b',
        systemPresence: isAway ? 'AWAY' : 'AVAILABLE',
      },
      primary: true,
      modifiedDate: new Date(1_750_000_000_000 + index).toISOString(),
      message: '',
    },
    metadata: { CorrelationId: `11111111-1111-4111-8111-${String(index).padStart(12, '0')}` },
  };
  const padding = Math.max(0, bytes - JSON.stringify(envelope).length);
  envelope.eventBody.message = 'x'.repeat(padding);
  return JSON.stringify(envelope);
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
