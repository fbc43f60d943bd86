import { failure, notFound, ok, empty, type Answer } from '../http/answer.ts';
import type { HttpRequest } from '../http/request.ts';
import { describeAgents } from './agents.ts';
import { pullLever, type LeverParts } from './levers.ts';
import { parseLever } from './lever-parser.ts';
import { NotInTheOrg } from './scenes.ts';
import { describeState } from './state.ts';

/**
 * The control of the org, under a path that holds a random key: a web page on this machine can reach the port, but
 * cannot guess the key. It answers during every fault.
 */
export function answerControlRequest(parts: LeverParts, request: HttpRequest, path: string): Answer {
  if (request.method === 'POST' && path === '/levers') return pull(parts, request.body);
  if (request.method === 'GET' && path === '/state') return ok(describeState(parts));
  if (request.method === 'GET' && path === '/agents') return ok(describeAgents(parts.centre.world));
  return notFound();
}

function pull(parts: LeverParts, body: string): Answer {
  const parsed = parseLever(body);
  if (!parsed.ok) return failure(400, 'bad.lever', parsed.problem);
  try {
    pullLever(parts, parsed.lever);
  } catch (error) {
    if (error instanceof NotInTheOrg) return failure(404, 'not.found', error.message);
    throw error;
  }
  return empty(204);
}
