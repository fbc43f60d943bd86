import { failure, ok, type Answer } from '../http/answer.ts';
import { listParameter, type ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import {
  describeOutOfOffice,
  describePresence,
  describeRoutingStatus,
  describeStation,
  describeUser,
} from './agent-descriptions.ts';
import { pageOf } from './paging.ts';
import type { Agent, World } from '../world/state.ts';

const PAGES = { defaultSize: 25, maxSize: 500 };
const MAX_IDS = 100;
const MAX_BULK_PRESENCES = 50;

/** Reading users, their presence and their routing status. */
export function userRoutes(world: World): readonly Route[] {
  const ofUser = (describe: (agent: Agent, request: ApiRequest) => object): Route['answer'] => {
    return (request) => {
      const id = request.params['userId'] ?? '';
      const agent = world.agents.get(id);
      return agent ? ok(describe(agent, request)) : noSuchUser(id);
    };
  };
  const user = '/api/v2/users/:userId';
  return [
    { method: 'GET', path: '/api/v2/users', answer: (request) => listUsers(world, request) },
    { method: 'GET', path: '/api/v2/users/me', answer: notAUser },
    {
      method: 'GET',
      path: '/api/v2/users/presences/:sourceId/bulk',
      answer: (request) => bulkPresences(world, request),
    },
    {
      method: 'GET',
      path: user,
      answer: ofUser((agent, request) =>
        describeUser(agent, world.roster, listParameter(request.query, 'expand')),
      ),
    },
    { method: 'GET', path: `${user}/presences/:sourceId`, answer: ofUser(describePresence) },
    { method: 'GET', path: `${user}/routingstatus`, answer: ofUser(describeRoutingStatus) },
    { method: 'GET', path: `${user}/outofoffice`, answer: ofUser(describeOutOfOffice) },
    { method: 'GET', path: `${user}/station`, answer: ofUser(describeStation) },
  ];
}

function listUsers(world: World, request: ApiRequest): Answer {
  const ids = listParameter(request.query, 'id');
  if (ids.length > MAX_IDS) {
    return failure(
      400,
      'invalid.query.param.value',
      `At most ${String(MAX_IDS)} ids can be asked for at once`,
    );
  }
  const expand = listParameter(request.query, 'expand');
  const wanted = [...world.agents.values()].filter(
    (agent) => ids.length === 0 || ids.includes(agent.person.id),
  );
  const direction = request.query.get('sortOrder')?.toUpperCase() === 'DESC' ? -1 : 1;
  wanted.sort((a, b) => direction * a.person.name.localeCompare(b.person.name));
  return pageOf(request, wanted, PAGES, (agent) => describeUser(agent, world.roster, expand));
}

/** Presences of up to fifty users at once. Ids that are unknown are left out. */
function bulkPresences(world: World, request: ApiRequest): Answer {
  const ids = listParameter(request.query, 'id');
  if (ids.length > MAX_BULK_PRESENCES) {
    return failure(
      400,
      'invalid.query.param.value',
      `At most ${String(MAX_BULK_PRESENCES)} ids can be asked for at once`,
    );
  }
  const agents = ids.flatMap((id) => world.agents.get(id) ?? []);
  return ok(agents.map((agent) => ({ ...describePresence(agent), userId: agent.person.id })));
}

/** A client-credentials client is nobody. */
function notAUser(): Answer {
  return failure(
    400,
    'not.a.user',
    'This request requires a user context. Client credentials cannot be used for it.',
  );
}

function noSuchUser(id: string): Answer {
  return failure(404, 'not.found', `Unable to find a user with userId: ${id}`);
}
