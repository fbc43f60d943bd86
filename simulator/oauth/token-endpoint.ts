import type { TokenResponse } from '../../shared/genesys/wire.ts';
import { failure, oauthFailure, ok, type Answer } from '../http/answer.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Credentials } from '../options.ts';
import type { Quirks } from '../quirks.ts';
import type { TokenRegistry } from './token-registry.ts';

export interface TokenEndpoint {
  readonly credentials: Credentials;
  readonly quirks: Pick<Quirks, 'unknownClientStatus' | 'wrongSecretStatus'>;
  readonly lifetimeSeconds: number;
  readonly tokens: TokenRegistry;
}

/**
 * `POST /oauth/token` for the client-credentials grant: form encoded, credentials in a Basic header or in the body.
 * A wrong client id, a wrong secret and the wrong region give the same body, as users of the real service report.
 */
export function answerTokenRequest(endpoint: TokenEndpoint, request: HttpRequest): Answer {
  if (request.method !== 'POST') return failure(405, 'method.not.allowed', 'HTTP 405 Method Not Allowed');
  if (!request.headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    return oauthFailure(400, 'invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'client_credentials') {
    return oauthFailure(400, 'unsupported_grant_type', 'this organisation only knows client_credentials');
  }
  const given = basicCredentials(request.headers.authorization) ?? formCredentials(form);
  if (given?.clientId !== endpoint.credentials.clientId) {
    return oauthFailure(endpoint.quirks.unknownClientStatus, 'invalid_client', 'client not found');
  }
  if (given.clientSecret !== endpoint.credentials.clientSecret) {
    return oauthFailure(endpoint.quirks.wrongSecretStatus, 'invalid_client', 'authentication failed');
  }
  const token = endpoint.tokens.issue(given.clientId);
  const body: TokenResponse = {
    access_token: token.value,
    token_type: 'bearer',
    expires_in: endpoint.lifetimeSeconds,
  };
  return { ...ok(body), headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache' } };
}

function basicCredentials(header: string | undefined): Credentials | undefined {
  const encoded = /^basic +(\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}

function formCredentials(form: URLSearchParams): Credentials | undefined {
  const clientId = form.get('client_id');
  const clientSecret = form.get('client_secret');
  return clientId !== null && clientSecret !== null ? { clientId, clientSecret } : undefined;
}
