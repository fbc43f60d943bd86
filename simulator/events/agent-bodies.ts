import type { Media } from '../world/roster.ts';
import { eventSpelling } from '../world/presences.ts';
import { isoTime } from './iso-time.ts';
import type { Agent } from '../world/state.ts';

/** Bodies of the events about one person. System presences are in upper case here, and in mixed case in REST. */

export function presenceBody(agent: Agent) {
  return {
    source: 'PURECLOUD',
    presenceDefinition: presenceReference(agent),
    primary: true,
    message: agent.presence.message,
    modifiedDate: isoTime(agent.presence.sinceMs),
  };
}

export function routingStatusBody(agent: Agent) {
  return { id: agent.person.id, routingStatus: routingStatus(agent) };
}

export function activityBody(agent: Agent) {
  return {
    id: agent.person.id,
    routingStatus: routingStatus(agent),
    presence: {
      presenceDefinition: presenceReference(agent),
      presenceMessage: agent.presence.message,
      modifiedDate: isoTime(agent.presence.sinceMs),
    },
    outOfOffice: { active: agent.outOfOffice.active, modifiedDate: isoTime(agent.outOfOffice.changedAtMs) },
    activeQueueIds: [...agent.activeQueueIds],
    dateActiveQueuesChanged: isoTime(agent.activeQueuesChangedAtMs),
  };
}

export function outOfOfficeBody(agent: Agent) {
  const { active, changedAtMs, untilMs } = agent.outOfOffice;
  const period = untilMs === undefined ? {} : { startDate: isoTime(changedAtMs), endDate: isoTime(untilMs) };
  return { user: { id: agent.person.id }, active, indefinite: false, ...period };
}

export function stationBody(agent: Agent) {
  const { id, station } = agent.person;
  return agent.isAtStation ? { associatedStation: { ...station, associatedUser: { id } } } : {};
}

export function queueMemberBody(agent: Agent, queueId: string, joined: boolean) {
  const { id } = agent.person;
  return { id, user: { id }, queueId, joined };
}

export function conversationSummaryBody(agent: Agent) {
  return {
    userId: agent.person.id,
    call: mediaSummary(agent, 'voice'),
    callback: mediaSummary(agent, 'callback'),
    email: mediaSummary(agent, 'email'),
    message: mediaSummary(agent, 'message'),
    chat: mediaSummary(agent, 'chat'),
    socialExpression: nothing(),
    video: nothing(),
  };
}

function mediaSummary(agent: Agent, media: Media) {
  const { conversation } = agent;
  const summary = nothing();
  if (conversation?.media !== media || conversation.state === 'over') return summary;
  const side = conversation.queue ? summary.contactCenter : summary.enterprise;
  if (conversation.state === 'wrapping-up') side.acw = 1;
  else side.active = 1;
  return summary;
}

function nothing() {
  return { contactCenter: { active: 0, acw: 0 }, enterprise: { active: 0, acw: 0 } };
}

function presenceReference(agent: Agent) {
  const { id, systemPresence } = agent.presence.definition;
  return { id, systemPresence: eventSpelling(systemPresence) };
}

function routingStatus(agent: Agent) {
  return { status: agent.routing.status, startTime: isoTime(agent.routing.sinceMs) };
}
