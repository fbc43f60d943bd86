import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Token } from '../oauth/token-registry.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request that carried a valid token. */
export interface ApiRequest extends HttpRequest {
  readonly token: Token;
  /** The `:name` parts of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

const MAX_BODY_BYTES = 1_048_576;

/** Splits a request target into its path and query. The host does not matter here. */
export function targetOf(message: IncomingMessage): { path: string; query: URLSearchParams } {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/** Reads a body as UTF-8 text; nothing when it is over a mebibyte. */
export async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

/** Reads every value of a repeatable query parameter, which clients also write as one comma-separated value. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
