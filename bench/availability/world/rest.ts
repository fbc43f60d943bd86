import * as v from 'valibot';
import type { Channel, Service } from './service.ts';
import { TOKEN_LIFETIME_MS } from './service.ts';
import { EPOCH, type Timeline } from './timeline.ts';

export const LOGIN_URL = 'https://login.mypurecloud.com';
export const API_URL = 'https://api.mypurecloud.com';
const STREAMING_URL = 'wss://streaming.mypurecloud.com/channels/';

export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

const TopicsSchema = v.array(v.object({ id: v.string() }));

/** The token a call bears; null for one that asks for a token. */
export function bearerOf(call: HttpCall): string | null {
  return call.authorization.startsWith('Bearer ') ? call.authorization.slice('Bearer '.length) : null;
}

export function isTokenCall(call: HttpCall): boolean {
  return call.url === `${LOGIN_URL}/oauth/token`;
}

/** The channel that a `connectUri` leads to, or null when it is gone. */
export function channelAt(service: Service, uri: string): Channel | null {
  return service.aliveChannel(uri.slice(STREAMING_URL.length));
}

export function channelIdOf(uri: string): string {
  return uri.slice(STREAMING_URL.length);
}

/** What the service answers. Source of paths, bodies and statuses: OAuth and Notifications API, as documented. */
export function answerCall(service: Service, timeline: Timeline, call: HttpCall): HttpAnswer {
  const date = new Date(EPOCH + timeline.now()).toUTCString();
  const say = (
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): HttpAnswer => ({
    status,
    body,
    headers: { date, 'content-type': 'application/json', ...headers },
  });
  if (isTokenCall(call)) {
    const [owner = ''] = Buffer.from(call.authorization.replace('Basic ', ''), 'base64')
      .toString()
      .split(':');
    const token = service.issueToken(owner);
    return say(200, {
      access_token: token.value,
      token_type: 'bearer',
      expires_in: TOKEN_LIFETIME_MS / 1000,
    });
  }
  const token = service.tokenOf(bearerOf(call) ?? '');
  if (token === null)
    return say(401, { code: 'bad.credentials', message: 'Invalid login credentials.', status: 401 });
  if (service.isTooMany(token))
    return say(429, { code: 'too.many.requests', status: 429 }, { 'retry-after': '60' });
  const url = new URL(call.url);
  const path = url.pathname;
  if (path === '/api/v2/users') return say(200, { entities: url.searchParams.getAll('id').map(presentUser) });
  if (path === '/api/v2/notifications/channels') {
    if (call.method === 'POST') return say(200, written(service, service.createChannel(token)));
    const owned = service.channelsOf(token.owner);
    return say(200, { entities: owned.map((channel) => written(service, channel)) });
  }
  const [, id = '', rest = ''] =
    /^\/api\/v2\/notifications\/channels\/([^/]+)(\/subscriptions)?$/.exec(path) ?? [];
  const channel = service.aliveChannel(id);
  if (channel === null) return say(404, { code: 'not.found', status: 404 });
  channel.lastUsedAt = timeline.now();
  if (rest === '') return say(200, null);
  return say(200, { entities: subscribed(service, channel, call) });
}

/** Somebody with every fact that may be asked for. */
function presentUser(id: string): unknown {
  const presenceDefinition = { id: '6a3af858-942f-489d-9700-5f9bcdcdae9b', systemPresence: 'Available' };
  return { id, presence: { presenceDefinition, modifiedDate: new Date(EPOCH).toISOString() } };
}

function written(service: Service, channel: Channel): unknown {
  return { id: channel.id, connectUri: STREAMING_URL + channel.id, expires: service.expiresOf(channel) };
}

function subscribed(service: Service, channel: Channel, call: HttpCall): readonly unknown[] {
  if (call.method === 'PUT' || call.method === 'POST') {
    const asked = v.parse(TopicsSchema, JSON.parse(call.body)).map(({ id }) => id);
    channel.topics = new Set([...(call.method === 'POST' ? channel.topics : []), ...asked]);
    service.extend(channel);
  } else if (call.method === 'DELETE') channel.topics = new Set();
  return [...channel.topics].map((id) => ({ id, state: 'Permitted' }));
}
