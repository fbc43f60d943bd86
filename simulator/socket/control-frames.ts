import type { Envelope, JsonValue } from '../../shared/genesys/wire.ts';
import type { Channel } from '../notifications/channel-registry.ts';
import type { Quirks } from '../quirks.ts';

const METADATA_TOPIC = 'channel.metadata';

/** The frame the server sends about every 30 s, and its answer to a ping. */
export function metadataFrame(message: 'WebSocket Heartbeat' | 'pong', withMetadata: boolean): string {
  const envelope: Envelope = { topicName: METADATA_TOPIC, eventBody: { message } };
  return JSON.stringify(withMetadata ? { ...envelope, version: '1.0', metadata: {} } : envelope);
}

/** Announces that the server is going to close the socket on purpose. */
export function socketClosingFrame(channel: Channel, body: Quirks['socketClosingBody']): string {
  const topicName = 'v2.system.socket_closing';
  if (body === 'absent') return JSON.stringify({ topicName });
  const full = { message: 'The socket is going to be closed.', ...systemFields(channel) };
  return JSON.stringify({ topicName, eventBody: body === 'empty' ? {} : full });
}

/** Says that the channel has been given up in favour of another. */
export function noLongerSubscribedFrame(channel: Channel): string {
  return systemFrame(`v2.system.no_longer_subscribed.${channel.id}`, {
    systemTopicType: 'no_longer_subscribed',
    reason: 'another_channel_subscribed',
    ...systemFields(channel),
  });
}

/** Says that the token the channel was made with has been revoked. */
export function tokenRevokedFrame(channel: Channel): string {
  return systemFrame(`v2.system.token_revoked.${channel.clientId}`, {
    systemTopicType: 'token_revoked',
    reason: 'user_tokens_revoked',
    ...systemFields(channel),
  });
}

function systemFrame(topicName: string, eventBody: JsonValue): string {
  const envelope: Envelope = { topicName, version: '2', eventBody, metadata: {} };
  return JSON.stringify(envelope);
}

function systemFields(channel: Channel): { channelId: string; oauthClientId: string } {
  return { channelId: channel.id, oauthClientId: channel.clientId };
}
