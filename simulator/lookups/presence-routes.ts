import { ok, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { PresenceDefinition } from '../world/presences.ts';
import type { Roster } from '../world/roster.ts';
import { pageOf } from './paging.ts';

const PAGES = { defaultSize: 25, maxSize: 500 };
const DEFAULT_LOCALE = 'en_US';

/** Reading presence definitions, by the present and by the older, deprecated path, and the system presences. */
export function presenceRoutes(roster: Roster): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v2/presence/definitions',
      answer: (request) => listDefinitions(roster, request),
    },
    {
      method: 'GET',
      path: '/api/v2/presencedefinitions',
      answer: (request) =>
        pageOf(request, roster.presences, PAGES, (presence) => describeOld(presence, request)),
    },
    {
      method: 'GET',
      path: '/api/v2/systempresences',
      answer: () => ok(roster.presences.flatMap(describeSystem)),
    },
  ];
}

function listDefinitions(roster: Roster, request: ApiRequest): Answer {
  const entities = roster.presences.map((presence) => describe(presence, request));
  return ok({ total: entities.length, entities, selfUri: request.path });
}

function describe(presence: PresenceDefinition, request: ApiRequest) {
  return {
    id: presence.id,
    type: presence.isPrimary ? 'System' : 'User',
    languageLabels: labelsFor(presence, request.query.get('localeCode')),
    systemPresence: presence.systemPresence,
    divisionId: '*',
    deactivated: false,
    selfUri: `/api/v2/presence/definitions/${presence.id}`,
  };
}

function describeOld(presence: PresenceDefinition, request: ApiRequest) {
  return {
    id: presence.id,
    languageLabels: labelsFor(presence, request.query.get('localeCode')),
    systemPresence: presence.systemPresence,
    primary: presence.isPrimary,
    deactivated: false,
    selfUri: `/api/v2/presencedefinitions/${presence.id}`,
  };
}

/** Labels in the language asked for, or in all of them for `ALL` and without a wish. */
function labelsFor(presence: PresenceDefinition, locale: string | null): Record<string, string> {
  if (locale === null || locale === 'ALL') return { ...presence.labels };
  const label = presence.labels[locale] ?? presence.labels[DEFAULT_LOCALE] ?? presence.systemPresence;
  return { [locale]: label };
}

function describeSystem(presence: PresenceDefinition) {
  return presence.isPrimary ? [{ id: presence.systemPresence, name: presence.systemPresence }] : [];
}
