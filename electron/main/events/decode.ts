import * as v from 'valibot';
import type { JsonValue } from '../../../shared/genesys/wire.ts';

/** An event as it came off the wire: checked as an envelope, its body untouched. */
export interface WireEvent {
  readonly topic: string;
  readonly version: string | null;
  readonly correlationId: string | null;
  readonly body: JsonValue;
}

/** What a frame turned out to be. */
export type Frame =
  | ({ readonly kind: 'event' } & WireEvent)
  | { readonly kind: 'pong' }
  | { readonly kind: 'heartbeat' }
  /** The service will close this socket in about a minute. */
  | { readonly kind: 'closing' }
  /** The channel is gone, or belongs to somebody else now. */
  | { readonly kind: 'channel-lost' }
  | { readonly kind: 'token-revoked' }
  /** Of the protocol itself, and nothing to act on: an answer over the socket, or news of the channel. */
  | { readonly kind: 'protocol' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Deeper bodies are no events of this API, and would break whoever walks them by recursion. */
export const DEEPEST_BODY = 200;

const EnvelopeSchema = v.object({
  topicName: v.pipe(v.string(), v.minLength(1)),
  version: v.nullish(v.union([v.string(), v.number()])),
  eventBody: v.optional(v.unknown()),
  metadata: v.nullish(v.object({ CorrelationId: v.nullish(v.string()) })),
});

const ReplySchema = v.object({ result: v.union([v.string(), v.number()]) });
const TextSchema = v.object({ message: v.string() });
const SystemSchema = v.object({ systemTopicType: v.string() });

/**
 * Reads one frame; never throws. Control messages are told apart by their topic, ignoring case.
 * Source: WebSocket protocol of the Notifications API; `v2.system.*` bodies are optional in the models.
 */
export function decodeFrame(text: string | null): Frame {
  if (text === null) return { kind: 'malformed', reason: 'a binary frame, where the protocol has text only' };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'malformed', reason: 'no JSON' };
  }
  const envelope = v.safeParse(EnvelopeSchema, json);
  if (!envelope.success) return decodeReply(json);
  const { topicName, version, eventBody, metadata } = envelope.output;
  const topic = topicName.toLowerCase();
  if (topic === 'channel.metadata') return decodeMetadata(eventBody);
  const system = decodeSystem(topic, eventBody);
  if (system !== null) return system;
  const body = eventBody ?? null;
  if (!isJsonWithin(body, DEEPEST_BODY)) {
    return { kind: 'malformed', reason: `a body of more than ${String(DEEPEST_BODY)} levels` };
  }
  return {
    kind: 'event',
    topic: topicName,
    version: version == null ? null : String(version),
    // An empty id tells nothing apart, so it is none.
    correlationId: metadata?.CorrelationId || null,
    body,
  };
}

/** Answers to in-band messages have no topic. 404: the channel expired, was replaced, or its token did. */
function decodeReply(json: unknown): Frame {
  const reply = v.safeParse(ReplySchema, json);
  if (!reply.success) return { kind: 'malformed', reason: 'no notification envelope' };
  return String(reply.output.result) === '404' ? { kind: 'channel-lost' } : { kind: 'protocol' };
}

function decodeMetadata(body: unknown): Frame {
  const said = v.safeParse(TextSchema, body);
  const isPong = said.success && said.output.message.toLowerCase() === 'pong';
  return { kind: isPong ? 'pong' : 'heartbeat' };
}

/** None of these becomes an event: they come unasked, and name the channel, which is a secret. */
function decodeSystem(topic: string, body: unknown): Frame | null {
  if (!topic.startsWith('v2.system.') && topic !== 'v2.subscription.updated') return null;
  const parsed = v.safeParse(SystemSchema, body);
  const type = parsed.success ? parsed.output.systemTopicType.toLowerCase() : '';
  if (topic === 'v2.system.socket_closing') return { kind: 'closing' };
  if (topic.startsWith('v2.system.no_longer_subscribed') || type === 'no_longer_subscribed') {
    return { kind: 'channel-lost' };
  }
  if (topic.startsWith('v2.system.token_revoked') || type === 'token_revoked')
    return { kind: 'token-revoked' };
  return { kind: 'protocol' };
}

/** Whether a parsed value is no deeper than so many levels; what `JSON.parse` made is JSON in every other way. */
function isJsonWithin(value: unknown, levels: number): value is JsonValue {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !isJsonWithin(inner, levels - 1)) return false;
  }
  return true;
}
