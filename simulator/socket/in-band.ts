import type { Channel, ChannelRegistry } from '../notifications/channel-registry.ts';
import { planSubscriptions } from '../notifications/subscription-plan.ts';
import type { TopicRules } from '../notifications/topic-verdict.ts';

/** A message from the client, as far as this org understands it. */
type InBandMessage =
  | { readonly message: 'ping' }
  | {
      readonly message: 'subscribe' | 'unsubscribe';
      readonly topics: readonly string[];
      readonly correlationId?: string;
    }
  | { readonly message: 'not-understood'; readonly why: string };

export interface InBandReply {
  /** An HTTP-like status, as text. */
  readonly result: '200' | '400' | '404';
  readonly status?: 'subscribed' | 'unsubscribed' | 'failure' | 'error';
  readonly message?: string;
  readonly correlationId?: string;
}

/** Answers a text frame from the client: `pong` for a ping, else a reply object. Replies have no topic name. */
export function answerInBand(
  text: string,
  channel: Channel,
  channels: ChannelRegistry,
  rules: TopicRules,
): 'pong' | InBandReply {
  const request = readMessage(text);
  if (request.message === 'ping') return 'pong';
  if (request.message === 'not-understood') return { result: '400', status: 'error', message: request.why };
  const correlation = request.correlationId === undefined ? {} : { correlationId: request.correlationId };
  if (!channel.isAlive || channel.isRetired) {
    return { result: '404', message: 'The channel has expired or been replaced.', ...correlation };
  }
  if (request.message === 'unsubscribe') {
    const kept = [...channel.subscriptions].filter(([id]) => !request.topics.includes(id));
    channels.listenOnlyTo(channel, new Map(kept));
    return { result: '200', status: 'unsubscribed', ...correlation };
  }
  const current = channel.subscriptions;
  const plan = planSubscriptions(
    { current, topicIds: request.topics, mode: 'add', ignoreErrors: false },
    rules,
  );
  if (!plan.accepted) return { result: '400', status: 'failure', message: plan.message, ...correlation };
  channels.subscribe(channel, plan.subscriptions);
  return { result: '200', status: 'subscribed', ...correlation };
}

function readMessage(text: string): InBandMessage {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('message' in value)) {
    return { message: 'not-understood', why: 'A message must be a JSON object with a "message".' };
  }
  if (value.message === 'ping') return { message: 'ping' };
  if (value.message !== 'subscribe' && value.message !== 'unsubscribe') {
    return { message: 'not-understood', why: 'The message must be ping, subscribe or unsubscribe.' };
  }
  const topics: unknown = 'topics' in value ? value.topics : undefined;
  if (!Array.isArray(topics) || !topics.every((topic) => typeof topic === 'string')) {
    return { message: 'not-understood', why: '"topics" must be an array of topic names.' };
  }
  const correlationId: unknown = 'correlationId' in value ? value.correlationId : undefined;
  const correlation = typeof correlationId === 'string' ? { correlationId } : {};
  return { message: value.message, topics, ...correlation };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
