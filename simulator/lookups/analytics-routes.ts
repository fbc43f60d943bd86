import * as v from 'valibot';
import { failure, ok, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Media } from '../world/roster.ts';
import { countOf } from '../world/service-queue.ts';
import type { Conversation, ServiceQueue, World } from '../world/state.ts';

const NEEDED_PERMISSION = 'analytics:queueObservation:view';

/** Who is counted, by the metrics that count conversations. */
const METRICS: Readonly<Record<string, (queue: ServiceQueue) => Iterable<Conversation>>> = {
  oWaiting: ({ waiting }) => waiting,
  oAlerting: ({ alerting }) => alerting,
  oInteracting: ({ interacting }) => interacting,
};

const PredicateSchema = v.object({
  type: v.optional(v.literal('dimension'), 'dimension'),
  dimension: v.picklist(['queueId', 'mediaType']),
  operator: v.optional(v.literal('matches'), 'matches'),
  value: v.string(),
});
const FilterSchema = v.object({
  type: v.picklist(['and', 'or']),
  predicates: v.optional(v.array(PredicateSchema), []),
  clauses: v.optional(
    v.array(v.object({ type: v.picklist(['and', 'or']), predicates: v.array(PredicateSchema) })),
    [],
  ),
});
const QuerySchema = v.object({
  filter: FilterSchema,
  metrics: v.pipe(v.array(v.picklist(Object.keys(METRICS))), v.minLength(1)),
});

type Filter = Pick<v.InferOutput<typeof FilterSchema>, 'type' | 'predicates'>;

/** How queues stand at this instant: `POST /api/v2/analytics/queues/observations/query`. */
export function analyticsRoutes(world: World, lacksPermissions: readonly string[]): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/api/v2/analytics/queues/observations/query',
      answer: (request) =>
        lacksPermissions.includes(NEEDED_PERMISSION) ? notPermitted() : observe(world, request),
    },
  ];
}

function observe(world: World, request: ApiRequest): Answer {
  const query = v.safeParse(QuerySchema, parsed(request.body));
  if (!query.success) {
    const [issue] = query.issues;
    return failure(400, 'bad.request', `The query is not valid: ${issue.message}`);
  }
  const { filter, metrics } = query.output;
  const filters: readonly Filter[] = [...(filter.predicates.length > 0 ? [filter] : []), ...filter.clauses];
  const fits = (id: string, media: Media): boolean => {
    const verdicts = filters.map((one) => doesFit(one, id, media));
    return filter.type === 'or' ? verdicts.some(Boolean) : verdicts.every(Boolean);
  };
  const results = [...world.queues.values()].flatMap((queue) =>
    queue.definition.media
      .filter((media) => fits(queue.definition.id, media))
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

function doesFit({ type, predicates }: Filter, queueId: string, mediaType: Media): boolean {
  const dimensions = { queueId, mediaType };
  const verdicts = predicates.map(({ dimension, value }) => dimensions[dimension] === value);
  return type === 'or' ? verdicts.some(Boolean) : verdicts.every(Boolean);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function notPermitted(): Answer {
  return failure(403, 'missing.permissions', `Missing the following permission(s): [${NEEDED_PERMISSION}]`, {
    messageParams: { permissions: NEEDED_PERMISSION },
  });
}
