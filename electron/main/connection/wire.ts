import { WebSocket } from 'ws';

/** What a WebSocket library reports of one socket. */
export interface WireEvents {
  readonly opened: () => void;
  /** A text frame; null for a binary one, which this protocol does not have. */
  readonly frame: (text: string | null) => void;
  readonly closed: (closeCode: number) => void;
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

/** Opens real sockets. */
export const openWebSocket: OpenWire = (uri, events) => {
  const socket = new WebSocket(uri, {
    // Costs a factor of four in throughput, and frames are small.
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
  });
  // First and for good: without a listener, leaving a socket that is still opening ends the whole process.
  socket.on('error', events.broke);
  socket.on('open', events.opened);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    events.frame(isBinary ? null : data.toString());
  });
  socket.on('close', events.closed);
  // `ws` keeps the status out of its error text's fields; this is the only place that tells it.
  socket.on('unexpected-response', (_request, response) => {
    events.refused(response.statusCode ?? 0, response.headers['retry-after'] ?? null);
  });
  return {
    send: (text) => {
      // Success proves nothing (the kernel takes the bytes of a dead connection too), and failure shows as a close.
      if (socket.readyState === WebSocket.OPEN) socket.send(text, () => undefined);
    },
    // Never `close()`: it waits up to 30 s for the goodbye of a peer that may be gone.
    drop: () => {
      socket.terminate();
    },
  };
};
