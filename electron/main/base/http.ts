import { t } from '../../../shared/text/t.ts';
import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import { networkError } from './network-error.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The part of `fetch` that is used, so that a test or a bench can put a network of its own behind it. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
  readonly body?: string;
}

export interface FetchReply {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly text: () => Promise<string>;
}

/**
 * Thrown by a `Fetch` that keeps connections: the request went out on one that had been idle and was dead, and
 * nothing was answered. The idle connections were given up before this is thrown, so a second try goes over a
 * fresh one.
 */
export class StaleConnection extends Error {
  constructor(cause: unknown) {
    super('The request went out on a connection that had died while it was idle.', { cause });
    this.name = 'StaleConnection';
  }
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** A POST that may be sent twice without harm. Every other method is so by its definition (RFC 9110, 9.2.2). */
  readonly isRepeatable?: true;
}

export interface HttpReply {
  readonly status: number;
  /** The parsed JSON body, or undefined when the body is empty or no JSON. */
  readonly body: unknown;
  readonly retryAfterMs: number | undefined;
  /** Wall time of the server from its `Date` header, in milliseconds; undefined without one. */
  readonly serverTime: number | undefined;
}

/** One request may take this long, answer included. */
export const REQUEST_TIMEOUT_MS = 15_000;

/**
 * Sends one request and reads the whole answer. Any HTTP status is an answer. Throws a `Failure` with a `net/…`
 * code when there is none, and the signal's own reason when the caller gave up.
 *
 * Never retries, with one exception: a request that may be repeated and met a connection that had died while it
 * was idle, as they do in sleep, is sent once more over a fresh one.
 */
export async function exchange(
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
  request: HttpRequest,
): Promise<HttpReply> {
  const timeout = new AbortController();
  const cancelTimeout = clock.schedule(REQUEST_TIMEOUT_MS, () => {
    timeout.abort(new DOMException('No answer came in time.', 'TimeoutError'));
  });
  const signals = request.signal === undefined ? [timeout.signal] : [timeout.signal, request.signal];
  try {
    const response = await answerTo(fetch, request, AbortSignal.any(signals));
    const text = await response.text();
    const date = Date.parse(response.headers.get('date') ?? '');
    const serverTime = Number.isNaN(date) ? undefined : date;
    return {
      status: response.status,
      body: parseJson(text),
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), serverTime ?? clock.now()),
      serverTime,
    };
  } catch (thrown) {
    request.signal?.throwIfAborted();
    const reason: unknown = timeout.signal.aborted ? timeout.signal.reason : thrown;
    const error = networkError(reason, (what) =>
      t('Could not reach {host}: {what}.', { host: new URL(request.url).host, what }),
    );
    throw new Failure(error, { cause: thrown });
  } finally {
    cancelTimeout();
  }
}

async function answerTo(fetch: Fetch, request: HttpRequest, signal: AbortSignal): Promise<FetchReply> {
  const init: FetchInit = {
    method: request.method,
    headers: request.headers,
    // A redirect from an API host is a captive portal or a wrong address; following it would carry the token.
    redirect: 'manual',
    signal,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
  try {
    return await fetch(request.url, init);
  } catch (thrown) {
    const mayRepeat = request.method !== 'POST' || request.isRepeatable === true;
    if (!(thrown instanceof StaleConnection) || !mayRepeat) throw thrown;
    return fetch(request.url, init);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
