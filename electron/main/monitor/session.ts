import type { OrgUrls } from '../../../shared/genesys/regions.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { ClockOffset } from '../../../shared/model/agent.ts';
import type { ConnectionReport } from '../../../shared/model/connection-state.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { requestToken, type ClientCredentials } from '../auth/oauth-client.ts';
import { createTokenProvider, FORMER_TOKEN_REF } from '../auth/token-provider.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Fetch } from '../base/http.ts';
import { Patience } from '../base/patience.ts';
import { ServerClock } from '../base/server-clock.ts';
import { AgentBook, type AgentFeed } from '../board/agent-book.ts';
import { CHANNELS_PER_DAY, ChannelBudget } from '../connection/channel-budget.ts';
import { Connection } from '../connection/connection.ts';
import type { LinkReport } from '../connection/link-report.ts';
import { createRestService } from '../connection/rest-service.ts';
import type { ServingChannel } from '../connection/supervisor-deps.ts';
import type { OpenWire } from '../connection/wire.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import type { Written } from '../history/timeline-store.ts';
import { Refresher, type ClosedGap } from '../refresh/refresher.ts';
import { RequestRate } from '../refresh/request-rate.ts';
import { Hearing } from './hearing.ts';
import { Intake } from './intake.ts';
import { madeWith, type KeptSession } from './kept-session.ts';

/** What the world around a session is made of; tests and benches bring their own. */
export interface World {
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly fetch: Fetch;
  readonly openWire: OpenWire;
  readonly isOnline: () => boolean;
  readonly newId: () => string;
  /** Tells this install from any other of the same user: where it keeps its data, and on which computer. */
  readonly install: string;
}

export interface SessionListener {
  readonly changed: (report: ConnectionReport) => void;
  readonly record: (written: Written) => void;
  /** The refresh found out how something stands, in the form in which an event of the topic would tell it. */
  readonly fetched: (topic: string, body: JsonValue) => void;
  readonly subscriptions: (results: readonly Subscription[]) => void;
  /** Takes what is told of people, by events and look-ups, and which topics are heard; left out, nobody wants to know. */
  readonly agents?: AgentFeed;
  /** How far the server's clock is ahead was measured once more. */
  readonly clockMeasured?: (offset: ClockOffset | null) => void;
  /** Something of Vigil's own went wrong; the session goes on. */
  readonly onUnexpected: (thrown: unknown) => void;
}

/** How a session differs from the usual one. */
export interface SessionOptions {
  /** What the last session left: its token and channels are used again while they live. */
  readonly former: KeptSession | null;
  /** Hands over what the next session may use. It is as secret as the client secret. */
  readonly keep: (kept: KeptSession) => void;
  readonly channelsPerDay: number;
  /** Whether a channel near its end is asked to live longer before it is replaced. */
  readonly extendsChannels: boolean;
}

const USUAL: SessionOptions = {
  former: null,
  keep: () => undefined,
  channelsPerDay: CHANNELS_PER_DAY,
  extendsChannels: false,
};

/** One organisation, from signing in to signing out. */
export interface Session {
  readonly start: (topics: readonly string[]) => void;
  readonly wantTopics: (topics: readonly string[]) => void;
  readonly nudge: () => void;
  readonly report: () => ConnectionReport;
  /**
   * Makes a REST call with a usable token, when its turn has come; a refused token is replaced once. Throws what the
   * session failed of.
   */
  readonly call: <T>(work: (context: RestContext, call: RestCall) => Promise<T>) => Promise<T>;
  /** A loss of coverage is over that was there before the session: what it hid is fetched. */
  readonly gapClosed: (gap: ClosedGap) => void;
  /** What must never leave: the token, and the channels in use with their addresses. */
  readonly secrets: () => readonly string[];
  /** Final: afterwards there is no request, no timer and no socket. */
  readonly stop: () => void;
}

