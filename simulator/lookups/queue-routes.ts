import { failure, type Answer } from '../http/answer.ts';
import { listParameter, type ApiRequest } from '../http/request.ts';
import { ok } from '../http/answer.ts';
import type { Route } from '../http/router.ts';
import type { QueueDefinition } from '../world/roster.ts';
import { describePerson, describePresence, describeRoutingStatus } from './agent-descriptions.ts';
import { membersOf } from '../world/membership.ts';
import { pageOf } from './paging.ts';
import type { Agent, World } from '../world/state.ts';

const QUEUE_PAGES = { defaultSize: 25, maxSize: 500 };
const MEMBER_PAGES = { defaultSize: 25, maxSize: 100 };

/** Reading queues and their members. */
export function queueRoutes(world: World): readonly Route[] {
  const ofQueue = (answer: (queue: QueueDefinition, request: ApiRequest) => Answer): Route['answer'] => {
    return (request) => {
      const id = request.params['queueId'] ?? '';
      const queue = world.queues.get(id);
      return queue ? answer(queue.definition, request) : noSuchQueue(id);
    };
  };
  const queue = '/api/v2/routing/queues/:queueId';
  return [
    { method: 'GET', path: '/api/v2/routing/queues', answer: (request) => listQueues(world, request) },
    { method: 'GET', path: queue, answer: ofQueue((definition) => ok(describeQueue(world, definition))) },
    {
      method: 'GET',
      path: `${queue}/members`,
      answer: ofQueue((definition, request) => listMembers(world, definition, request)),
    },
  ];
}

function listQueues(world: World, request: ApiRequest): Answer {
  const ids = listParameter(request.query, 'id');
  const name = request.query.get('name');
  const wanted = world.roster.queues
    .filter((queue) => ids.length === 0 || ids.includes(queue.id))
    .filter((queue) => name === null || nameFits(queue.name, name))
    .sort((a, b) => a.name.localeCompare(b.name));
  return pageOf(request, wanted, QUEUE_PAGES, (queue) => describeQueue(world, queue));
}

/** A name filter may begin and end with `*`. Letter case does not matter. */
function nameFits(name: string, filter: string): boolean {
  const text = name.toLowerCase();
  const core = filter.toLowerCase().replaceAll('*', '');
  if (filter.startsWith('*') && filter.endsWith('*')) return text.includes(core);
  if (filter.startsWith('*')) return text.endsWith(core);
  return filter.endsWith('*') ? text.startsWith(core) : text === core;
}

function describeQueue(world: World, queue: QueueDefinition) {
  const members = membersOf(world, queue.id);
  return {
    id: queue.id,
    name: queue.name,
    description: queue.description,
    division: {
      ...world.roster.division,
      selfUri: `/api/v2/authorization/divisions/${world.roster.division.id}`,
    },
    memberCount: members.length,
    userMemberCount: members.length,
    joinedMemberCount: members.filter((agent) => agent.activeQueueIds.includes(queue.id)).length,
    selfUri: `/api/v2/routing/queues/${queue.id}`,
  };
}

function listMembers(world: World, queue: QueueDefinition, request: ApiRequest): Answer {
  const expand = listParameter(request.query, 'expand');
  const joined = request.query.get('joined');
  const members = membersOf(world, queue.id)
    .filter((agent) => joined === null || String(agent.activeQueueIds.includes(queue.id)) === joined)
    .sort((a, b) => a.person.name.localeCompare(b.person.name));
  return pageOf(request, members, MEMBER_PAGES, (agent) => describeMember(world, queue, agent, expand));
}

function describeMember(world: World, queue: QueueDefinition, agent: Agent, expand: readonly string[]) {
  const { id, name } = agent.person;
  return {
    id,
    name,
    user: {
      ...describePerson(agent.person, world.roster),
      ...(expand.includes('presence') ? { presence: describePresence(agent) } : {}),
    },
    ringNumber: 1,
    joined: agent.activeQueueIds.includes(queue.id),
    memberBy: 'user',
    ...(expand.includes('routingStatus') ? { routingStatus: describeRoutingStatus(agent) } : {}),
    selfUri: `/api/v2/routing/queues/${queue.id}/users/${id}`,
  };
}

function noSuchQueue(id: string): Answer {
  return failure(404, 'not.found', `Unable to find a queue with queueId: ${id}`);
}
