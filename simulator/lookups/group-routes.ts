import { isoTime } from '../events/iso-time.ts';
import { failure, ok, type Answer } from '../http/answer.ts';
import { listParameter, type ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Team, World } from '../world/state.ts';
import { describeUser } from './agent-descriptions.ts';
import { pageOf } from './paging.ts';

const PAGES = { defaultSize: 25, maxSize: 500 };
const MEMBER_PAGES = { defaultSize: 25, maxSize: 100 };

/** Reading teams, which the service calls groups, and their members. */
export function groupRoutes(world: World): readonly Route[] {
  const ofTeam = (answer: (team: Team, request: ApiRequest) => Answer): Route['answer'] => {
    return (request) => {
      const id = request.params['groupId'] ?? '';
      const team = world.teams.get(id);
      return team ? answer(team, request) : noSuchGroup(id);
    };
  };
  const group = '/api/v2/groups/:groupId';
  return [
    { method: 'GET', path: '/api/v2/groups', answer: (request) => listGroups(world, request) },
    { method: 'GET', path: group, answer: ofTeam((team) => ok(describeGroup(team))) },
    {
      method: 'GET',
      path: `${group}/members`,
      answer: ofTeam((team, request) => listMembers(world, team, request)),
    },
  ];
}

function listGroups(world: World, request: ApiRequest): Answer {
  const ids = listParameter(request.query, 'id');
  const wanted = [...world.teams.values()].filter(
    ({ definition }) => ids.length === 0 || ids.includes(definition.id),
  );
  wanted.sort((a, b) => direction(request) * a.definition.name.localeCompare(b.definition.name));
  return pageOf(request, wanted, PAGES, describeGroup);
}

function listMembers(world: World, team: Team, request: ApiRequest): Answer {
  const expand = listParameter(request.query, 'expand');
  const members = [...team.members];
  members.sort((a, b) => direction(request) * a.person.name.localeCompare(b.person.name));
  return pageOf(request, members, MEMBER_PAGES, (agent) => describeUser(agent, world.roster, expand));
}

function direction(request: ApiRequest): 1 | -1 {
  return request.query.get('sortOrder')?.toUpperCase() === 'DESC' ? -1 : 1;
}

export function describeGroup({ definition, members, changedAtMs }: Team) {
  const { id, name, description, leadIds } = definition;
  return {
    id,
    name,
    description,
    dateModified: isoTime(changedAtMs),
    memberCount: members.size,
    state: 'active',
    version: 1,
    type: 'official',
    rulesVisible: true,
    visibility: 'public',
    rolesEnabled: false,
    includeOwners: false,
    callsEnabled: false,
    owners: leadIds.map((leadId) => ({ id: leadId, version: 1, selfUri: `/api/v2/users/${leadId}` })),
    selfUri: `/api/v2/groups/${id}`,
  };
}

function noSuchGroup(id: string): Answer {
  return failure(404, 'not.found', `Unable to find a group with groupId: ${id}`);
}
