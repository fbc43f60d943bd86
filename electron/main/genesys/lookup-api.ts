import * as v from 'valibot';
import type { CatalogueTopic, TopicParameter } from '../../../shared/model/topic.ts';
import { t } from '../../../shared/text/t.ts';
import { read, send, type RestCall, type RestContext } from './rest.ts';

const PAGE_SIZE = 100;
/** Enough for 2,000 names, and a small share of the 300 requests a minute that a client may send. */
const MOST_PAGES = 20;

const NamedSchema = v.object({ id: v.string(), name: v.optional(v.string(), '') });
const PageSchema = v.object({
  entities: v.optional(v.array(NamedSchema), []),
  pageCount: v.optional(v.number()),
});

type Names = Record<string, string>;

/** Names of people by id. Needs no permission beyond the client's own. */
export const loadUsers = (context: RestContext, call: RestCall): Promise<Names> =>
  loadNames(context, call, '/api/v2/users');

/** Names of queues by id. Needs `routing:queue:view`. */
export const loadQueues = (context: RestContext, call: RestCall): Promise<Names> =>
  loadNames(context, call, '/api/v2/routing/queues');

/** Names of teams by id. A team is a group of the service; groups that this client may not see are left out. */
export const loadTeams = (context: RestContext, call: RestCall): Promise<Names> =>
  loadNames(context, call, '/api/v2/groups');

/** Who is in a team: names by id. */
export const loadTeamMembers = (context: RestContext, call: RestCall, teamId: string): Promise<Names> =>
  loadNames(context, call, `/api/v2/groups/${encodeURIComponent(teamId)}/members`);

/** The members of a queue, those who have not joined it now included: names by id. Needs `routing:queue:view`. */
export const loadQueueMembers = (context: RestContext, call: RestCall, queueId: string): Promise<Names> =>
  loadNames(context, call, `/api/v2/routing/queues/${encodeURIComponent(queueId)}/members`);

/** Names of wrap-up codes by id. Needs `routing:wrapupCode:view`. */
export const loadWrapUpCodes = (context: RestContext, call: RestCall): Promise<Names> =>
  loadNames(context, call, '/api/v2/routing/wrapupcodes');

/** So many ids fit into one request. */
export const MOST_IDS = 50;

/** Names of a few people, also of those who have left. At most `MOST_IDS`; unknown ones are left out. */
export const loadUsersById = (context: RestContext, call: RestCall, ids: readonly string[]): Promise<Names> =>
  loadById(context, call, '/api/v2/users', ids, '&state=any');

/** Names of a few queues. At most `MOST_IDS`; unknown ones are left out. */
export const loadQueuesById = (
  context: RestContext,
  call: RestCall,
  ids: readonly string[],
): Promise<Names> => loadById(context, call, '/api/v2/routing/queues', ids);

async function loadById(
  context: RestContext,
  call: RestCall,
  path: string,
  ids: readonly string[],
  more = '',
): Promise<Names> {
  const wanted = ids.map((id) => `&id=${encodeURIComponent(id)}`).join('');
  const reply = await send(context, call, 'GET', `${path}?pageSize=${String(MOST_IDS)}${wanted}${more}`);
  const { entities } = read(reply, PageSchema, t('look names up'));
  return Object.fromEntries(entities.map(({ id, name }) => [id, name]));
}

async function loadNames(context: RestContext, call: RestCall, path: string): Promise<Names> {
  const names: Names = {};
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const query = `?pageSize=${String(PAGE_SIZE)}&pageNumber=${String(page)}`;
    const reply = await send(context, call, 'GET', path + query);
    const { entities, pageCount } = read(reply, PageSchema, t('look names up'));
    for (const { id, name } of entities) names[id] = name;
    const isLast = pageCount === undefined ? entities.length < PAGE_SIZE : page >= pageCount;
    if (isLast) break;
  }
  return names;
}

const PresencesSchema = v.object({
  entities: v.optional(
    v.array(
      v.object({
        id: v.string(),
        systemPresence: v.optional(v.string(), ''),
        languageLabels: v.nullish(v.record(v.string(), v.string())),
      }),
    ),
    [],
  ),
});

