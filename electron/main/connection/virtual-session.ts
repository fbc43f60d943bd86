import type { ConnectionState, EpochMs, Gap, RenewalKind } from '../../../shared/model/connection-state.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { requestToken } from '../auth/oauth-client.ts';
import { createTokenProvider, type FormerToken, type TokenProvider } from '../auth/token-provider.ts';
import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/http.ts';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { Patience } from '../base/patience.ts';
import { ChannelBudget } from './channel-budget.ts';
import { Connection } from './connection.ts';
import { createRestService } from './rest-service.ts';
import type { ServingChannel, Signal } from './supervisor-deps.ts';
import { VirtualNetwork } from './virtual-network.ts';
import type { OpenWire } from './wire.ts';

interface Received {
  readonly lease: number;
  readonly body: unknown;
}

/** What a test brings of its own. */
interface Options {
  /** Reads frames in the place of the session. */
  readonly read?: (lease: number, text: string | null, at: EpochMs) => Signal | null;
  /** Stands between the client and the network's requests. */
  readonly fetch?: (fetch: Fetch) => Fetch;
  /** Stands between the client and the network's sockets. */
  readonly openWire?: (openWire: OpenWire) => OpenWire;
  /** Where the draws begin. */
  readonly seed?: number;
  /** Usually as many as it likes: what is tested here is seldom the budget. */
  readonly channelsPerDay?: number;
  readonly extendsChannels?: boolean;
  readonly onUnexpected?: (thrown: unknown) => void;
  /** What an earlier session left, and the network on which it did. */
  readonly former?: readonly ServingChannel[];
  readonly formerToken?: FormerToken;
  readonly network?: VirtualNetwork;
  /** A clock that several sessions share. */
  readonly clock?: ManualClock;
}

/** A session of the real connection core on a virtual network, and a record of everything it told. */
export class VirtualSession {
  readonly clock: ManualClock;
  readonly network: VirtualNetwork;
  readonly tokens: TokenProvider;
  readonly supervisor: Connection;
  /** What the session would leave to the next one. */
  serving: readonly ServingChannel[] = [];
  /** Each status as it was entered, and each new wait. */
  readonly states: ConnectionState[] = [];
  readonly gaps: Omit<Gap, 'id'>[] = [];
  readonly renewals: { readonly kind: RenewalKind; readonly phase: string }[] = [];
  readonly events: Received[] = [];
  readonly subscriptions: (readonly Subscription[])[] = [];
  isOnline = true;
  /** How often the connection told of itself. */
  reports = 0;
  #timers = 0;
  #mostShards = 1;
  #state: number;

