import { assertNever } from '../../../shared/assert-never.ts';
import type { EpochMs, Gap, RenewalKind } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import { ChannelPool } from './channel-pool.ts';
import { HEARTBEAT } from './heartbeat.ts';
import { linkReport, type LinkReport } from './link-report.ts';
import { openNotificationSocket, type NotificationSocket } from './notification-socket.ts';
import { Requests } from './requests.ts';
import type { Service } from './service.ts';
import { INITIAL_STATE, type CoreEvent, type CoreState, type Effect, type TimerName } from './state.ts';
import { createTicker } from './ticker.ts';
import { Timers } from './timers.ts';
import { TopicSync } from './topic-sync.ts';
import { transition } from './transition.ts';
import type { OpenWire } from './wire.ts';

export interface SupervisorListener {
  readonly changed: (report: LinkReport) => void;
  /** A frame of one socket: null for a binary one. */
  readonly frame: (lease: number, text: string | null) => void;
  readonly subscriptions: (results: readonly Subscription[]) => void;
  readonly renewal: (kind: RenewalKind, phase: 'started' | 'done' | 'failed', cause?: MonitorError) => void;
  readonly gap: (gap: Omit<Gap, 'id'>) => void;
}

export interface SupervisorDeps {
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly openWire: OpenWire;
  readonly isOnline: () => boolean;
  readonly service: Service;
  readonly listener: SupervisorListener;
}

type Doing<Name extends Effect['do']> = Extract<Effect, { readonly do: Name }>;

/** The last frame's time is shown in whole seconds. */
const FRAME_REPORT_MS = 1_000;

/**
 * Keeps one session live. It owns every timer and every retry, performs what `transition` decides, and feeds the
 * outcome back as events; nothing else in Vigil reconnects.
 */
