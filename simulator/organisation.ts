import { RateLimit } from './http/rate-limit.ts';
import type { Api } from './http/api.ts';
import { Timers } from './base/timers.ts';
import { RunningFaults } from './control/running-faults.ts';
import type { LeverParts } from './control/levers.ts';
import { eventsOf } from './events/events-of.ts';
import { ExtraEvents } from './events/extra-events.ts';
import { analyticsRoutes } from './lookups/analytics-routes.ts';
import { conversationRoutes } from './lookups/conversation-routes.ts';
import { groupRoutes } from './lookups/group-routes.ts';
import { presenceRoutes } from './lookups/presence-routes.ts';
import { queueRoutes } from './lookups/queue-routes.ts';
import { tokenRoutes } from './lookups/token-routes.ts';
import { userRoutes } from './lookups/user-routes.ts';
import { wrapUpRoutes } from './lookups/wrap-up-routes.ts';
import { ChannelRegistry, type Channel } from './notifications/channel-registry.ts';
import { channelRoutes } from './notifications/channel-routes.ts';
import { Publisher } from './notifications/publisher.ts';
import type { TopicRules } from './notifications/topic-verdict.ts';
import { TokenRegistry, type Token, type TokenEnd } from './oauth/token-registry.ts';
import type { Settings } from './options.ts';
import { ReceivedLog, type EndCause } from './received/received-log.ts';
import { noLongerSubscribedFrame, tokenRevokedFrame } from './socket/control-frames.ts';
import { SocketServer } from './socket/socket-server.ts';
import { ContactCentre } from './world/contact-centre.ts';
import { live } from './world/live.ts';
import { drawRoster } from './world/roster.ts';

/** Everything of the organisation but the server that it is reached by. */
export interface Organisation extends LeverParts {
  readonly api: Api;
  readonly publisher: Publisher;
}

/** Builds the organisation and lets it live. `connectUri` is asked only once the server listens. */
export function buildOrganisation(
  settings: Settings,
  connectUri: (channel: Channel) => string,
): Organisation {
  const { clock, quirks, seed, speed } = settings;
  const timers = new Timers(clock);
  const log = new ReceivedLog(settings.logLimit);
  const faults = new RunningFaults(timers);
  const rules: TopicRules = {
    lacksPermissions: settings.lacksPermissions,
    topicsAreCaseSensitive: quirks.topicsAreCaseSensitive,
  };
  const channels: ChannelRegistry = new ChannelRegistry(
    timers,
    settings.channelLifetimeMs,
    log,
    (channel, cause) => {
      closeEndedChannel(settings, channel, cause);
    },
  );
  const tokens: TokenRegistry = new TokenRegistry(
    timers,
    settings.tokenLifetimeSeconds * 1000,
    (token, cause) => {
      closeEndedToken(settings, channels, token, cause);
    },
  );
  const sockets = new SocketServer({ ...settings, timers, channels, faults, log, rules });
  const publisher = new Publisher(timers, channels, log, () => (faults.find('duplicate') ? 2 : 1));
  const centre: ContactCentre = new ContactCentre({
    roster: drawRoster(seed, settings.agentCount),
    random: settings.random,
    // A stopped contact centre has still had a day until now.
    speed: speed || 1,
    startMs: clock.now(),
    tell: (fact) => {
      for (const event of eventsOf(fact, centre.world)) publisher.publish(event.topic, event.body);
    },
  });
  if (speed > 0) live(centre, timers);
  const extraEvents = new ExtraEvents(
    centre,
    () => channels.topics,
    () => clock.now(),
  );
  const makeEvents = (count: number): void => {
    extraEvents.make(count);
  };
  const { world } = centre;
  const routes = [
    ...channelRoutes({ channels, rules, quirks, connectUri }),
    ...userRoutes(world),
    ...queueRoutes(world),
    ...groupRoutes(world),
    ...wrapUpRoutes(world.roster),
    ...analyticsRoutes(world, settings.lacksPermissions),
    ...presenceRoutes(world.roster),
    ...conversationRoutes(),
    ...tokenRoutes(tokens, world.roster),
  ];
  const api = { tokens, rateLimit: new RateLimit(timers, settings.requestsPerMinute), routes };
  return { timers, log, faults, channels, tokens, sockets, publisher, centre, makeEvents, api };
}

function closeEndedChannel({ quirks }: Settings, channel: Channel, cause: EndCause): void {
  if (cause === 'evicted') {
    channel.socket?.send(noLongerSubscribedFrame(channel));
    channel.socket?.close(quirks.closeCodes.evicted, cause);
  } else {
    channel.socket?.close(quirks.closeCodes.channelExpired, cause);
  }
}

function closeEndedToken(
  { quirks }: Settings,
  channels: ChannelRegistry,
  token: Token,
  cause: TokenEnd,
): void {
  for (const channel of channels.all.filter((candidate) => candidate.token === token)) {
    if (cause === 'revoked') channel.socket?.send(tokenRevokedFrame(channel));
    if (quirks.tokenEndClosesSockets) {
      channel.socket?.close(quirks.closeCodes.tokenEnded, 'token-ended');
      channel.socket = undefined;
    }
    if (quirks.tokenEndEndsChannels) channels.retire(channel);
  }
}
