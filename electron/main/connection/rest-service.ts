import { t } from '../../../shared/text/t.ts';
import { tokenAgeMs, type AccessToken, type TokenProvider } from '../auth/token-provider.ts';
import { Failure } from '../base/failure.ts';
import { channelExists, channelLifeMs, countChannels, createChannel } from '../genesys/notification-api.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import { listSubscriptions, replaceSubscriptions } from '../genesys/subscription-api.ts';
import type { Service } from './service.ts';

/** Two tokens are in use over a renewal; one more is kept for calls that are still under way. */
const KEPT_TOKENS = 3;

/** Joins the connection, which knows tokens by number, with the rooms that know their values. */
export function createRestService(context: RestContext, tokens: TokenProvider): Service {
  const kept = new Map<number, AccessToken>();
  const endsInMs = (token: AccessToken): number =>
    Math.max(0, token.lifetimeMs - tokenAgeMs(context.clock, token));
  const callWith = (tokenRef: number, signal: AbortSignal): RestCall => {
    const token = kept.get(tokenRef);
    if (token !== undefined && endsInMs(token) > 0) return { token: token.value, signal };
    throw new Failure({ code: 'auth/token-rejected', message: t('The token of this channel has expired.') });
  };
  return {
    obtainToken: async (newerThan) => {
      const token = await tokens.obtain(newerThan);
      kept.set(token.ref, token);
      for (const ref of kept.keys()) if (kept.size > KEPT_TOKENS) kept.delete(ref);
      return token.ref;
    },
    rejectToken: (tokenRef) => {
      kept.delete(tokenRef);
      tokens.reject(tokenRef);
    },
    tokenDueInMs: tokens.renewalDueInMs,
    tokenEndsInMs: (tokenRef) => {
      const token = kept.get(tokenRef);
      return token === undefined ? 0 : endsInMs(token);
    },
    createChannel: async (tokenRef, signal) => {
      const channel = await createChannel(context, callWith(tokenRef, signal));
      return { handle: channel.id, connectUri: channel.connectUri, lifetimeMs: channel.lifetimeMs };
    },
    channelExists: async (tokenRef, handle, signal) =>
      channelExists(context, callWith(tokenRef, signal), handle),
    countChannels: async (tokenRef, signal) => countChannels(context, callWith(tokenRef, signal)),
    channelLifeMs: async (tokenRef, handle, signal) =>
      channelLifeMs(context, callWith(tokenRef, signal), handle),
    listTopics: async (tokenRef, handle, signal) =>
      listSubscriptions(context, callWith(tokenRef, signal), handle),
    replaceTopics: async (tokenRef, handle, topics, signal) =>
      replaceSubscriptions(context, callWith(tokenRef, signal), handle, topics),
  };
}