  constructor(options: Options = {}) {
    this.clock = options.clock ?? new ManualClock();
    this.network = options.network ?? new VirtualNetwork(this.clock);
    this.#state = options.seed ?? 1;
    const { network } = this;
    const counted = this.#countedClock();
    const fetch = options.fetch?.(network.fetch) ?? network.fetch;
    const read = options.read ?? ((lease, text) => this.#read(lease, text ?? ''));
    const login = new Patience(counted);
    this.tokens = createTokenProvider(
      counted,
      (signal) =>
        login.ask(() =>
          requestToken(
            { fetch, clock: counted },
            network.loginUrl,
            { clientId: 'id', clientSecret: 'secret' },
            signal,
          ),
        ),
      options.formerToken,
    );
    this.supervisor = new Connection({
      clock: counted,
      random: () => this.#random(),
      openWire: options.openWire?.(network.openWire) ?? network.openWire,
      isOnline: () => this.isOnline,
      service: createRestService({ fetch, clock: counted, apiUrl: network.apiUrl }, this.tokens),
      listener: {
        changed: ({ state, shards }) => {
          this.reports += 1;
          this.#mostShards = Math.max(this.#mostShards, shards.length);
          this.#note(state);
        },
        frame: read,
        subscriptions: (results) => this.subscriptions.push(results),
        renewal: (kind, phase) => this.renewals.push({ kind, phase }),
        gap: (gap) => this.gaps.push(gap),
        serves: (channels) => (this.serving = channels),
      },
      patience: new Patience(counted),
      budget: new ChannelBudget(counted, options.channelsPerDay ?? 1e9),
      extendsChannels: options.extendsChannels ?? false,
      former: options.former ?? [],
      onUnexpected:
        options.onUnexpected ??
        ((thrown) => {
          throw thrown;
        }),
    });
  }

  /** Timers that the client has set. */
  get timers(): number {
    return this.#timers;
  }

  get status(): ConnectionState['status'] {
    return this.supervisor.report().state.status;
  }

  get statuses(): readonly ConnectionState['status'][] {
    return this.states.map((state) => state.status);
  }

  start(topics: readonly string[] = ['v2.a']): this {
    this.supervisor.wantTopics(topics);
    this.supervisor.start();
    return this;
  }

  async goLive(topics?: readonly string[]): Promise<this> {
    this.start(topics);
    await this.clock.advance(10_000);
    if (this.status !== 'live') throw new Error(`Not live, but ${this.status}.`);
    return this;
  }

  /** Lets time run on until a state is reached, at most for so long. Answers with the time it took. */
  async until(isReached: () => boolean, withinMs: number, stepMs = 100): Promise<number> {
    for (let passedMs = 0; passedMs <= withinMs; passedMs += stepMs) {
      if (isReached()) return passedMs;
      await this.clock.advance(stepMs);
    }
    throw new Error(`Not reached within ${String(withinMs)} ms; the connection is ${this.status}.`);
  }

  untilStatus(status: ConnectionState['status'], withinMs: number, stepMs?: number): Promise<number> {
    return this.until(() => this.status === status, withinMs, stepMs);
  }

  /** As a session ends: nothing of it may be heard of again. */
  stop(): void {
    this.tokens.discard();
    this.supervisor.stop();
  }

  /** Stops, waits, and says what contradicts the promises of every session; empty when nothing does. */
  async end(): Promise<readonly string[]> {
    this.stop();
    const { network, clock } = this;
    await settle();
    const asked = network.requests.length;
    const [timers, reports] = [this.timers, this.reports];
    await clock.advance(600_000);
    const kept: readonly (readonly [boolean, string])[] = [
      [timers === 0, `R20: ${String(timers)} timers are left`],
      [network.requests.length === asked, 'R20: the network was used after the end'],
      [this.reports === reports, 'R20: the connection tells of itself after the end'],
      [network.sockets.every((socket) => !socket.isHeld), 'R19: a socket is left open'],
      [
        network.mostSocketsAtOnce <= 2 * this.#mostShards,
        'R19: more than two sockets for a share of the topics were open at once',
      ],
      [network.mostTokenRequestsAtOnce <= 1, 'R12: two token requests were under way at once'],
      [network.usesOfDeadTokens === 0, 'R13: a token known to be dead was used'],
    ];
    return kept.flatMap(([isKept, what]) => (isKept ? [] : [what]));
  }

  #countedClock(): Clock {
    const { clock } = this;
    return {
      now: clock.now,
      monotonic: clock.monotonic,
      schedule: (delayMs, callback) => {
        let isPending = true;
        const end = (): void => {
          if (isPending) this.#timers -= 1;
          isPending = false;
        };
        this.#timers += 1;
        const cancel = clock.schedule(delayMs, () => {
          end();
          callback();
        });
        return () => {
          end();
          cancel();
        };
      },
    };
  }

  #random(): number {
    this.#state = (Math.imul(this.#state, 48_271) % 0x7fffffff) | 0;
    return Math.abs(this.#state) / 0x7fffffff;
  }

  #note(state: ConnectionState): void {
    const last = this.states.at(-1);
    const isNewWait =
      state.status === 'waiting' && last?.status === 'waiting' && state.retryAt !== last.retryAt;
    if (last?.status !== state.status || isNewWait) this.states.push(state);
  }

  /** Reads frames as the intake does. */
  #read(lease: number, text: string): Signal | null {
    const { topicName, eventBody } = JSON.parse(text) as { topicName: string; eventBody?: unknown };
    if (topicName === 'channel.metadata') return text.includes('pong') ? 'pong' : 'heartbeat';
    if (topicName === 'v2.system.socket_closing') return 'closing';
    if (topicName.startsWith('v2.system.no_longer_subscribed')) return 'channel-lost';
    if (topicName.startsWith('v2.system.token_revoked')) return 'token-revoked';
    this.events.push({ lease, body: eventBody });
    return null;
  }
}
