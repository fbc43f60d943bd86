import type { OAuthErrorBody } from '../../shared/genesys/wire.ts';

/** The error body of the REST operations, without the `contextId` that the server adds. */
export interface ApiError {
  readonly message: string;
  readonly code: string;
  readonly status: number;
  readonly messageParams?: Readonly<Record<string, string>>;
  readonly limit?: { readonly key: string; readonly namespace: string; readonly value: number };
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** Sent as JSON with the request's `contextId`. */
  readonly error?: ApiError;
  /** Sent as an HTML page, as the load balancers in front of the service do. */
  readonly page?: string;
}

export function ok(body: object): Answer {
  return { status: 200, body };
}

export function empty(status: number): Answer {
  return { status };
}

export function failure(status: number, code: string, message: string, more: Partial<ApiError> = {}): Answer {
  return { status, error: { message, code, status, ...more } };
}

export function oauthFailure(status: number, error: string, description: string): Answer {
  const body: OAuthErrorBody = { error, description, error_description: description };
  return { status, body };
}

export function notFound(): Answer {
  return failure(404, 'not.found', 'HTTP 404 Not Found');
}

export function badCredentials(): Answer {
  return failure(401, 'bad.credentials', 'Invalid login credentials.');
}
