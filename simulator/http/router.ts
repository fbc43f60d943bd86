import { failure, notFound, type Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** A path whose parts may be `:names`. */
  readonly path: string;
  readonly answer: (request: ApiRequest) => Answer;
}

/** Finds the route of a request and asks it. An unknown path is a 404, a known one with another method a 405. */
export function dispatch(routes: readonly Route[], request: Omit<ApiRequest, 'params'>): Answer {
  let pathIsKnown = false;
  for (const route of routes) {
    const params = matchPath(route.path, request.path);
    if (!params) continue;
    pathIsKnown = true;
    if (route.method === request.method) return route.answer({ ...request, params });
  }
  return pathIsKnown ? failure(405, 'method.not.allowed', `HTTP 405 Method Not Allowed`) : notFound();
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = decode(given[index] ?? '');
    if (part.startsWith(':') && actual) params[part.slice(1)] = actual;
    else if (part !== actual) return undefined;
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
