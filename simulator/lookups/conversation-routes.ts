import { ok } from '../http/answer.ts';
import type { Route } from '../http/router.ts';

/** `GET /api/v2/conversations` means "my conversations", and a client-credentials client has none. */
export function conversationRoutes(): readonly Route[] {
  return [{ method: 'GET', path: '/api/v2/conversations', answer: () => ok({ entities: [] }) }];
}
