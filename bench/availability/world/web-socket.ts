import type { Network, Wire } from './network.ts';

/** What listeners of a socket are told; each kind of event has some of these. */
export interface SocketEvent {
  readonly type: 'open' | 'message' | 'error' | 'close';
  readonly data?: string;
  readonly code?: number;
  readonly reason?: string;
  readonly wasClean?: boolean;
  readonly message?: string;
  readonly error?: Error;
}

type Listener = (event: SocketEvent) => void;

/** A WebSocket as `ws` offers it: the browser's API, and `terminate()`. */
export interface WebSocketLike {
  readonly url: string;
  readonly readyState: number;
  readonly addEventListener: (type: SocketEvent['type'], listener: Listener) => void;
  readonly removeEventListener: (type: SocketEvent['type'], listener: Listener) => void;
  readonly send: (text: string) => void;
  readonly close: (code?: number, reason?: string) => void;
  readonly terminate: () => void;
}

export type WebSocketClass = (new (url: string) => WebSocketLike) & {
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
};

/** Makes the class of the sockets of one network. An error that nobody listens to ends nothing. */
export function webSocketsOf(network: Network): WebSocketClass {
  return class VirtualWebSocket implements WebSocketLike {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    binaryType = 'blob';
    readonly url: string;
    readyState: number = VirtualWebSocket.CONNECTING;
    readonly #listeners = new Map<SocketEvent['type'], Set<Listener>>();
    readonly #wire: Wire;

    constructor(url: string) {
      this.url = url;
      this.#wire = network.connect(url, {
        opened: () => {
          this.readyState = VirtualWebSocket.OPEN;
          this.#tell({ type: 'open' });
        },
        frame: (text) => {
          if (text !== null) this.#tell({ type: 'message', data: text });
        },
        closed: (code) => {
          this.#end(code);
        },
        broke: (error) => {
          this.#tell({ type: 'error', message: error.message, error });
          this.#end(1006);
        },
        refused: (status) => {
          const error = new Error(`Unexpected server response: ${String(status)}`);
          this.#tell({ type: 'error', message: error.message, error });
          this.#end(1006);
        },
      });
    }

    addEventListener(type: SocketEvent['type'], listener: Listener): void {
      const listeners = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, listeners.add(listener));
    }

    removeEventListener(type: SocketEvent['type'], listener: Listener): void {
      this.#listeners.get(type)?.delete(listener);
    }

    send(text: string): void {
      this.#wire.send(text);
    }

    close(): void {
      if (this.readyState >= VirtualWebSocket.CLOSING) return;
      this.readyState = VirtualWebSocket.CLOSING;
      // What comes of it is told later, never from within the call.
      queueMicrotask(() => {
        this.#wire.close();
      });
    }

    terminate(): void {
      if (this.readyState === VirtualWebSocket.CLOSED) return;
      this.#wire.drop();
      queueMicrotask(() => {
        this.#end(1006);
      });
    }

    #end(code: number): void {
      if (this.readyState === VirtualWebSocket.CLOSED) return;
      this.readyState = VirtualWebSocket.CLOSED;
      this.#tell({ type: 'close', code, reason: '', wasClean: code !== 1006 });
    }

    #tell(event: SocketEvent): void {
      for (const listener of [...(this.#listeners.get(event.type) ?? [])]) listener(event);
    }
  };
}