export function createSession(
  world: World,
  org: OrgUrls & { readonly credentials: ClientCredentials },
  listener: SessionListener,
  options: Partial<SessionOptions> = {},
): Session {
  const { clock } = world;
  const { former, keep, channelsPerDay, extendsChannels } = { ...USUAL, ...options };
  const calls = new AbortController();
  const rate = new RequestRate(clock);
  const serverClock = new ServerClock(clock, () => {
    listener.clockMeasured?.(serverClock.offset());
  });
  const measured = serverClock.watching(world.fetch);
  const fetch = rate.counting(measured);
  const context: RestContext = { fetch, clock, apiUrl: org.apiUrl };
  const [login, patience] = [new Patience(clock), new Patience(clock)];
  const tokens = createTokenProvider(
    clock,
    (signal) => login.ask(() => requestToken({ fetch, clock }, org.loginUrl, org.credentials, signal)),
    former?.token,
  );
  const budget = new ChannelBudget(clock, channelsPerDay, former?.budget);
  const service = createRestService(context, tokens);
  const { agents = new AgentBook() } = listener;
  const intake = new Intake(clock, (written) => {
    if (written.type === 'event') agents.heard(written.event.topic, written.arrival.body, written.at);
    listener.record(written);
  });
  const withCounts = (link: LinkReport): ConnectionReport => ({
    ...link,
    duplicatesFolded: intake.duplicatesFolded,
    malformedFrames: intake.malformedFrames,
    refresh: refresher.report,
  });
  const hearing = new Hearing();
  const refresher = new Refresher({
    clock,
    call,
    topics: () => hearing.subscribed(),
    compare: (topic, body) => {
      listener.fetched(topic, body);
      return intake.refresh(topic, body);
    },
    compareInteractions: (userId, interactions) =>
      agents.fetchedInteractions(userId, interactions, clock.now()),
    record: (record) => {
      listener.record({ at: clock.now(), ...record });
    },
    progressed: () => {
      listener.changed(withCounts(connection.report()));
    },
    onUnexpected: listener.onUnexpected,
  });
  /** The topics that are unheard now; undefined while none are. */
  let unheard: string | undefined;
  const watchCoverage = (link: LinkReport): void => {
    const { openGap, state } = link;
    const heard = hearing.turn(link);
    if (heard !== null) agents.hears(heard, openGap?.from ?? link.lastFrameAt ?? clock.now());
    const now = openGap === null ? undefined : (openGap.topics?.join('\n') ?? '');
    if (openGap !== null && now !== unheard) {
      intake.coverageLost(openGap.topics);
      if (openGap.topics === null) refresher.coverageLost();
    }
    unheard = now;
    if (openGap === null && state.status === 'live') refresher.covered();
  };
  const formerChannels = former?.channels ?? [];
  for (const { handle } of formerChannels) intake.keepOut(handle);
  let serving: readonly ServingChannel[] = [];
  const keepSession = (): void => {
    const token = tokens.current();
    if (token === null) return;
    keep({
      madeWith: madeWith(org, world.install),
      token: { value: token.value, issuedAt: token.issuedAt, lifetimeMs: token.lifetimeMs },
      // A channel lives no longer than the token that made it.
      channels: serving
        .filter(({ tokenRef }) => tokenRef === token.ref)
        .map(({ handle, connectUri, endsAt }) => ({ handle, connectUri, endsAt })),
      budget: budget.use(),
    });
  };
  const connection = new Connection({
    ...world,
    patience,
    budget,
    extendsChannels,
    former: formerChannels.map((channel) => ({ ...channel, tokenRef: FORMER_TOKEN_REF })),
    onUnexpected: listener.onUnexpected,
    service: {
      ...service,
      createChannel: async (tokenRef, signal) => {
        const channel = await service.createChannel(tokenRef, signal);
        intake.keepOut(channel.handle);
        // It is used up, whether or not it ever comes to serve.
        keepSession();
        return channel;
      },
    },
    listener: {
      changed: (link) => {
        watchCoverage(link);
        listener.changed(withCounts(link));
      },
      frame: (socket, text, at) => intake.take(socket, text, at),
      subscriptions: (results) => {
        hearing.settle(results);
        listener.subscriptions(results);
        watchCoverage(connection.report());
      },
      renewal: (kind, phase, cause) => {
        listener.record({
          at: clock.now(),
          type: 'renewal',
          kind,
          phase,
          ...(cause === undefined ? {} : { cause }),
        });
      },
      gap: (gap) => {
        intake.coverageLost(gap.topics);
        agents.coverageLost(gap.topics, gap.from);
        const id = world.newId();
        listener.record({ at: clock.now(), type: 'gap', gap: { ...gap, id } });
        refresher.gapClosed({ id, topics: gap.topics });
      },
      serves: (channels) => {
        serving = channels;
        keepSession();
      },
    },
  });

  async function call<T>(
    work: (context: RestContext, call: RestCall) => Promise<T>,
    givenUp?: AbortSignal,
  ): Promise<T> {
    const signal = givenUp === undefined ? calls.signal : AbortSignal.any([calls.signal, givenUp]);
    const { state } = connection.report();
    // What ended the session would end this, too: nothing more is sent until the user acts.
    if (state.status === 'failed') throw new Failure(state.cause);
    await rate.turn(signal);
    const yielding = { ...context, fetch: rate.afterTurn(measured) };
    const token = await tokens.obtain();
    signal.throwIfAborted();
    try {
      return await work(yielding, { token: token.value, signal });
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      patience.heard(thrown.error);
      if (thrown.error.code !== 'auth/token-rejected') throw thrown;
      connection.tokenRefused(token.ref);
      const fresh = await tokens.obtain(token.ref);
      signal.throwIfAborted();
      return work(yielding, { token: fresh.value, signal });
    }
  }

  return {
    start: (topics) => {
      hearing.want(topics);
      connection.start();
      connection.wantTopics(topics);
    },
    wantTopics: (topics) => {
      hearing.want(topics);
      connection.wantTopics(topics);
      watchCoverage(connection.report());
    },
    nudge: () => {
      connection.nudge();
    },
    report: () => withCounts(connection.report()),
    call: (work) => call(work),
    gapClosed: (gap) => {
      refresher.gapClosed(gap);
    },
    secrets: () => {
      const token = tokens.current();
      const channels = serving.flatMap(({ handle, connectUri }) => [handle, connectUri]);
      return token === null ? channels : [token.value, ...channels];
    },
    stop: () => {
      refresher.stop();
      calls.abort(new DOMException('The session ended.', 'AbortError'));
      tokens.discard();
      connection.stop();
    },
  };
}
