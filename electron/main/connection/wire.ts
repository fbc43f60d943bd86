import { Agent } from 'node:https';
import { WebSocket } from 'ws';
import type { Network } from '../network/network.ts';
import type { Route } from '../network/route.ts';
import { TunnelAgent } from '../network/tunnel-agent.ts';
import { Brake } from './brake.ts';

/** What a WebSocket library reports of one socket. */
export interface WireEvents {
  readonly opened: () => void;
  /** A text frame; null for a binary one, which this protocol does not have. */
  readonly frame: (text: string | null) => void;
  readonly closed: (closeCode: number) => void;
  /** From now on what comes lies unread; or it is read again. */
  readonly held?: (isHeld: boolean) => void;
  readonly broke: (error: Error) => void;
  /** The handshake was answered with an HTTP status instead. */
  readonly refused: (httpStatus: number, retryAfter: string | null) => void;
}

/** What is asked of one. `drop` leaves it at once, whatever its peer does. */
export interface Wire {
  readonly send: (text: string) => void;
  readonly drop: () => void;
}

export type OpenWire = (uri: string, events: WireEvents) => Wire;

/** The service sends frames of a few kilobytes; this only keeps a hostile one from filling the memory. */
const MAX_FRAME_BYTES = 32 * 1024 * 1024;

/**
 * Opens real sockets by the routes of a network. The route is found first, and one that is dropped meanwhile never
 * opens and is not heard of again.
 */
export function createOpenWire(
  network: Pick<Network, 'findRoute' | 'trust'>,
  brake: Brake = new Brake(),
): OpenWire {
  return (uri, events) => {
    let isDropped = false;
    let wire: Wire | null = null;
    network
      .findRoute(uri)
      .then((route) => {
        if (!isDropped) wire = openWebSocket(uri, route, { trust: network.trust, brake }, events);
      })
      .catch((thrown: unknown) => {
        if (!isDropped) events.broke(thrown instanceof Error ? thrown : new Error('No route was found.'));
      });
    return {
      send: (text) => wire?.send(text),
      drop: () => {
        isDropped = true;
        wire?.drop();
      },
    };
  };
}

function openWebSocket(
  uri: string,
  route: Route,
  { trust, brake }: Pick<Network, 'trust'> & { readonly brake: Brake },
  events: WireEvents,
): Wire {
  const url = new URL(uri);
  const ending = new AbortController();
  const tunnel = route.kind === 'proxy' ? new TunnelAgent(route.proxy, url, trust, ending.signal) : null;
  const secure = url.protocol === 'wss:' ? new Agent({ secureContext: trust() }) : null;
  const agent = tunnel ?? secure;
  const socket = new WebSocket(uri, {
    ...(agent === null ? {} : { agent }),
    // Costs a factor of four in throughput, and frames are small.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
  });
  // First and for good: without a listener, leaving a socket that is still opening ends the whole process.
  socket.on('error', (error) => {
    events.broke(tunnel?.explain(error) ?? error);
  });
  let releaseBrake: () => void = () => undefined;
  socket.on('open', () => {
    events.opened();
    releaseBrake = brake.watch((isOn) => {
      if (isOn) socket.pause();
      else socket.resume();
      events.held?.(isOn);
    });
  });
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    events.frame(isBinary ? null : data.toString());
  });
  socket.on('close', (closeCode) => {
    releaseBrake();
    events.closed(closeCode);
  });
  // `ws` keeps the status out of its error text's fields; this is the only place that tells it.
  socket.on('unexpected-response', (_request, response) => {
    const refusal = tunnel?.refusal() ?? null;
    if (refusal !== null) events.broke(refusal);
    else events.refused(response.statusCode ?? 0, response.headers['retry-after'] ?? null);
  });
  return {
    send: (text) => {
      // Success proves nothing (the kernel takes the bytes of a dead connection too), and failure shows as a close.
      if (socket.readyState === WebSocket.OPEN) socket.send(text, () => undefined);
    },
    // Never `close()`: it waits up to 30 s for the goodbye of a peer that may be gone.
    drop: () => {
      releaseBrake();
      socket.terminate();
      ending.abort();
    },
  };
}
