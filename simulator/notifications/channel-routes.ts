import type { Channel as WireChannel } from '../../shared/genesys/wire.ts';
import { empty, failure, notFound, ok, type Answer } from '../http/answer.ts';
import { listParameter, type ApiRequest } from '../http/request.ts';
import type { Route } from '../http/router.ts';
import type { Quirks } from '../quirks.ts';
import { describeTopics } from './available-topics.ts';
import type { Channel, ChannelRegistry } from './channel-registry.ts';
import { permitted, planSubscriptions } from './subscription-plan.ts';
import type { TopicRules } from './topic-verdict.ts';

export interface ChannelRoutes {
  readonly channels: ChannelRegistry;
  readonly rules: TopicRules;
  readonly quirks: Pick<Quirks, 'clearSubscriptionsStatus' | 'resubscribeMovesChannelToToken'>;
  /** Address of a channel's socket. */
  readonly connectUri: (channel: Channel) => string;
}

const CHANNELS = '/api/v2/notifications/channels';
const CHANNEL = `${CHANNELS}/:channelId`;
const SUBSCRIPTIONS = `${CHANNEL}/subscriptions`;

/** The eight operations of the Notifications API. There is no way to delete a channel. */
export function channelRoutes(context: ChannelRoutes): readonly Route[] {
  return [
    { method: 'GET', path: '/api/v2/notifications/availabletopics', answer: listTopics },
    { method: 'GET', path: CHANNELS, answer: (request) => listChannels(context, request) },
    { method: 'POST', path: CHANNELS, answer: (request) => createChannel(context, request) },
    { method: 'HEAD', path: CHANNEL, answer: withChannel(context, () => empty(200)) },
    { method: 'GET', path: SUBSCRIPTIONS, answer: withChannel(context, listSubscriptions) },
    { method: 'POST', path: SUBSCRIPTIONS, answer: withChannel(context, subscriber(context, 'add')) },
    { method: 'PUT', path: SUBSCRIPTIONS, answer: withChannel(context, subscriber(context, 'replace')) },
    { method: 'DELETE', path: SUBSCRIPTIONS, answer: withChannel(context, clearer(context)) },
  ];
}

type ChannelAnswer = (channel: Channel, request: ApiRequest) => Answer;

function withChannel(context: ChannelRoutes, answer: ChannelAnswer): Route['answer'] {
  return (request) => {
    const channel = context.channels.find(request.params['channelId'] ?? '', request.token.clientId);
    return channel ? answer(channel, request) : notFound();
  };
}

function listTopics(request: ApiRequest): Answer {
  const includePreview = request.query.get('includePreview') !== 'false';
  return ok({ entities: describeTopics(listParameter(request.query, 'expand'), includePreview) });
}

function createChannel(context: ChannelRoutes, request: ApiRequest): Answer {
  return ok(describeChannel(context, context.channels.create(request.token)));
}

/** Lists the channels of the calling token, or of its whole client: those of other tokens then come without their ids. */
function listChannels(context: ChannelRoutes, request: ApiRequest): Answer {
  const scope = request.query.get('includechannels') ?? 'token';
  if (scope !== 'token' && scope !== 'oauthclient') {
    return failure(
      400,
      'invalid.query.param.value',
      `includechannels must be token or oauthclient, not ${scope}`,
    );
  }
  const ofClient = context.channels.all.filter((channel) => channel.clientId === request.token.clientId);
  const entities = ofClient.flatMap((channel): object[] => {
    if (channel.token === request.token) return [describeChannel(context, channel)];
    return scope === 'oauthclient' ? [{ expires: isoTime(channel.expiresAtMs) }] : [];
  });
  return ok({ entities });
}

function listSubscriptions(channel: Channel): Answer {
  return ok({ entities: [...channel.subscriptions.keys()].map(permitted) });
}

function subscriber(context: ChannelRoutes, mode: 'add' | 'replace'): ChannelAnswer {
  return (channel, request) => {
    const topicIds = readTopicIds(request.body);
    if (!topicIds) {
      return failure(
        400,
        'bad.request',
        'The request body must be a JSON array of {"id": "<topic>"} objects.',
      );
    }
    const ignoreErrors = request.query.get('ignoreErrors') === 'true';
    const current = channel.subscriptions;
    const plan = planSubscriptions({ current, topicIds, mode, ignoreErrors }, context.rules);
    if (!plan.accepted) return failure(plan.status, plan.code, plan.message);
    if (context.quirks.resubscribeMovesChannelToToken) channel.token = request.token;
    context.channels.subscribe(channel, plan.subscriptions);
    return ok({ entities: plan.listing });
  };
}

function clearer(context: ChannelRoutes): ChannelAnswer {
  return (channel) => {
    context.channels.listenOnlyTo(channel, new Map());
    return empty(context.quirks.clearSubscriptionsStatus);
  };
}

function readTopicIds(body: string): string[] | undefined {
  const list = parseJson(body);
  if (!Array.isArray(list)) return undefined;
  const ids = list.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
      ? item.id
      : undefined,
  );
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeChannel(context: ChannelRoutes, channel: Channel): WireChannel {
  return { id: channel.id, connectUri: context.connectUri(channel), expires: isoTime(channel.expiresAtMs) };
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