/** Labels of presence definitions by id, English first. Needs `presence:presenceDefinition:view`. */
export async function loadPresenceLabels(context: RestContext, call: RestCall): Promise<Names> {
  const reply = await send(context, call, 'GET', '/api/v2/presence/definitions?pageSize=500');
  const labels: Names = {};
  for (const { id, systemPresence, languageLabels } of read(reply, PresencesSchema, t('look presences up'))
    .entities) {
    const label =
      languageLabels?.['en_US'] ?? languageLabels?.['en'] ?? Object.values(languageLabels ?? {})[0];
    labels[id] = label ?? systemPresence;
  }
  return labels;
}

/** Verifies a token and the way to the API. Source: `TokensApi`, works with client credentials. */
export async function checkToken(
  context: RestContext,
  call: RestCall,
): Promise<{ readonly organization: string }> {
  const reply = await send(context, call, 'GET', '/api/v2/tokens/me');
  const schema = v.object({ organization: v.optional(v.object({ name: v.optional(v.string()) })) });
  return {
    organization: read(reply, schema, t('verify its token')).organization?.name ?? t('your organisation'),
  };
}

const TopicsSchema = v.object({
  entities: v.optional(
    v.array(
      v.object({
        id: v.string(),
        description: v.nullish(v.string()),
        visibility: v.nullish(v.string()),
        transports: v.nullish(v.array(v.string())),
        requiresPermissions: v.nullish(v.array(v.string())),
        requiresCurrentUser: v.nullish(v.boolean()),
        permissionDetails: v.nullish(
          v.array(
            v.object({ type: v.optional(v.string(), ''), permissions: v.nullish(v.array(v.string())) }),
          ),
        ),
        topicParameters: v.nullish(v.array(v.string())),
      }),
    ),
    [],
  ),
});

type WireTopic = v.InferOutput<typeof TopicsSchema>['entities'][number];

const EXPANSIONS = [
  'description',
  'visibility',
  'transports',
  'requiresPermissions',
  'permissionDetails',
  'topicParameters',
];

/** The topics of this organisation, as the picker shows them; those of the protocol itself are left out. */
export async function loadCatalogue(
  context: RestContext,
  call: RestCall,
): Promise<readonly CatalogueTopic[]> {
  const expand = EXPANSIONS.map((name) => `expand=${name}`).join('&');
  const reply = await send(context, call, 'GET', `/api/v2/notifications/availabletopics?${expand}`);
  return read(reply, TopicsSchema, t('list the topics'))
    .entities.filter(({ id }) => id.startsWith('v2.') && !id.startsWith('v2.system.'))
    .map(catalogueTopic)
    .sort((a, b) => a.template.localeCompare(b.template));
}

function catalogueTopic(topic: WireTopic): CatalogueTopic {
  const segments = topic.id.split('.');
  const details = topic.permissionDetails ?? [];
  const permissions = [
    ...(topic.requiresPermissions ?? []),
    ...details.flatMap((detail) => detail.permissions ?? []),
  ];
  return {
    template: topic.id,
    family: segments[1] ?? 'other',
    description: topic.description ?? '',
    parameters: segments.flatMap((segment, index) =>
      segment.startsWith('{') ? [parameterKind(segments[index - 1] ?? '')] : [],
    ),
    overWebSocket: topic.transports?.some((name) => name === 'All' || name === 'Websocket') ?? true,
    isPreview: topic.visibility === 'Preview',
    needsUser:
      topic.requiresCurrentUser === true || details.some(({ type }) => type === 'requiresCurrentUser'),
    requiredPermissions: [...new Set(permissions)],
  };
}

/** The segment before a placeholder says what it stands for, in all 242 known templates. */
function parameterKind(before: string): TopicParameter {
  if (before === 'users' || before === 'agent' || before === 'agents') return 'user';
  if (before === 'queues') return 'queue';
  if (before === 'conversations' || before === 'conversation') return 'conversation';
  return 'other';
}
