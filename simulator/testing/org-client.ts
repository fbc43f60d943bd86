import type { Channel } from '../../shared/genesys/wire.ts';
import { ManualClock } from '../base/manual-clock.ts';
import type { SimulatorOptions } from '../options.ts';
import { startSimulator, type Simulator } from '../start-simulator.ts';
import { ClientSocket } from './client-socket.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON body; an empty object when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An organisation on a clock that stands still, with the plainest possible client beside it. */
export class TestOrg {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  readonly #sockets: ClientSocket[] = [];

  private constructor(simulator: Simulator, clock: ManualClock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  /** Starts an org that is quiet unless `speed` is given. */
  static async start(options: SimulatorOptions = {}): Promise<TestOrg> {
    const clock = new ManualClock();
    const simulator = await startSimulator({ clock, speed: 0, ...options });
    return new TestOrg(simulator, clock);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    await this.simulator.close();
    if (this.clock.pending > 0) throw new Error(`The org left ${String(this.clock.pending)} timers behind.`);
  }

  /** Topics of the first people of the org. */
  topicsOf(aspect: string, count: number): string[] {
    return this.simulator.roster.people.slice(0, count).map((person) => `v2.users.${person.id}.${aspect}`);
  }

  async login(): Promise<string> {
    const reply = await this.requestToken(this.simulator.address);
    if (typeof reply.body['access_token'] !== 'string') throw new Error('No token was issued.');
    return reply.body['access_token'];
  }

  requestToken({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<Reply> {
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    return send(`${this.simulator.address.loginUrl}/oauth/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
  }

  call(token: string | undefined, method: string, path: string, body?: unknown): Promise<Reply> {
    return send(`${this.simulator.address.apiUrl}${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async createChannel(token: string): Promise<Channel> {
    const { body } = await this.call(token, 'POST', '/api/v2/notifications/channels');
    const { id, connectUri, expires } = body;
    if (typeof id !== 'string' || typeof connectUri !== 'string' || typeof expires !== 'string') {
      throw new Error('No channel was created.');
    }
    return { id, connectUri, expires };
  }

  subscribe(
    token: string,
    channel: Channel,
    topics: readonly string[],
    how: { method?: 'PUT' | 'POST'; query?: string } = {},
  ): Promise<Reply> {
    const path = `/api/v2/notifications/channels/${channel.id}/subscriptions${how.query ?? ''}`;
    const body = topics.map((id) => ({ id }));
    return this.call(token, how.method ?? 'PUT', path, body);
  }

  async open(channel: Channel): Promise<ClientSocket> {
    const socket = await ClientSocket.open(channel.connectUri);
    this.#sockets.push(socket);
    return socket;
  }

  /** Signs in, makes a channel, subscribes and opens a socket. */
  async connect(
    topics: readonly string[],
  ): Promise<{ token: string; channel: Channel; socket: ClientSocket }> {
    const token = await this.login();
    const channel = await this.createChannel(token);
    await this.subscribe(token, channel, topics);
    return { token, channel, socket: await this.open(channel) };
  }

  /** Makes events happen on the subscribed topics and lets the time for it pass. */
  burst(count: number): void {
    this.simulator.levers.pull({ lever: 'burst', count, perSecond: 1000 });
    this.clock.advance(count + 100);
  }
}

async function send(url: string, init: RequestInit): Promise<Reply> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, body: toRecord(body) };
}

function toRecord(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) return { list: value };
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
