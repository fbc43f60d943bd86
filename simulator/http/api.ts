import type { Token, TokenRegistry, TokenStanding } from '../oauth/token-registry.ts';
import { badCredentials, failure, type Answer } from './answer.ts';
import type { RateLimit } from './rate-limit.ts';
import type { HttpRequest } from './request.ts';
import { dispatch, type Route } from './router.ts';

export interface Api {
  readonly tokens: TokenRegistry;
  readonly rateLimit: RateLimit;
  readonly routes: readonly Route[];
}

/** The bearer of a request, as it counted when the request came. */
export interface Bearer {
  readonly token?: Token;
  readonly standing: TokenStanding;
}

/** Reads the `Authorization: Bearer` header. */
export function bearerOf(request: HttpRequest, tokens: TokenRegistry): Bearer {
  const value = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (value === undefined) return { standing: 'none' };
  const token = tokens.find(value);
  return token ? { token, standing: tokens.standingOf(token) } : { standing: 'unknown' };
}

/** Answers a REST request: who asks, how often, and then what for. */
export function answerApiRequest(api: Api, request: HttpRequest, bearer: Bearer): Answer {
  if (bearer.standing === 'none') {
    const message = 'No authentication bearer token specified in authorization header.';
    return failure(401, 'authentication.required', message);
  }
  if (!bearer.token || bearer.standing !== 'valid') return badCredentials();
  const rate = api.rateLimit.count(bearer.token.tag);
  const answer = rate.refusal ?? dispatch(api.routes, { ...request, token: bearer.token });
  return { ...answer, headers: { ...rate.headers, ...answer.headers } };
}
