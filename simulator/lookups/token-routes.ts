import { empty, ok, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { isoTime } from '../events/iso-time.ts';
import type { TokenRegistry } from '../oauth/token-registry.ts';
import type { Roster } from '../world/roster.ts';

/** A token about itself: who it stands for, whether it still counts, and its end. */
export function tokenRoutes(tokens: TokenRegistry, roster: Roster): readonly Route[] {
  const path = '/api/v2/tokens/me';
  return [
    { method: 'GET', path, answer: (request) => ok(describeToken(request, roster)) },
    { method: 'HEAD', path, answer: () => empty(200) },
    { method: 'DELETE', path, answer: (request) => revoke(tokens, request) },
  ];
}

function describeToken(request: ApiRequest, { organisation }: Roster) {
  const { token } = request;
  return {
    organization: organisation,
    homeOrganization: organisation,
    authorizedScope: [],
    dateTokenIdles: isoTime(token.expiresAtMs),
    OAuthClient: {
      id: token.clientId,
      name: 'Practice client',
      authorizedGrantType: 'CLIENT_CREDENTIALS',
      state: 'active',
      organization: organisation,
    },
  };
}

function revoke(tokens: TokenRegistry, request: ApiRequest): Answer {
  tokens.finish(request.token, 'revoked');
  return empty(200);
}
