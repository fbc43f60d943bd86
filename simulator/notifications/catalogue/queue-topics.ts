import { entry, type CatalogueEntry } from './entry.ts';

const queue = { parameters: ['queueId'] };
const conversations = { ...queue, permissions: ['conversation:communication:view'], divisioned: true };
const observations = {
  permissions: ['analytics:queueObservation:view', 'analytics:conversationAggregate:view'],
};

export const QUEUE_TOPICS: readonly CatalogueEntry[] = [
  entry('v2.routing.queues.{id}.users', 'Members who join or leave a queue.', {
    ...queue,
    permissions: ['routing:queue:view'],
  }),
  entry('v2.routing.queues.{id}.conversations', 'Any change in a conversation of a queue.', conversations),
  entry('v2.routing.queues.{id}.conversations.calls', 'Calls of a queue.', conversations),
  entry('v2.routing.queues.{id}.conversations.callbacks', 'Callbacks of a queue.', conversations),
  entry('v2.routing.queues.{id}.conversations.chats', 'Chats of a queue.', conversations),
  entry('v2.routing.queues.{id}.conversations.emails', 'Emails of a queue.', conversations),
  entry('v2.routing.queues.{id}.conversations.messages', 'Messages of a queue.', conversations),
  entry(
    'v2.routing.queues.{id}.conversations.cobrowseSessions',
    'Co-browse sessions of a queue.',
    conversations,
  ),
  entry('v2.routing.queues.{id}.conversations.videos', 'Video calls of a queue.', conversations),
];

export const ANALYTICS_TOPICS: readonly CatalogueEntry[] = [
  entry(
    'v2.analytics.queues.{id}.observations',
    'Statistics of a queue: who waits, who talks, service level.',
    {
      ...queue,
      ...observations,
      transports: ['Websocket'],
    },
  ),
  entry('v2.analytics.queues.{id}.activity', 'Counts of waiting, alerting and interacting conversations.', {
    ...queue,
    ...observations,
  }),
  entry('v2.analytics.users.{id}.aggregates', 'Statistics of a user in the current half hour.', {
    parameters: ['userId'],
    permissions: ['analytics:userAggregate:view', 'analytics:conversationAggregate:view'],
    transports: ['Websocket'],
  }),
  entry('v2.analytics.flow.{id}.aggregates', 'Statistics of a flow in the current half hour.', {
    parameters: ['flowId'],
    permissions: ['analytics:flowAggregate:view'],
  }),
  entry('v2.analytics.wrapup.{id}.aggregates', 'Statistics of a wrap-up code in the current half hour.', {
    parameters: ['wrapupCodeId'],
    permissions: ['analytics:conversationAggregate:view'],
  }),
  entry('v2.analytics.conversation.{id}.metrics', 'Metrics of one conversation as they arise.', {
    parameters: ['conversationId'],
    permissions: ['analytics:conversationDetail:view'],
  }),
  entry('v2.analytics.users.details.jobs.availability', 'Days for which user detail jobs can be run.', {
    permissions: ['analytics:userDetail:view'],
    transports: ['EventBridge'],
  }),
  entry(
    'v2.analytics.conversations.details.jobs.availability',
    'Days for which conversation jobs can be run.',
    {
      permissions: ['analytics:conversationDetail:view'],
      transports: ['EventBridge'],
    },
  ),
];