export class Supervisor {
  readonly #deps: SupervisorDeps;
  readonly #channels: ChannelPool;
  readonly #topics: TopicSync;
  readonly #sockets = new Map<number, NotificationSocket>();
  /** By the build or the lease they belong to; both are numbered in one row. */
  readonly #requests = new Requests();
  readonly #timers: Timers<TimerName>;
  readonly #queue: CoreEvent[] = [];
  #state: CoreState = INITIAL_STATE;
  #isDispatching = false;
  /** The lease whose socket was asked for a sign of life, and whether that is worth showing. */
  #probe: { readonly lease: number; readonly isHint: boolean } | null = null;
  #roundTripMs: number | null = null;
  #lastFrameAt: number | null = null;
  #reportedAt = 0;
  #renewals = 0;
  /** Whether the service answers pings: documented, so assumed until a socket in good health shows otherwise. */
  #pings: 'assumed' | 'answered' | 'ignored' = 'assumed';
  readonly #ticker: { readonly start: () => void; readonly stop: () => void };

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#channels = new ChannelPool(deps.clock);
    this.#timers = new Timers(deps.clock, (timer) => {
      this.#dispatch({ type: 'timer', timer });
    });
    this.#topics = new TopicSync(deps.service, this.#channels, deps.listener.subscriptions);
    this.#ticker = createTicker(deps.clock, {
      dueInMs: () => this.#renewalDue()?.inMs ?? Infinity,
      tick: () => {
        const due = this.#renewalDue();
        if (due !== null && due.inMs <= 0) this.#dispatch({ type: 'renewal-due', kind: due.kind });
      },
      wokeUp: () => {
        this.nudge();
      },
    });
  }

  /** Connects, or connects anew after a failure. */
  start(): void {
    this.#dispatch({ type: 'start' });
    this.#ticker.start();
  }

  /** Final until the next `start`: no request, no timer, no socket is left. */
  stop(): void {
    this.#ticker.stop();
    this.#dispatch({ type: 'stop' });
  }

  /** Skips a wait, and probes a socket that is open: "Try now", waking up, a change of the network. */
  nudge(): void {
    this.#dispatch({ type: 'nudge' });
  }

  /** The last wish wins; it is sent to the channel in use and to every later one. */
  wantTopics(topics: readonly string[]): void {
    const version = this.#topics.want(topics);
    this.#dispatch({ type: 'topics-wanted', version, isEmpty: topics.length === 0 });
  }

  /** The answer to a ping came over a socket. */
  pong(lease: number): void {
    this.#pings = 'answered';
    this.#roundTripMs = this.#sockets.get(lease)?.answered() ?? this.#roundTripMs;
    this.#report();
  }

  /** The service announced that it will close a socket. */
  closingAnnounced(lease: number): void {
    this.#dispatch({ type: 'closing-announced', lease });
  }

  /** The service said that a channel is no longer there, or no longer ours. */
  channelLost(lease: number): void {
    // The frame that says so is no proof: by then the channel had carried nothing for as long as it was under way.
    const provenAt = this.#sockets.get(lease)?.formerFrameAt() ?? this.#provenAt(lease);
    this.#dispatch({ type: 'channel-lost', lease, provenAt });
  }

  /** A token was refused, by REST or by word over a socket. */
  tokenRefused(tokenRef: number): void {
    this.#dispatch({ type: 'token-refused', tokenRef });
  }

  tokenRevokedOn(lease: number): void {
    const { serving, draining } = this.#state;
    const on = [serving, draining].find((candidate) => candidate?.ref === lease);
    if (on != null) this.tokenRefused(on.tokenRef);
  }

  report(): LinkReport {
    return linkReport(this.#state, this.#deps, this.#channels, {
      isProbing: this.#probe?.isHint === true && this.#sockets.has(this.#probe.lease),
      renewals: this.#renewals,
      lastFrameAt: this.#lastFrameAt,
      roundTripMs: this.#roundTripMs,
    });
  }

  /** Events that come up while one is being handled wait for their turn, so that each sees a finished state. */
  #dispatch(event: CoreEvent): void {
    this.#queue.push(event);
    if (this.#isDispatching) return;
    this.#isDispatching = true;
    try {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
        this.#handle(next);
      }
    } finally {
      this.#isDispatching = false;
    }
  }

  #handle(event: CoreEvent): void {
    const { clock, random, isOnline } = this.#deps;
    const circumstances = { now: clock.now(), random: random(), isOnline: isOnline() };
    const { state, effects } = transition(this.#state, event, circumstances);
    const isNewLease = state.serving !== null && state.serving.ref !== this.#state.serving?.ref;
    this.#state = state;
    if (isNewLease) this.#ticker.start();
    for (const effect of effects) this.#perform(effect);
    const { serving, draining, build, spare } = state;
    const used = [serving, draining, build?.lease, spare].flatMap((held) => held?.channelRef ?? []);
    this.#channels.keepOnly(new Set(used));
    this.#report();
  }

  /** Frames come by the thousand; that they come is told once a second. */
  #reportFrame(now: number): void {
    this.#lastFrameAt = now;
    if (Math.abs(now - this.#reportedAt) >= FRAME_REPORT_MS) this.#report();
  }

  #report(): void {
    this.#reportedAt = this.#deps.clock.now();
    this.#deps.listener.changed(this.report());
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'obtain-token':
        this.#ask(effect.build, () => this.#obtainToken(effect));
        return;
      case 'create-channel':
        this.#ask(effect.build, (signal) => this.#createChannel(effect, signal));
        return;
      case 'check-channel':
        this.#ask(effect.build, (signal) => this.#checkChannel(effect, signal));
        return;
      case 'open-socket':
        this.#openSocket(effect.lease, effect.channelRef);
        return;
      case 'sync-topics':
        this.#syncTopics(effect);
        return;
      case 'leave-socket':
        this.#sockets.get(effect.lease)?.abandon();
        this.#forget(effect.lease);
        return;
      case 'probe':
        this.#askForLife(effect);
        return;
      case 'abort-build':
        this.#requests.giveUp(effect.build);
        return;
      case 'reject-token':
        this.#deps.service.rejectToken(effect.tokenRef);
        return;
      case 'set-timer':
        this.#timers.set(effect.timer, effect.delayMs);
        return;
      case 'clear-timer':
        this.#timers.clear(effect.timer);
        return;
      case 'tell-renewal':
        if (effect.phase === 'done') this.#renewals += 1;
        this.#deps.listener.renewal(effect.kind, effect.phase, effect.cause);
        return;
      case 'tell-gap':
        this.#deps.listener.gap(effect.gap);
        return;
      default:
        assertNever(effect, 'effect');
    }
  }

  /** A hint wants a quick verdict; a handover has time for a slow answer. */
  #askForLife({ lease, reason }: Doing<'probe'>): void {
    const isAskedAlready = this.#probe?.lease === lease && this.#probe.isHint;
    this.#probe = { lease, isHint: reason === 'hint' || isAskedAlready };
    const withinMs = reason === 'hint' ? HEARTBEAT.probeWithinMs : HEARTBEAT.answerWithinMs;
    this.#sockets.get(lease)?.probe(withinMs);
  }

  /** Turns the outcome of a request into an event of its build. */
  #ask(build: number, send: (signal: AbortSignal) => Promise<CoreEvent>): void {
    this.#requests.run(
      build,
      send,
      (event) => {
        this.#dispatch(event);
      },
      (thrown) => {
        this.#dispatch({ type: 'step-failed', build, error: toMonitorError(thrown) });
      },
    );
  }

  async #obtainToken({ build, newerThan }: Doing<'obtain-token'>): Promise<CoreEvent> {
    const tokenRef = await this.#deps.service.obtainToken(newerThan);
    return { type: 'token-ready', build, tokenRef };
  }

  async #createChannel(effect: Doing<'create-channel'>, signal: AbortSignal): Promise<CoreEvent> {
    const { build, channelRef, tokenRef } = effect;
    const { service, clock, random } = this.#deps;
    const channel = await service.createChannel(tokenRef, signal);
    this.#channels.add(channelRef, channel, random());
    const endsInMs = Math.min(channel.lifetimeMs, service.tokenEndsInMs(tokenRef));
    return { type: 'channel-ready', build, endsAt: clock.now() + endsInMs };
  }

  async #checkChannel(effect: Doing<'check-channel'>, signal: AbortSignal): Promise<CoreEvent> {
    const { build, channelRef, tokenRef } = effect;
    const handle = this.#channels.get(channelRef)?.handle;
    const isAlive =
      handle !== undefined && (await this.#deps.service.channelExists(tokenRef, handle, signal));
    return { type: 'channel-checked', build, isAlive };
  }

  #syncTopics(effect: Doing<'sync-topics'>): void {
    const { lease } = effect;
    const { version } = this.#topics;
    this.#requests.run(
      lease,
      (signal) => this.#topics.sync(effect, signal),
      () => {
        this.#dispatch({ type: 'topics-synced', lease, version });
      },
      (thrown) => {
        const error = toMonitorError(thrown);
        this.#dispatch({ type: 'topics-failed', lease, version, error, provenAt: this.#provenAt(lease) });
      },
    );
  }

  /** A socket is over: nothing that was meant for it goes on. */
  #forget(lease: number): void {
    this.#sockets.delete(lease);
    this.#requests.giveUp(lease);
  }

  #openSocket(lease: number, channelRef: number): void {
    const uri = this.#channels.get(channelRef)?.connectUri;
    if (uri === undefined) return;
    const { listener } = this.#deps;
    const socket = openNotificationSocket(this.#deps, uri, this.#pings !== 'ignored', {
      proven: () => {
        this.#dispatch({ type: 'socket-proven', lease });
      },
      frame: (text) => {
        if (this.#probe?.lease === lease) {
          this.#probe = null;
          this.#dispatch({ type: 'socket-answered', lease });
        }
        this.#reportFrame(this.#deps.clock.now());
        listener.frame(lease, text);
      },
      lost: (cause, provenAt) => {
        // It carried frames and still let a ping pass unanswered: perhaps this service answers none.
        if (cause.code === 'socket/silent' && this.#pings === 'assumed') this.#pings = 'ignored';
        this.#forget(lease);
        this.#dispatch({ type: 'socket-lost', lease, cause, provenAt });
      },
    });
    this.#sockets.set(lease, socket);
  }

  #provenAt(lease: number): EpochMs | null {
    return this.#sockets.get(lease)?.lastFrameAt() ?? null;
  }

  #renewalDue(): { readonly kind: RenewalKind; readonly inMs: number } | null {
    const { serving, build, wait, failedCause } = this.#state;
    if (serving === null || build !== null || wait !== null || failedCause !== null) return null;
    const tokenMs = this.#deps.service.tokenDueInMs(serving.tokenRef);
    const channelMs = this.#channels.dueInMs(serving.channelRef);
    return tokenMs <= channelMs ? { kind: 'token', inMs: tokenMs } : { kind: 'channel', inMs: channelMs };
  }
}
