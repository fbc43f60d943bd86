import * as v from 'valibot';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { t } from '../../../shared/text/t.ts';
import { read, send, type RestCall, type RestContext } from './rest.ts';

/**
 * The present state of people and queues. Every answer is written as the body that an event about it would have, so
 * that one reading of the vendor's words serves what is heard and what is fetched.
 * Sources: `UsersApi`, `PresenceApi`, `AnalyticsApi` and `RoutingApi` of the official JavaScript SDK 262.
 */
export type UserFact = 'presence' | 'routingStatus' | 'outOfOffice' | 'station';
export type UserState = Partial<Record<UserFact, JsonValue>>;

/** `GET /api/v2/users` takes up to a hundred ids, and no more than the page holds. */
export const USERS_AT_ONCE = 100;
/** "Limit 50". */
export const PRESENCES_AT_ONCE = 50;
/** Nothing is documented; a query body of this size is a few kilobytes. */
export const QUEUES_AT_ONCE = 50;
/** "Max value is 100." */
const MEMBERS_PAGE = 100;

const PresenceSchema = v.object({
  presenceDefinition: v.object({ id: v.optional(v.string(), ''), systemPresence: v.string() }),
  modifiedDate: v.nullish(v.string()),
});
const RoutingStatusSchema = v.object({ status: v.string(), startTime: v.nullish(v.string()) });
const OutOfOfficeSchema = v.object({ active: v.boolean() });
const StationSchema = v.object({
  associatedStation: v.nullish(v.object({ name: v.nullish(v.string()) })),
});

const BODIES: Readonly<Record<UserFact, (value: unknown) => JsonValue | undefined>> = {
  presence: (value) => {
    const presence = v.safeParse(PresenceSchema, value);
    if (!presence.success) return undefined;
    const { presenceDefinition, modifiedDate = null } = presence.output;
    const systemPresence = eventSpelling(presenceDefinition.systemPresence);
    return { presenceDefinition: { ...presenceDefinition, systemPresence }, modifiedDate };
  },
  routingStatus: (value) => {
    const routing = v.safeParse(RoutingStatusSchema, value);
    if (!routing.success) return undefined;
    const { status, startTime = null } = routing.output;
    return { routingStatus: { status, startTime } };
  },
  outOfOffice: (value) => {
    const outOfOffice = v.safeParse(OutOfOfficeSchema, value);
    return outOfOffice.success ? { active: outOfOffice.output.active } : undefined;
  },
  station: (value) => {
    const stations = v.safeParse(StationSchema, value);
    if (!stations.success) return undefined;
    const name = stations.output.associatedStation?.name;
    return name == null ? {} : { associatedStation: { name } };
  },
};

