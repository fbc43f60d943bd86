import * as v from 'valibot';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { exchange, type Fetch, type HttpReply, type HttpRequest } from '../base/http.ts';
import { withoutSecrets } from '../base/without-secrets.ts';

/** Where REST calls go, and with what. */
export interface RestContext {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Origin without a trailing slash. */
  readonly apiUrl: string;
}

/** One call. The token is a value, never a client that holds one: this room knows nothing of signing in. */
export interface RestCall {
  readonly token: string;
  readonly signal?: AbortSignal | undefined;
  /** The channel that it is about: a secret like the token, which the service may name when it refuses. */
  readonly channelId?: string | undefined;
}

const ErrorBodySchema = v.object({ code: v.optional(v.string()), message: v.optional(v.string()) });

/** What a refusing answer said, apart from its status. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * Sends one REST call and answers whatever the status is; throws only when there is no answer. Of a refusal it keeps
 * the code, and the message as it may be told.
 */
export async function send(
  context: RestContext,
  call: RestCall,
  method: HttpRequest['method'],
  path: string,
  body?: unknown,
): Promise<HttpReply> {
  const reply = await exchange(context, {
    method,
    url: `${context.apiUrl}${path}`,
    headers: {
      authorization: `Bearer ${call.token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  });
  const { status, code, message } = refusalOf(reply);
  if ((status >= 200 && status <= 299) || message === '') return reply;
  return { ...reply, body: { code, message: tellable(message, call) } };
}

const CONNECT_URI = /\bwss?:\/\/[^\s"'<>]+/gi;

/** What the service says, as it may be told: it may repeat what it was asked with. */
export function tellable(text: string, { token, channelId = '' }: RestCall): string {
  return withoutSecrets(text.replaceAll(CONNECT_URI, '…'), [token, channelId]);
}

/** Reads a successful answer by its schema; a refusal or an answer of another shape is thrown as a `Failure`. */
export function read<S extends v.GenericSchema>(reply: HttpReply, schema: S, what: string): v.InferOutput<S> {
  if (reply.status < 200 || reply.status > 299) throw new Failure(refusalError(reply, what));
  const parsed = v.safeParse(schema, reply.body);
  if (parsed.success) return parsed.output;
  throw new Failure({
    code: 'server/unavailable',
    message: t(
      'The answer to "{what}" was not what Genesys Cloud documents. A proxy or portal may be in the way.',
      { what },
    ),
    httpStatus: reply.status,
  });
}

/** The code and message of an error body; empty strings where the body is none. */
export function refusalOf(reply: HttpReply): Refusal {
  const body = v.safeParse(ErrorBodySchema, reply.body);
  const { code = '', message = '' } = body.success ? body.output : {};
  return { status: reply.status, code, message };
}

/** What a refusing status means for the session. Source: error codes of the Notifications API in the swagger. */
export function refusalError(reply: HttpReply, what: string): MonitorError {
  const { status, code, message } = refusalOf(reply);
  const said = message === '' ? `HTTP ${String(status)}` : message;
  const patience = reply.retryAfterMs === undefined ? {} : { retryAfterMs: reply.retryAfterMs };
  if (status === 401) {
    return {
      code: 'auth/token-rejected',
      message:
        code === 'ip.not.authorized'
          ? t(
              'Genesys Cloud does not accept this network address. Ask an administrator to put it on the allow-list of the organisation.',
            )
          : t('Genesys Cloud refused the token ({said}).', { said }),
      httpStatus: status,
    };
  }
  if (status === 403) {
    return {
      code: 'auth/forbidden',
      message: t(
        'This client may not {what} ({said}). Ask an administrator to give its role the permission.',
        { what, said },
      ),
      httpStatus: status,
    };
  }
  if (status === 429) {
    return {
      code: 'rate/limited',
      message: t('Genesys Cloud asked Vigil to slow down ({said}).', { said }),
      httpStatus: status,
      ...patience,
    };
  }
  if (status === 408 || status >= 500 || (status >= 300 && status < 400)) {
    return {
      code: 'server/unavailable',
      message: t('Vigil could not {what}: Genesys Cloud is not available now ({said}).', { what, said }),
      httpStatus: status,
      ...patience,
    };
  }
  return {
    code: 'server/refused',
    message: t('Could not {what}: {said}.', { what, said }),
    httpStatus: status,
  };
}
