import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** How this server differs from the plainest reading of the documentation. */
export interface ForeignOptions {
  readonly tokenLifetimeSeconds?: number;
  /** Topics that are refused for want of the permission `test:it:all`. */
  readonly forbidden?: readonly string[];
  /** Leaves `ignoreErrors` aside: one refused topic refuses the request, and nothing is taken over. */
  readonly refusesWhole?: boolean;
  /** Answers HEAD with 405, as a gateway may. */
  readonly knowsNoHead?: boolean;
}

interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

interface Channel {
  readonly id: string;
  readonly token: Token;
  topics: readonly string[];
  socket: WebSocket | null;
}

export interface Refusal {
  /** HTTP status, or a connection that is reset in the middle of the handshake. */
  readonly upgrade: number | 'reset';
  readonly times: number;
}

/**
 * A second, small reading of the documented protocol for the tests of the command, written without a look at the
 * practice org: what both agree with is less likely to be a shared mistake. Tokens expire to the second and take
 * their channels and sockets with them.
 */
export class ForeignServer {
  readonly clientId = 'foreign-client';
  readonly clientSecret = 'foreign-s3cret-0123456789';
  /** `METHOD path status`, the channel id left out. */
  readonly requests: string[] = [];
  readonly channels: Channel[] = [];
  readonly tokens: Token[] = [];
  readonly #options: ForeignOptions;
  readonly #http = createServer((request, response) => {
    void this.#answer(request, response);
  });
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #timers = new Set<NodeJS.Timeout>();
  #refusal: Refusal = { upgrade: 0, times: 0 };
  /** While true, nothing is sent over the sockets that are open, and nobody is told. */
  isSilent = false;
  #lastId = 0;

  private constructor(options: ForeignOptions) {
    this.#options = options;
    this.#http.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      // From here on nobody else listens, and a client that gives up must not end the process.
      socket.on('error', () => undefined);
      this.#upgrade(request, socket, head);
    });
  }

  static async start(options: ForeignOptions = {}): Promise<ForeignServer> {
    const server = new ForeignServer(options);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const address = this.#http.address();
    return `http://127.0.0.1:${String(typeof address === 'object' ? (address?.port ?? 0) : 0)}`;
  }

  /** Everything that must never be shown. */
  get secrets(): readonly string[] {
    return [
      this.clientSecret,
      ...this.tokens.map(({ value }) => value),
      ...this.channels.map(({ id }) => id),
    ];
  }

  get sockets(): readonly WebSocket[] {
    return this.channels.flatMap(({ socket }) => (socket?.readyState === 1 ? [socket] : []));
  }

  /** The next upgrades are refused. */
  refuse(upgrade: Refusal['upgrade'], times: number): void {
    this.#refusal = { upgrade, times };
  }

  /** Sends an event to every channel that carries the topic; without an id it has no metadata at all. */
  publish(topic: string, eventBody: unknown, correlationId?: string): void {
    const metadata = correlationId === undefined ? {} : { metadata: { CorrelationId: correlationId } };
    const listening = this.channels.filter(({ topics }) => topics.flatMap(expanded).includes(topic));
    for (const { socket } of listening) {
      if (this.isSilent) continue;
      socket?.send(JSON.stringify({ topicName: topic, version: '1', eventBody, ...metadata }));
    }
  }

  /** Sends the same frame over every socket. */
  send(frame: string | Buffer): void {
    for (const socket of this.sockets) socket.send(frame, { binary: typeof frame !== 'string' });
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { status, body } = this.#route(request, path, text);
    const known = this.channels.reduce((shown, { id }) => shown.replace(id, 'ID'), path);
    this.requests.push(`${request.method ?? ''} ${known} ${String(status)}`);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  #route(request: IncomingMessage, path: string, text: string): { status: number; body?: unknown } {
    const { method = '', headers } = request;
    if (path === '/oauth/token') return this.#issue(headers.authorization, text);
    const token = this.tokens.find(({ value }) => headers.authorization === `Bearer ${value}`);
    if (token === undefined || token.expiresAt <= Date.now()) {
      return {
        status: 401,
        body: { code: 'bad.credentials', message: 'Invalid login credentials.', status: 401 },
      };
    }
    const [, id, rest = ''] =
      /^\/api\/v2\/notifications\/channels(?:\/([^/]+)(\/subscriptions)?)?$/.exec(path) ?? [];
    if (path === '/api/v2/notifications/channels' && method === 'POST') return this.#open(token);
    const channel = this.channels.find((known) => known.id === id && isAlive(known));
    if (method === 'HEAD' && this.#options.knowsNoHead === true) return { status: 405 };
    if (channel === undefined)
      return { status: 404, body: { code: 'not.found', message: 'Not found.', status: 404 } };
    if (rest === '') return { status: 200 };
    if (method === 'GET')
      return { status: 200, body: { entities: channel.topics.map((topic) => ({ id: topic })) } };
    return this.#subscribe(channel, method, JSON.parse(text));
  }

  #issue(authorization: string | undefined, form: string): { status: number; body: unknown } {
    const basic = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString('base64');
    if (authorization !== `Basic ${basic}` || form !== 'grant_type=client_credentials') {
      return { status: 400, body: { error: 'invalid_client', error_description: 'authentication failed' } };
    }
    const lifetime = this.#options.tokenLifetimeSeconds ?? 86_400;
    const token = {
      value: `foreign-token-${String((this.#lastId += 1))}-xyz`,
      expiresAt: Date.now() + lifetime * 1000,
    };
    this.tokens.push(token);
    this.#after(Math.min(lifetime * 1000, 2 ** 31 - 1), () => {
      for (const { socket } of this.channels.filter((channel) => channel.token === token))
        socket?.close(1008);
    });
    return { status: 200, body: { access_token: token.value, token_type: 'bearer', expires_in: lifetime } };
  }

  #open(token: Token): { status: number; body: unknown } {
    const id = `foreign-channel-${String((this.#lastId += 1))}-xyz`;
    this.channels.push({ id, token, topics: [], socket: null });
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    return {
      status: 200,
      body: { id, connectUri: `${this.url.replace('http', 'ws')}/streaming/${id}`, expires },
    };
  }

  #subscribe(channel: Channel, method: string, wanted: unknown): { status: number; body: unknown } {
    const topics = (Array.isArray(wanted) ? wanted : []).map((entry: { id: string }) => entry.id);
    const refused = topics.filter((topic) => this.#options.forbidden?.includes(topic));
    const [first] = refused;
    if (first !== undefined && this.#options.refusesWhole === true) {
      const message = `The user does not have permission "test:it:all" required for topic "${first}"`;
      return { status: 403, body: { code: 'notification.unauthorized.topic', message, status: 403 } };
    }
    const taken = topics.filter((topic) => !refused.includes(topic));
    channel.topics = method === 'PUT' ? taken : [...channel.topics, ...taken];
    const permitted = channel.topics.map((id) => ({ id, state: 'Permitted' }));
    const rejected = refused.map((id) => ({ id, state: 'Rejected', missingPermissions: ['test:it:all'] }));
    return { status: 200, body: { entities: [...permitted, ...rejected] } };
  }

  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const channel = this.channels.find(({ id }) => request.url === `/streaming/${id}`);
    const { upgrade, times } = this.#refusal;
    if (times > 0) {
      this.#refusal = { upgrade, times: times - 1 };
      if (upgrade === 'reset') socket.resetAndDestroy();
      else refuse(socket, upgrade);
      return;
    }
    if (channel === undefined || !isAlive(channel)) {
      refuse(socket, 403);
      return;
    }
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      channel.socket?.close(1000);
      channel.socket = webSocket;
      webSocket.on('error', () => undefined);
      webSocket.on('message', (data: Buffer) => {
        if (this.isSilent || data.toString() !== '{"message":"ping"}') return;
        webSocket.send('{"topicName":"channel.metadata","eventBody":{"message":"pong"}}');
      });
    });
  }

  #after(delayMs: number, run: () => void): void {
    this.#timers.add(setTimeout(run, delayMs));
  }
}

function refuse(socket: Socket, status: number): void {
  socket.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 0\r\n\r\n`);
}

const isAlive = ({ token }: Channel): boolean => token.expiresAt > Date.now();

function expanded(topic: string): readonly string[] {
  const [prefix = '', suffixes] = topic.split('?');
  return suffixes === undefined ? [topic] : suffixes.split('&').map((suffix) => `${prefix}.${suffix}`);
}
