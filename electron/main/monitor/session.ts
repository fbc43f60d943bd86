import { assertNever } from '../../../shared/assert-never.ts';
import type { OrgUrls } from '../../../shared/genesys/regions.ts';
import type { ConnectionReport } from '../../../shared/model/connection-state.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { requestToken, type ClientCredentials } from '../auth/oauth-client.ts';
import { createTokenProvider } from '../auth/token-provider.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Fetch } from '../base/http.ts';
import type { LinkReport } from '../connection/link-report.ts';
import { createRestService } from '../connection/rest-service.ts';
import { Supervisor } from '../connection/supervisor.ts';
import type { OpenWire } from '../connection/wire.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';
import { Intake, type Control } from './intake.ts';

/** What the world around a session is made of; tests and benches bring their own. */
export interface World {
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly fetch: Fetch;
  readonly openWire: OpenWire;
  readonly isOnline: () => boolean;
  readonly newId: () => string;
}

export interface SessionListener {
  readonly changed: (report: ConnectionReport) => void;
  readonly record: (record: UnstoredRecord) => void;
  readonly subscriptions: (results: readonly Subscription[]) => void;
}

/** One organisation, from signing in to signing out. */
export interface Session {
  readonly start: (topics: readonly string[]) => void;
  readonly wantTopics: (topics: readonly string[]) => void;
  readonly nudge: () => void;
  readonly report: () => ConnectionReport;
  /** Makes a REST call with a usable token; a refused one is replaced once. Throws what the session failed of. */
  readonly call: <T>(work: (context: RestContext, call: RestCall) => Promise<T>) => Promise<T>;
  /** Final: afterwards there is no request, no timer and no socket. */
  readonly stop: () => void;
}

export function createSession(
  world: World,
  org: OrgUrls & { readonly credentials: ClientCredentials },
  listener: SessionListener,
): Session {
  const { clock } = world;
  const calls = new AbortController();
  const context: RestContext = { fetch: world.fetch, clock, apiUrl: org.apiUrl };
  const tokens = createTokenProvider(clock, (signal) =>
    requestToken(world, org.loginUrl, org.credentials, signal),
  );
  const service = createRestService(context, tokens);
  const intake = new Intake(clock, listener.record);
  const withCounts = (link: LinkReport): ConnectionReport => ({
    ...link,
    duplicatesFolded: intake.duplicatesFolded,
    malformedFrames: intake.malformedFrames,
  });
  const supervisor = new Supervisor({
    ...world,
    service: {
      ...service,
      createChannel: async (tokenRef, signal) => {
        const channel = await service.createChannel(tokenRef, signal);
        intake.keepOut(channel.handle);
        return channel;
      },
    },
    listener: {
      changed: (link) => {
        listener.changed(withCounts(link));
      },
      frame: (lease, text) => {
        const control = intake.take(lease, text);
        if (control !== null) steer(supervisor, lease, control);
      },
      subscriptions: listener.subscriptions,
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
        intake.gapClosed();
        listener.record({ at: clock.now(), type: 'gap', gap: { ...gap, id: world.newId() } });
      },
    },
  });

  async function call<T>(work: (context: RestContext, call: RestCall) => Promise<T>): Promise<T> {
    const { state } = supervisor.report();
    // What ended the session would end this, too: nothing more is sent until the user acts.
    if (state.status === 'failed') throw new Failure(state.cause);
    const token = await tokens.obtain();
    try {
      return await work(context, { token: token.value, signal: calls.signal });
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.error.code !== 'auth/token-rejected') throw thrown;
      supervisor.tokenRefused(token.ref);
      const fresh = await tokens.obtain(token.ref);
      return work(context, { token: fresh.value, signal: calls.signal });
    }
  }

  return {
    start: (topics) => {
      supervisor.start();
      supervisor.wantTopics(topics);
    },
    wantTopics: (topics) => {
      supervisor.wantTopics(topics);
    },
    nudge: () => {
      supervisor.nudge();
    },
    report: () => withCounts(supervisor.report()),
    call,
    stop: () => {
      calls.abort(new DOMException('The session ended.', 'AbortError'));
      tokens.discard();
      supervisor.stop();
    },
  };
}

function steer(supervisor: Supervisor, lease: number, control: Control): void {
  switch (control) {
    case 'pong':
      supervisor.pong(lease);
      return;
    case 'heartbeat':
      // That a frame came is all it says.
      return;
    case 'closing':
      supervisor.closingAnnounced(lease);
      return;
    case 'channel-lost':
      supervisor.channelLost(lease);
      return;
    case 'token-revoked':
      supervisor.tokenRevokedOn(lease);
      return;
    default:
      assertNever(control, 'control frame');
  }
}
