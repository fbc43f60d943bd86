import * as v from 'valibot';
import { failure, ok, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import { filterSchema, passes } from './analytics-filter.ts';
import { readQuery } from './analytics-query.ts';
import { queryDetails } from './conversation-details.ts';
import { countOf } from '../world/service-queue.ts';
import type { Conversation, ServiceQueue, World } from '../world/state.ts';

const OBSERVATION = 'analytics:queueObservation:view';
const CONVERSATION_DETAIL = 'analytics:conversationDetail:view';

/** Who is counted, by the metrics that count conversations. */
const METRICS: Readonly<Record<string, (queue: ServiceQueue) => Iterable<Conversation>>> = {
  oWaiting: ({ waiting }) => waiting,
  oAlerting: ({ alerting }) => alerting,
  oInteracting: ({ interacting }) => interacting,
};

const QuerySchema = v.object({
  filter: filterSchema(['queueId', 'mediaType']),
  metrics: v.pipe(v.array(v.picklist(Object.keys(METRICS))), v.minLength(1)),
});

/** How queues stand at this instant, and the conversations under way. */
export function analyticsRoutes(world: World, lacksPermissions: readonly string[]): readonly Route[] {
  const permitted =
    (permission: string, answer: (request: ApiRequest) => Answer): Route['answer'] =>
    (request) =>
      lacksPermissions.includes(permission) ? notPermitted(permission) : answer(request);
  return [
    {
      method: 'POST',
      path: '/api/v2/analytics/queues/observations/query',
      answer: permitted(OBSERVATION, (request) => observe(world, request)),
    },
    {
      method: 'POST',
      path: '/api/v2/analytics/conversations/details/query',
      answer: permitted(CONVERSATION_DETAIL, (request) => queryDetails(world, request)),
    },
  ];
}

function observe(world: World, request: ApiRequest): Answer {
  const query = readQuery(QuerySchema, request);
  if (!query.ok) return query.refusal;
  const { filter, metrics } = query.query;
  const results = [...world.queues.values()].flatMap((queue) =>
    queue.definition.media
      .filter((media) =>
        passes(filter, (dimension) => [dimension === 'queueId' ? queue.definition.id : media]),
      )
      .map((media) => ({
        group: { queueId: queue.definition.id, mediaType: media },
        data: metrics.map((metric) => ({
          metric,
          stats: { count: countOf(METRICS[metric]?.(queue) ?? [], media) },
        })),
      })),
  );
  return ok({ results });
}

function notPermitted(permission: string): Answer {
  return failure(403, 'missing.permissions', `Missing the following permission(s): [${permission}]`, {
    messageParams: { permissions: permission },
  });
}
