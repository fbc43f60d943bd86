import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificates } from './certificates.ts';

/** The proxy of a company: every name behind it is served by one port of this computer. */
export interface ConnectProxy {
  readonly port: number;
  /** What tunnels were asked for: `host:port`, and what was sent to be let in. */
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[];
  /** Answers with this status instead of a tunnel; null opens tunnels again. */
  readonly refuseWith: (status: number | null) => void;
  /** Takes what it is asked and says nothing. */
  readonly fallSilent: () => void;
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
}

export async function startConnectProxy(options: {
  /** The port that stands for the whole world behind the proxy. */
  readonly world: number;
  /** Only this value of `Proxy-Authorization` is let in. */
  readonly authorization?: string;
  /** Speaks TLS itself. */
  readonly certificates?: Certificates;
}): Promise<ConnectProxy> {
  const { certificates } = options;
  const server: Server =
    certificates === undefined
      ? createHttpServer()
      : createHttpsServer({ cert: certificates.certificate, key: certificates.key });
  const asked: ConnectProxy['asked'] = [];
  const open = new Set<Duplex>();
  let refusal: number | null = null;
  let isSilent = false;
  const keep = (socket: Duplex): void => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
  };
  server.on('connection', keep);
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const authorization = request.headers['proxy-authorization'];
    asked.push({ target: request.url ?? '', authorization });
    if (isSilent) {
      client.resume().on('end', () => client.destroy());
      return;
    }
    const isLetIn = options.authorization === undefined || options.authorization === authorization;
    const status = refusal ?? (isLetIn ? null : 407);
    if (status !== null) {
      client.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const world = connect(options.world, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      world.write(head);
      world.pipe(client).pipe(world);
    });
    keep(world);
    client.on('close', () => world.destroy());
    world.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    asked,
    refuseWith: (status) => (refusal = status),
    fallSilent: () => (isSilent = true),
    openConnections: () => open.size,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
