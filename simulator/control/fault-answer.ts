import type { Lever } from '../../shared/practice/levers.ts';
import { badCredentials, failure, oauthFailure, type Answer } from '../http/answer.ts';

type AnswerLever = Extract<Lever, { readonly lever: 'answer' }>;

/** What each status looks like when the real service or the machines in front of it answer with it. */
export function faultAnswer(lever: AnswerLever): Answer {
  const answer = lever.part === 'token' ? tokenAnswer(lever.status) : apiAnswer(lever.status);
  if (lever.retryAfterSeconds === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(lever.retryAfterSeconds) } };
}

function tokenAnswer(status: number): Answer {
  if (status === 400 || status === 401)
    return oauthFailure(status, 'invalid_client', 'authentication failed');
  return apiAnswer(status);
}

function apiAnswer(status: number): Answer {
  switch (status) {
    case 401:
      return badCredentials();
    case 403:
      return failure(
        403,
        'missing.permissions',
        'Unable to perform the requested action. You are missing the following permission(s): notifications',
      );
    case 404:
      return failure(404, 'not.found', 'HTTP 404 Not Found');
    case 408:
      return failure(408, 'client.timeout', 'The client did not produce a request in time.');
    case 429:
      return failure(
        429,
        'too.many.requests',
        'Rate limit exceeded the maximum [300] requests within [60] seconds',
      );
    case 503:
      return failure(
        503,
        'service.unavailable',
        'Service Unavailable - The server is currently unavailable.',
      );
    case 502:
    case 504:
      return { status, page: gatewayPage(status) };
    default:
      return failure(
        status,
        status >= 500 ? 'internal.server.error' : 'bad.request',
        `HTTP ${String(status)}`,
      );
  }
}

function gatewayPage(status: number): string {
  const title = status === 502 ? '502 Bad Gateway' : '504 Gateway Time-out';
  return `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`;
}
