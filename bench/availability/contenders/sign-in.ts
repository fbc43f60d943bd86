import * as v from 'valibot';
import type { Computer, Org } from './contender.ts';

/** A refusal of the service, with what it says about patience. */
export class Refused extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;

  constructor(status: number, retryAfter: string | null) {
    super(`HTTP ${String(status)}`);
    this.status = status;
    this.retryAfterMs = retryAfter === null ? null : Number(retryAfter) * 1000;
  }
}

export interface Token {
  readonly value: string;
  /** Wall time, in milliseconds since 1970. */
  readonly expiresAt: number;
}

const TokenSchema = v.object({ access_token: v.string(), expires_in: v.number() });
const ChannelSchema = v.object({ id: v.string(), connectUri: v.string() });

async function call(computer: Computer, url: string, init: RequestInit): Promise<unknown> {
  const response = await computer.fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, response.headers.get('retry-after'));
  return JSON.parse(text);
}

/** The client-credentials grant, as every snippet of it does it. */
export async function fetchToken(computer: Computer, org: Org): Promise<Token> {
  const { clientId, clientSecret } = org.credentials;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const answer = await call(computer, `${org.loginUrl}/oauth/token`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const token = v.parse(TokenSchema, answer);
  return { value: token.access_token, expiresAt: Date.now() + token.expires_in * 1000 };
}

/** Creates a channel and subscribes it. Answers with its `connectUri`. */
export async function openChannel(computer: Computer, org: Org, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const channels = `${org.apiUrl}/api/v2/notifications/channels`;
  const channel = v.parse(ChannelSchema, await call(computer, channels, { method: 'POST', headers }));
  const body = JSON.stringify(org.topics.map((id) => ({ id })));
  await call(computer, `${channels}/${channel.id}/subscriptions`, { method: 'PUT', headers, body });
  return channel.connectUri;
}

const FrameSchema = v.object({ topicName: v.string(), eventBody: v.optional(v.unknown()) });

/** Reads a frame; events of the organisation are told from the protocol's own by their topic. */
export function readFrame(text: string): {
  readonly topic: string;
  readonly isEvent: boolean;
  readonly body: unknown;
} {
  const { topicName, eventBody } = v.parse(FrameSchema, JSON.parse(text));
  const isEvent = topicName !== 'channel.metadata' && !topicName.startsWith('v2.system.');
  return { topic: topicName, isEvent, body: eventBody };
}
