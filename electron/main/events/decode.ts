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
  const envelope = envelopeOf(json);
  if (envelope === null) return decodeReply(json);
  const { topicName, version, eventBody, correlationId } = envelope;
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
    version,
    correlationId,
    body,
  };
}

interface Envelope {
  readonly topicName: string;
  readonly version: string | null;
  readonly correlationId: string | null;
  readonly eventBody: unknown;
}

/** Checked by hand: every event passes here, and a schema would take a third of the time that parsing it does. */
function envelopeOf(json: unknown): Envelope | null {
  if (!isObject(json)) return null;
  const { topicName, version = null, eventBody, metadata = null } = json;
  if (typeof topicName !== 'string' || topicName === '') return null;
  if (version !== null && typeof version !== 'string' && typeof version !== 'number') return null;
  if (metadata !== null && !isObject(metadata)) return null;
  const id = metadata?.['CorrelationId'] ?? null;
  if (id !== null && typeof id !== 'string') return null;
  // An empty id tells nothing apart, so it is none.
  return {
    topicName,
    version: version === null ? null : String(version),
    correlationId: id || null,
    eventBody,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
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
  if (!isObject(value)) return true;
  if (levels === 0) return false;
  if (Array.isArray(value)) return value.every((inner) => isJsonWithin(inner, levels - 1));
  // Every event passes here, and a list of the values would be made for nothing.
  for (const key in value) if (!isJsonWithin(value[key], levels - 1)) return false;
  return true;
}
