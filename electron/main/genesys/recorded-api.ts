import type { Fetch } from '../base/http.ts';
import { ManualClock } from '../base/manual-clock.ts';
import type { RestContext } from './rest.ts';

export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly authorization: string | null;
  readonly body: unknown;
}

export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An API whose answers a test decides one by one, and which remembers what it was asked. */
export function recordedApi(
  answer: (request: Recorded) => Reply,
  apiUrl = 'https://api.example.org',
): { readonly context: RestContext; readonly asked: readonly Recorded[] } {
  const asked: Recorded[] = [];
  const fetch: Fetch = (url, init) => {
    const headers = new Headers(init.headers);
    const request: Recorded = {
      method: init.method,
      path: url.slice(apiUrl.length),
      authorization: headers.get('authorization'),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
    };
    asked.push(request);
    const { status = 200, json, text, headers: replyHeaders = {} } = answer(request);
    const body = json === undefined ? (text ?? null) : JSON.stringify(json);
    return Promise.resolve(new Response(body, { status, headers: replyHeaders }));
  };
  return { context: { fetch, clock: new ManualClock(), apiUrl }, asked };
}

export const CALL = { token: 'the-token' };
