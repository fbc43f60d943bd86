import * as v from 'valibot';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { exchange, type Fetch, type HttpReply } from '../base/http.ts';
import { withoutSecrets } from '../base/without-secrets.ts';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token as it was issued. The value is a secret; the lifetime counts from the moment of the answer. */
export interface IssuedToken {
  readonly value: string;
  readonly lifetimeMs: number;
}

const TokenSchema = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  expires_in: v.pipe(v.number(), v.finite(), v.minValue(1)),
});

const OAuthErrorSchema = v.object({
  error: v.optional(v.string()),
  error_description: v.optional(v.string()),
  description: v.optional(v.string()),
  message: v.optional(v.string()),
});

/**
 * Asks for a token by the client-credentials grant: `POST {login}/oauth/token`, Basic authentication, form body.
 * Throws `auth/invalid-client` when the service says that the credentials are wrong, and a transient code for
 * everything that says nothing about them: no answer, 429, 5xx, or a page that is no JSON.
 * Source: `loginClientCredentialsGrant` of the official SDKs; error bodies as seen in public issues.
 */
export async function requestToken(
  context: { readonly fetch: Fetch; readonly clock: Clock },
  loginUrl: string,
  credentials: ClientCredentials,
  signal?: AbortSignal,
): Promise<IssuedToken> {
  const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString('base64');
  const reply = await exchange(context, {
    method: 'POST',
    url: `${loginUrl}/oauth/token`,
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
    // A token that was issued and never arrived simply expires.
    isRepeatable: true,
    ...(signal === undefined ? {} : { signal }),
  });
  const token = reply.status === 200 ? v.safeParse(TokenSchema, reply.body) : undefined;
  if (token?.success === true) {
    return { value: token.output.access_token, lifetimeMs: token.output.expires_in * 1000 };
  }
  throw new Failure(refusal(reply, new URL(loginUrl).host, [credentials.clientSecret, basic]));
}

function refusal(reply: HttpReply, host: string, secrets: readonly string[]): MonitorError {
  const httpStatus = reply.status;
  if (httpStatus === 429) {
    return {
      code: 'rate/limited',
      message: t('Genesys Cloud asked Vigil to slow down when it signed in.'),
      httpStatus,
      ...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }),
    };
  }
  const body = v.safeParse(OAuthErrorSchema, reply.body);
  // The service does not keep 400 and 401 apart for a wrong secret, an unknown client and a wrong region; a
  // body without a word of an error comes from something else on the way and says nothing about the credentials.
  const { error, error_description, description, message } = body.success ? body.output : {};
  const said = error_description ?? description ?? message ?? error;
  if ([400, 401, 403].includes(httpStatus) && said !== undefined) {
    return {
      code: 'auth/invalid-client',
      message: t(
        'Genesys Cloud rejected the sign-in ({said}). Check the client id, the client secret and the region.',
        { said: withoutSecrets(said, secrets) },
      ),
      httpStatus,
    };
  }
  return {
    code: 'server/unavailable',
    message: t(
      '{host} answered the sign-in with HTTP {httpStatus} and no token. A proxy or a sign-in page may be in the way.',
      { host, httpStatus },
    ),
    httpStatus,
    ...(reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs }),
  };
}
