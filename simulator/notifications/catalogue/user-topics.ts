import { entry, type CatalogueEntry } from './entry.ts';

const user = { parameters: ['userId'] };
const ownOrPermitted = { ...user, currentUser: 'instead-of-permission' } as const;
const conversationView = {
  ...ownOrPermitted,
  permissions: ['conversation:communication:view'],
  divisioned: true,
};
const onlyOwn = { ...user, currentUser: 'required' } as const;
const adherence = {
  permissions: ['wfm:agentSchedule:view', 'wfm:agentAdherence:notify', 'wfm:realtimeAdherence:view'],
  anyPermission: true,
  transports: ['Websocket'],
} as const;

export const USER_TOPICS: readonly CatalogueEntry[] = [
  entry('v2.users.{id}.presence', "A change of a user's presence, from any source.", user),
  entry('v2.users.{id}.routingStatus', "A change of a user's routing status, such as idle or interacting.", {
    ...ownOrPermitted,
    permissions: ['routing:queueMember:view'],
  }),
  entry('v2.users.{id}.activity', 'Presence, routing status, out of office and active queues of a user.', {
    ...ownOrPermitted,
    permissions: ['analytics:agentActivity:view'],
  }),
  entry('v2.users.{id}.outofoffice', "A change of a user's out-of-office setting.", user),
  entry('v2.users.{id}.station', 'The station a user is associated with.', user),
  entry('v2.users.{id}.callforwarding', "A change of a user's call forwarding.", onlyOwn),
  entry('v2.users.{id}.geolocation', "A change of a user's shared location.", {
    ...user,
    permissions: ['directory:userGeolocation:view'],
    enforced: false,
  }),
  entry('v2.users.{id}.integrationpresence', 'Presence of a user in an integrated system.', {
    ...user,
    permissions: ['integrations:integration:view'],
    visibility: 'Preview',
  }),
  entry('v2.users.{id}.conversationsummary', "Counts of a user's conversations by media type.", {
    ...ownOrPermitted,
    permissions: ['conversation:communication:view'],
  }),
  entry(
    'v2.users.{id}.conversations',
    'Any change in a conversation the user takes part in.',
    conversationView,
  ),
  entry('v2.users.{id}.conversations.calls', 'Calls of a user.', conversationView),
  entry('v2.users.{id}.conversations.callbacks', 'Callbacks of a user.', conversationView),
  entry('v2.users.{id}.conversations.chats', 'Chats of a user.', conversationView),
  entry('v2.users.{id}.conversations.emails', 'Emails of a user.', conversationView),
  entry('v2.users.{id}.conversations.messages', 'Messages of a user.', conversationView),
  entry('v2.users.{id}.conversations.cobrowseSessions', 'Co-browse sessions of a user.', conversationView),
  entry('v2.users.{id}.conversations.screenshares', 'Screen shares of a user.', conversationView),
  entry('v2.users.{id}.conversations.socialexpressions', 'Social expressions of a user.', conversationView),
  entry('v2.users.{id}.conversations.videos', 'Video calls of a user.', conversationView),
  entry('v2.users.{id}.conversations.{id}.recordings', 'Recordings of one conversation of a user.', {
    parameters: ['userId', 'conversationId'],
    currentUser: 'required',
  }),
  entry('v2.users.{id}.badges.chats', 'Unread chats of the signed-in user.', onlyOwn),
  entry('v2.users.{id}.voicemail.messages', 'Voicemail of the signed-in user.', onlyOwn),
  entry('v2.users.{id}.greetings', 'Greetings of the signed-in user.', onlyOwn),
  entry('v2.users.{id}.tokens', 'Tokens issued to the signed-in user.', onlyOwn),
  entry(
    'v2.users.{id}.analytics.reporting.exports',
    "Progress of the signed-in user's report exports.",
    onlyOwn,
  ),
  entry('v2.users.{id}.alerting.alerts', 'Alerts raised for the signed-in user.', onlyOwn),
  entry('v2.users.{id}.workforcemanagement.adherence', 'Adherence of a user to the schedule.', {
    ...ownOrPermitted,
    ...adherence,
  }),
  entry('v2.users.{id}.workforcemanagement.schedules', "Changes of the signed-in user's schedule.", onlyOwn),
  entry('v2.users.{id}.wem.coaching.notification', 'Coaching appointments of the signed-in user.', onlyOwn),
];

export const WORKFORCE_TOPICS: readonly CatalogueEntry[] = [
  entry('v2.workforcemanagement.managementunits.{id}.adherence', 'Adherence in a management unit.', {
    parameters: ['managementUnitId'],
    ...adherence,
  }),
  entry('v2.workforcemanagement.teams.{id}.adherence', 'Adherence in a team.', {
    parameters: ['teamId'],
    ...adherence,
  }),
  entry(
    'v2.workforcemanagement.managementunits.{id}.schedules',
    'Published schedules of a management unit.',
    {
      parameters: ['managementUnitId'],
      permissions: ['wfm:agentSchedule:view'],
      transports: ['Websocket'],
    },
  ),
  entry('v2.workforcemanagement.agents.opportunities', 'Shift opportunities offered to agents.', {
    permissions: ['wfm:agentSchedule:view'],
    visibility: 'Preview',
  }),
];
