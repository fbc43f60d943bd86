import type { Clock } from './clock.ts';
import { Failure } from './failure.ts';
import { describeNetworkError } from './network-error.ts';
import { parseRetryAfter } from './retry-after.ts';

/** The part of `fetch` that is used, so that a test or a bench can put a network of its own behind it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
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
 * code when there is none, and the signal's own reason when the caller gave up. Never retries.
 */
export async function exchange(
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
  request: HttpRequest,
): Promise<HttpReply> {
  const timeout = new AbortController();
  const cancelTimeout = clock.schedule(REQUEST_TIMEOUT_MS, () => {
    timeout.abort();
  });
  const signals = request.signal === undefined ? [timeout.signal] : [timeout.signal, request.signal];
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      // A redirect from an API host is a captive portal or a wrong address; following it would carry the token.
      redirect: 'manual',
      signal: AbortSignal.any(signals),
      ...(request.body === undefined ? {} : { body: request.body }),
    });
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
    throw unreachable(request.url, thrown, timeout.signal.aborted);
  } finally {
    cancelTimeout();
  }
}

function unreachable(url: string, thrown: unknown, isTimeout: boolean): Failure {
  const { code, what } = isTimeout
    ? ({ code: 'net/timeout', what: 'it did not answer in time' } as const)
    : describeNetworkError(thrown);
  return new Failure({ code, message: `Could not reach ${new URL(url).host}: ${what}.` }, { cause: thrown });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
