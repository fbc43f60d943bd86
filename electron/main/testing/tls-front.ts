import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificates } from './certificates.ts';

/** TLS before an organisation that speaks plainly: the same answers under other names, WebSockets included. */
export interface TlsFront {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export async function startTlsFront(options: {
  readonly certificates: Certificates;
  /** Origin of what stands behind: `http://127.0.0.1:8080`. */
  readonly upstream: string;
  /** Under which origin the WebSockets of the upstream are reached: `wss://streaming.example.test`. */
  readonly socketOrigin: string;
}): Promise<TlsFront> {
  const { certificates } = options;
  const upstream = new URL(options.upstream);
  const own = `ws://${upstream.host}`;
  const open = new Set<Duplex>();
  const server = createServer({ cert: certificates.certificate, key: certificates.key });
  server.on('connection', (socket: Duplex) => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
  });
  server.on('request', (request, response) => {
    const { method, url, headers } = request;
    const passed = httpRequest(new URL(url ?? '/', upstream), { method, headers }, (answer) => {
      readAll(answer).then((body) => {
        const text = Buffer.from(body.toString().replaceAll(own, options.socketOrigin));
        const headers = { ...answer.headers, 'content-length': text.length };
        delete headers['transfer-encoding'];
        response.writeHead(answer.statusCode ?? 502, headers);
        response.end(method === 'HEAD' ? undefined : text);
      }, response.destroy.bind(response));
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.on('upgrade', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const world = connect(Number(upstream.port), upstream.hostname, () => {
      const lines = [`${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) {
        lines.push(`${request.rawHeaders[at] ?? ''}: ${request.rawHeaders[at + 1] ?? ''}`);
      }
      world.write(`${lines.join('\r\n')}\r\n\r\n`);
      world.write(head);
      world.pipe(client).pipe(world);
    });
    world.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('error', () => world.destroy()).on('close', () => world.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