/** REST writes `OnQueue`, events write `ON_QUEUE`. */
function eventSpelling(systemPresence: string): string {
  return systemPresence.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

const UsersSchema = v.object({
  entities: v.optional(v.array(v.looseObject({ id: v.string() })), []),
});

/**
 * People by id, with as much of what was asked for as the service gives: "expand parameters are resolved with a
 * best effort approach and not guaranteed to be returned". Only active people are listed.
 */
export async function readUsers(
  context: RestContext,
  call: RestCall,
  ids: readonly string[],
  facts: readonly UserFact[],
): Promise<ReadonlyMap<string, UserState>> {
  const query = new URLSearchParams({ pageSize: String(USERS_AT_ONCE) });
  for (const id of ids) query.append('id', id);
  for (const fact of facts) query.append('expand', fact);
  const reply = await send(context, call, 'GET', `/api/v2/users?${query.toString()}`);
  const { entities } = read(reply, UsersSchema, t('read the state of people'));
  return new Map(
    entities.map((user) => {
      const state: UserState = {};
      for (const fact of facts) {
        const body = BODIES[fact](user[fact]);
        if (body !== undefined) state[fact] = body;
      }
      return [user.id, state];
    }),
  );
}

const BulkPresenceSchema = v.array(
  v.looseObject({ userId: v.optional(v.string()), id: v.optional(v.string()) }),
);

/** Presences in bulk, for the people whom the listing gave without one. Ids that are not known are left out. */
export async function readPresences(
  context: RestContext,
  call: RestCall,
  ids: readonly string[],
): Promise<ReadonlyMap<string, UserState>> {
  const query = new URLSearchParams();
  for (const id of ids) query.append('id', id);
  const reply = await send(
    context,
    call,
    'GET',
    `/api/v2/users/presences/purecloud/bulk?${query.toString()}`,
  );
  const presences = read(reply, BulkPresenceSchema, t('read presences'));
  const found = new Map<string, UserState>();
  for (const presence of presences) {
    const id = presence.userId ?? presence.id;
    const body = BODIES.presence(presence);
    if (id !== undefined && body !== undefined) found.set(id, { presence: body });
  }
  return found;
}

const PATHS: Readonly<Record<UserFact, string>> = {
  presence: 'presences/purecloud',
  routingStatus: 'routingstatus',
  outOfOffice: 'outofoffice',
  station: 'station',
};

/** One fact about one person, where no listing gave it; null when the answer does not say. */
export async function readUserFact(
  context: RestContext,
  call: RestCall,
  id: string,
  fact: UserFact,
): Promise<JsonValue | null> {
  const path = `/api/v2/users/${encodeURIComponent(id)}/${PATHS[fact]}`;
  const reply = await send(context, call, 'GET', path);
  return BODIES[fact](read(reply, v.unknown(), t('read the state of a person'))) ?? null;
}

/** What is counted by conversation, and so comes with events of the topic as well. */
const FIGURES = ['oWaiting', 'oInteracting', 'oAlerting'];

const FiguresSchema = v.object({
  results: v.optional(
    v.array(
      v.object({
        group: v.object({ queueId: v.string(), mediaType: v.optional(v.string()) }),
        data: v.optional(
          v.array(
            v.object({
              metric: v.string(),
              qualifier: v.optional(v.string()),
              stats: v.optional(v.object({ count: v.optional(v.number()) }), {}),
            }),
          ),
          [],
        ),
      }),
    ),
    [],
  ),
});

/**
 * Who waits in queues and who is served, by medium. Needs `analytics:queueObservation:view`. A queue in which
 * nothing goes on may be left out of the answer.
 */
export async function readQueueFigures(
  context: RestContext,
  call: RestCall,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly JsonValue[]>> {
  const predicates = ids.map((value) => ({
    type: 'dimension',
    dimension: 'queueId',
    operator: 'matches',
    value,
  }));
  const query = { filter: { type: 'or', predicates }, metrics: FIGURES };
  const reply = await send(context, call, 'POST', '/api/v2/analytics/queues/observations/query', query);
  const bodies = new Map<string, JsonValue[]>(ids.map((id) => [id, []]));
  for (const { group, data } of read(reply, FiguresSchema, t('read how queues stand')).results) {
    const metrics = data.map(({ metric, qualifier = null, stats: { count = null } }) => ({
      metric,
      qualifier,
      stats: { count },
    }));
    const { queueId, mediaType = null } = group;
    bodies.get(queueId)?.push({ group: { queueId, mediaType }, data: [{ metrics }] });
  }
  return bodies;
}

const MembersSchema = v.object({
  entities: v.optional(v.array(v.object({ id: v.string(), joined: v.optional(v.boolean(), false) })), []),
  pageCount: v.optional(v.number()),
});

/** A page of the members of a queue, and whether they have joined it. Needs `routing:queue:view`. */
export async function readQueueMembers(
  context: RestContext,
  call: RestCall,
  queueId: string,
  page: number,
): Promise<{ readonly bodies: readonly JsonValue[]; readonly hasMore: boolean }> {
  const query = `pageSize=${String(MEMBERS_PAGE)}&pageNumber=${String(page)}`;
  const path = `/api/v2/routing/queues/${encodeURIComponent(queueId)}/members?${query}`;
  const reply = await send(context, call, 'GET', path);
  const { entities, pageCount } = read(reply, MembersSchema, t('read the members of a queue'));
  const hasMore = pageCount === undefined ? entities.length === MEMBERS_PAGE : page < pageCount;
  return { bodies: entities.map(({ id, joined }) => ({ id, user: { id }, joined })), hasMore };
}
