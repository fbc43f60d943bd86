import { isDeepStrictEqual } from 'node:util';
import { expandTopic } from '../../../shared/model/topic.ts';

export type Route = 'token' | 'create' | 'channels' | 'exists' | 'list' | 'replace' | 'add' | 'upgrade';

/** One request as the service saw it, in true time. */
export interface Asked {
  readonly route: Route;
  readonly at: number;
  answeredAt: number | null;
  status: number | null;
  readonly token: string | null;
  readonly channelId?: string;
  readonly body?: string;
  /** The token that was issued for it. */
  issued?: string;
}

export interface VirtualChannel {
  readonly id: string;
  readonly token: string;
  readonly createdAt: number;
  expiresAt: number;
  topics: ReadonlySet<string>;
  /** What it carried before, and since when it carries something else. */
  former: { readonly topics: ReadonlySet<string>; readonly until: number };
  /** The single topics that events come under. */
  singles: ReadonlySet<string>;
  isGone: boolean;
}

interface VirtualToken {
  readonly endsAt: number;
  isRevoked: boolean;
}

/** Wall time of the service at its beginning. */
const EPOCH = Date.UTC(2026, 0, 5, 8, 0, 0);

/** What stands behind the network: tokens, channels and the topics that they carry. */
export class VirtualService {
  tokenLifetimeMs = 86_400_000;
  channelLifetimeMs = 86_400_000;
  readonly tokens = new Map<string, VirtualToken>();
  readonly channels: VirtualChannel[] = [];
  readonly refusedTopics = new Set<string>();
  isSecretWrong = false;
  /** Whether subscribing again gives a channel a new life, as is documented. */
  subscribingExtends = true;
  /** How long after a change of its topics a channel still lists the former ones. */
  listsLateByMs = 0;
  /** Channels made so far. */
  created = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  revokeTokens(): void {
    for (const token of this.tokens.values()) token.isRevoked = true;
  }

  endChannels(): void {
    for (const channel of this.channels) channel.isGone = true;
  }

  /** Drops the records of channels that are over. */
  forgetPast(): void {
    const alive = this.channels.filter((channel) => this.isAlive(channel));
    this.channels.splice(0, Infinity, ...alive);
  }

  get newestChannel(): VirtualChannel {
    const channel = this.channels.at(-1);
    if (channel === undefined) throw new Error('There is no channel.');
    return channel;
  }

  channelAt(uri: string): VirtualChannel | null {
    const id = uri.slice(uri.lastIndexOf('/') + 1);
    return this.channels.find((channel) => channel.id === id && this.isAlive(channel)) ?? null;
  }

  isAlive(channel: VirtualChannel): boolean {
    return !channel.isGone && channel.expiresAt > this.#now() && this.#isGood(channel.token);
  }

  read(url: string, init: RequestInit, apiUrl: string): Asked {
    const at = this.#now();
    const common = { at, answeredAt: null, status: null };
    if (!url.startsWith(apiUrl)) return { ...common, route: 'token', token: null };
    const authorization = new Headers(init.headers).get('authorization') ?? '';
    const token = authorization.replace('Bearer ', '');
    const path = url.slice(apiUrl.length);
    const channelId = /channels\/([^/?]+)/.exec(path)?.[1] ?? '';
    const body = typeof init.body === 'string' ? init.body : '[]';
    return { ...common, route: routeOf(init.method ?? 'GET', path), token, channelId, body };
  }

  answer(asked: Asked): Response {
    if (asked.route === 'token') return this.#issueToken(asked);
    if (!this.#isGood(asked.token ?? '')) return json(401, { code: 'bad.credentials', message: 'no' });
    if (asked.route === 'create') return this.#createChannel(asked.token ?? '');
    if (asked.route === 'channels') return this.#listChannels();
    const channel = this.channels.find(({ id }) => id === asked.channelId);
    if (channel === undefined || !this.isAlive(channel)) return json(404, { code: 'not.found' });
    if (asked.route === 'exists') return new Response(null, { status: 200 });
    if (asked.route === 'list') return json(200, { entities: this.#listed(channel).map((id) => ({ id })) });
    return this.#subscribe(channel, asked);
  }

  #issueToken(asked: Asked): Response {
    if (this.isSecretWrong) {
      return json(400, { error: 'invalid_client', error_description: 'authentication failed' });
    }
    const value = `token-${String(this.tokens.size + 1)}`;
    asked.issued = value;
    this.tokens.set(value, { endsAt: this.#now() + this.tokenLifetimeMs, isRevoked: false });
    return json(200, {
      access_token: value,
      token_type: 'bearer',
      expires_in: this.tokenLifetimeMs / 1000,
    });
  }

  #createChannel(token: string): Response {
    this.created += 1;
    const id = `channel-${String(this.created)}`;
    const createdAt = this.#now();
    const expiresAt = createdAt + this.channelLifetimeMs;
    this.channels.push({
      id,
      token,
      createdAt,
      expiresAt,
      topics: new Set(),
      former: { topics: new Set(), until: createdAt },
      singles: new Set(),
      isGone: false,
    });
    const headers = { date: new Date(EPOCH + this.#now()).toUTCString() };
    return json(
      200,
      {
        id,
        connectUri: `wss://streaming.example.org/channels/${id}`,
        expires: new Date(EPOCH + expiresAt).toISOString(),
      },
      headers,
    );
  }

  #listChannels(): Response {
    const alive = this.channels.filter((channel) => this.isAlive(channel));
    const entities = alive.map(({ id, expiresAt }) => ({
      id,
      expires: new Date(EPOCH + expiresAt).toISOString(),
    }));
    return json(200, { entities }, { date: new Date(EPOCH + this.#now()).toUTCString() });
  }

  #listed({ topics, former }: VirtualChannel): readonly string[] {
    return [...(this.#now() < former.until + this.listsLateByMs ? former.topics : topics)];
  }

  #subscribe(channel: VirtualChannel, asked: Asked): Response {
    const ids = (JSON.parse(asked.body ?? '[]') as { id: string }[]).map(({ id }) => id);
    const permitted = ids.filter((id) => !this.refusedTopics.has(id));
    if (this.subscribingExtends) channel.expiresAt = this.#now() + this.channelLifetimeMs;
    const before = channel.topics;
    channel.topics = new Set([...(asked.route === 'add' ? before : []), ...permitted]);
    if (!isDeepStrictEqual(before, channel.topics)) channel.former = { topics: before, until: this.#now() };
    channel.singles = new Set([...channel.topics].flatMap(expandTopic));
    const entities = ids.map((id) =>
      permitted.includes(id)
        ? { id, state: 'Permitted' }
        : { id, state: 'Rejected', rejectionReason: 'No permission.' },
    );
    return json(200, { entities });
  }

  #isGood(value: string): boolean {
    const token = this.tokens.get(value);
    return token !== undefined && !token.isRevoked && token.endsAt > this.#now();
  }
}

function routeOf(method: string, path: string): Route {
  if (method === 'HEAD') return 'exists';
  if (path.includes('/subscriptions')) {
    return method === 'GET' ? 'list' : method === 'PUT' ? 'replace' : 'add';
  }
  return method === 'GET' ? 'channels' : 'create';
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
