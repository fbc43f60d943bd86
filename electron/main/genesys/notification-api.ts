import * as v from 'valibot';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { isLoopback } from '../base/loopback.ts';
import { read, refusalError, send, type RestCall, type RestContext } from './rest.ts';

/** A notification channel. Id and URI are bearer secrets; they stay inside the rooms that use them. */
export interface OpenChannel {
  readonly id: string;
  readonly connectUri: string;
  /** How long the channel lives from the moment of the answer, in milliseconds of the server's own clock. */
  readonly lifetimeMs: number;
}

const CHANNELS = '/api/v2/notifications/channels';
/** A channel lives 24 hours. Source: "Usage limitations" of the Notifications API. */
const CHANNEL_LIFETIME_MS = 24 * 3_600_000;

const ChannelSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  connectUri: v.pipe(v.string(), v.minLength(1)),
  expires: v.optional(v.string()),
});

const ListedChannelSchema = v.object({ id: v.string(), expires: v.nullish(v.string()) });

/**
 * Creates a channel. Never retried here: a channel cannot be deleted, so a blind second try could cost one of
 * the twenty that all installs of a client id share.
 */
export async function createChannel(context: RestContext, call: RestCall): Promise<OpenChannel> {
  const reply = await send(context, call, 'POST', CHANNELS);
  const channel = read(reply, ChannelSchema, t('open a notification channel'));
  return {
    id: channel.id,
    connectUri: checkedConnectUri(channel.connectUri, context.apiUrl),
    lifetimeMs: lifetimeMs(channel.expires, reply.serverTime ?? context.clock.now()),
  };
}

/** Says whether a channel still exists. A refusal that leaves this open is thrown. */
export async function channelExists(
  context: RestContext,
  call: RestCall,
  channelId: string,
): Promise<boolean> {
  const path = channelPath(channelId);
  const about = { ...call, channelId };
  let reply = await send(context, about, 'HEAD', path);
  // What stands before the service may know no HEAD; the subscriptions of a channel tell as much.
  if (reply.status === 405 || reply.status === 501) {
    reply = await send(context, about, 'GET', `${path}/subscriptions`);
  }
  if (reply.status >= 200 && reply.status <= 299) return true;
  // One that may not be looked at any more is no channel to come back to. What else is forbidden shows later.
  if ([403, 404, 410].includes(reply.status)) return false;
  throw new Failure(refusalError(reply, t('look its notification channel up')));
}

/** How many channels all installs of this client id hold. Source: `includechannels=oauthclient`. */
export async function countChannels(context: RestContext, call: RestCall): Promise<number> {
  const reply = await send(context, call, 'GET', `${CHANNELS}?includechannels=oauthclient`);
  const schema = v.object({ entities: v.optional(v.array(v.unknown()), []) });
  return read(reply, schema, t('list its notification channels')).entities.length;
}

/**
 * How long a channel still lives, or null when the service does not say. Source: `expires` of the channels that
 * `GET /api/v2/notifications/channels?includechannels=token` lists.
 */
export async function channelLifeMs(
  context: RestContext,
  call: RestCall,
  channelId: string,
): Promise<number | null> {
  const reply = await send(context, { ...call, channelId }, 'GET', `${CHANNELS}?includechannels=token`);
  const schema = v.object({ entities: v.optional(v.array(ListedChannelSchema), []) });
  const { entities } = read(reply, schema, t('list its notification channels'));
  const expires = entities.find(({ id }) => id === channelId)?.expires;
  if (expires == null) return null;
  const life = Date.parse(expires) - (reply.serverTime ?? context.clock.now());
  return Number.isFinite(life) ? Math.min(life, CHANNEL_LIFETIME_MS) : null;
}

export function channelPath(channelId: string): string {
  return `${CHANNELS}/${encodeURIComponent(channelId)}`;
}

/** An encrypted channel may not lead to an unencrypted socket; plain speech stays on this computer. */
function checkedConnectUri(text: string, apiUrl: string): string {
  const uri = URL.canParse(text) ? new URL(text) : null;
  const isEncrypted = uri?.protocol === 'wss:';
  const isPlain = uri?.protocol === 'ws:' && isLoopback(uri.hostname);
  const isAllowed = isEncrypted || (isPlain && new URL(apiUrl).protocol === 'http:');
  // A socket cannot be opened on an address with a fragment.
  if (isAllowed && uri.hash === '') return text;
  throw new Failure({
    code: 'server/unavailable',
    message: t('The new notification channel came without a usable WebSocket address.'),
  });
}

/** Measured on the server's clock, so that a wrong clock on this computer does not shorten or stretch it. */
function lifetimeMs(expires: string | undefined, serverTime: number): number {
  const life = Date.parse(expires ?? '') - serverTime;
  return Number.isFinite(life) && life > 0 ? Math.min(life, CHANNEL_LIFETIME_MS) : CHANNEL_LIFETIME_MS;
}
