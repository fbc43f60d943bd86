import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Envelope } from '../../shared/genesys/wire.ts';

/** A socket that keeps every frame and lets a test wait for one. */
export class ClientSocket {
  /** Every text frame, in order; of these the ones that are envelopes; and of these the events. */
  readonly texts: string[] = [];
  readonly frames: Envelope[] = [];
  readonly events: Envelope[] = [];
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  readonly #webSocket: WebSocket;
  #onText: () => void = () => undefined;
  #pongs = 0;

  private constructor(webSocket: WebSocket) {
    this.#webSocket = webSocket;
    webSocket.on('error', () => undefined);
    webSocket.on('message', (data: Buffer, isBinary) => {
      this.#keep(isBinary ? '(binary)' : data.toString('utf8'));
      this.#onText();
    });
    this.closed = new Promise((resolve) => {
      webSocket.on('close', (code) => {
        resolve(code);
        this.#onText();
      });
    });
  }

  static async open(uri: string): Promise<ClientSocket> {
    const webSocket = new WebSocket(uri, { perMessageDeflate: false });
    const socket = new ClientSocket(webSocket);
    await once(webSocket, 'open');
    return socket;
  }

  /** Tries to open a socket and gives the HTTP status that it was refused with, or `reset`. */
  static refusal(
    uri: string,
  ): Promise<{ status: number; retryAfter: string | undefined } | 'reset' | 'opened'> {
    const webSocket = new WebSocket(uri, { perMessageDeflate: false });
    return new Promise((resolve) => {
      webSocket.on('unexpected-response', (_request, response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        response.destroy();
      });
      webSocket.on('error', () => {
        resolve('reset');
      });
      webSocket.on('open', () => {
        resolve('opened');
        webSocket.terminate();
      });
    });
  }

  send(message: object | string): void {
    this.#webSocket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Waits until the text frames satisfy the condition. */
  until(isEnough: (texts: readonly string[]) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (isEnough(this.texts)) resolve();
        else if (this.#webSocket.readyState === WebSocket.CLOSED)
          reject(new Error('The socket closed while waiting.'));
      };
      this.#onText = look;
      look();
    });
  }

  /** Waits until so many events have come. */
  async untilEvents(count: number): Promise<Envelope[]> {
    await this.until(() => this.events.length >= count);
    return this.events;
  }

  /** Sends a ping of the WebSocket protocol; `answered` tells whether its pong has come. */
  protocolPing(): { readonly answered: () => boolean } {
    let isAnswered = false;
    this.#webSocket.once('pong', () => {
      isAnswered = true;
    });
    this.#webSocket.ping();
    return { answered: () => isAnswered };
  }

  /** Sends a ping and waits for the pong: everything the server wrote before has arrived then. */
  async roundTrip(): Promise<void> {
    const before = this.#pongs;
    this.send({ message: 'ping' });
    await this.until(() => this.#pongs > before);
  }

  terminate(): void {
    this.#webSocket.terminate();
  }

  #keep(text: string): void {
    this.texts.push(text);
    if (text.includes('"message":"pong"')) this.#pongs += 1;
    const frame = parse(text);
    if (!frame) return;
    this.frames.push(frame);
    if (frame.metadata?.CorrelationId !== undefined) this.events.push(frame);
  }
}

/** A frame as an envelope, if it is one. */
function parse(text: string): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEnvelope(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === 'object' && value !== null && 'topicName' in value && typeof value.topicName === 'string'
  );
}
