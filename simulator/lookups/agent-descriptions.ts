import { isoTime } from '../events/iso-time.ts';
import { conversationSummaryBody } from '../events/agent-bodies.ts';
import type { Person, Roster } from '../world/roster.ts';
import type { Agent } from '../world/state.ts';

/** People as REST describes them. System presences are in mixed case here, and in upper case in events. */

export function describePerson(person: Person, roster: Roster) {
  return {
    id: person.id,
    name: person.name,
    division: { ...roster.division, selfUri: `/api/v2/authorization/divisions/${roster.division.id}` },
    department: person.department,
    email: person.email,
    username: person.email,
    title: person.title,
    state: 'active',
    version: 1,
    acdAutoAnswer: false,
    selfUri: `/api/v2/users/${person.id}`,
  };
}

export function describePresence(agent: Agent) {
  const { id, systemPresence } = agent.presence.definition;
  return {
    id: agent.person.id,
    source: 'PURECLOUD',
    primary: true,
    presenceDefinition: { id, systemPresence, selfUri: `/api/v2/presence/definitions/${id}` },
    message: agent.presence.message,
    modifiedDate: isoTime(agent.presence.sinceMs),
    selfUri: `/api/v2/users/${agent.person.id}/presences/PURECLOUD`,
  };
}

export function describeRoutingStatus(agent: Agent) {
  return { userId: agent.person.id, status: agent.routing.status, startTime: isoTime(agent.routing.sinceMs) };
}

/** The parts of a user that come only when `expand` names them. */
const EXPANSIONS: Readonly<Record<string, (agent: Agent) => object>> = {
  presence: describePresence,
  routingStatus: describeRoutingStatus,
  conversationSummary: conversationSummaryBody,
  outOfOffice: describeOutOfOffice,
  station: describeStation,
};

export function describeUser(agent: Agent, roster: Roster, expand: readonly string[]): object {
  const expanded = expand.flatMap((name) => {
    const describe = EXPANSIONS[name];
    return describe ? [[name, describe(agent)] as const] : [];
  });
  return { ...describePerson(agent.person, roster), ...Object.fromEntries(expanded) };
}

export function describeOutOfOffice(agent: Agent) {
  const { active, changedAtMs, untilMs } = agent.outOfOffice;
  const period = untilMs === undefined ? {} : { startDate: isoTime(changedAtMs), endDate: isoTime(untilMs) };
  return { active, indefinite: false, ...period, selfUri: `/api/v2/users/${agent.person.id}/outofoffice` };
}

export function describeStation(agent: Agent) {
  const { station } = agent.person;
  const associated = { ...station, type: 'inin_webrtc_softphone' };
  return agent.isAtStation
    ? { associatedStation: associated, effectiveStation: associated }
    : { lastAssociatedStation: associated };
}
