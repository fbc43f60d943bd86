import type { Route } from '../http/router.ts';
import type { Roster } from '../world/roster.ts';
import { pageOf } from './paging.ts';

const PAGES = { defaultSize: 25, maxSize: 500 };

/** Reading the codes that agents wrap conversations up with. */
export function wrapUpRoutes(roster: Roster): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v2/routing/wrapupcodes',
      answer: (request) =>
        pageOf(request, roster.wrapUpCodes, PAGES, ({ id, name }) => ({
          id,
          name,
          division: { ...roster.division, selfUri: `/api/v2/authorization/divisions/${roster.division.id}` },
          selfUri: `/api/v2/routing/wrapupcodes/${id}`,
        })),
    },
  ];
}
