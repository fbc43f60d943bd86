import { assertNever } from '../../../shared/assert-never.ts';
import type { EpochMs, RenewalKind } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { toMonitorError } from '../base/failure.ts';
import { ChannelAudit } from './channel-audit.ts';
import { ChannelPool } from './channel-pool.ts';
import { askForBuild, type BuildRequest } from './channel-requests.ts';
import { LeaseTopics } from './lease-topics.ts';
import { linkReport, type LinkReport } from './link-report.ts';
import { OpenSockets } from './open-sockets.ts';
import { Requests } from './requests.ts';
import { renewalDue, servingChannel } from './serving.ts';
import { setBackOf, type SetBack } from './set-back.ts';
import { SleepMemory } from './sleep-memory.ts';
import { startingState } from './starting-state.ts';
import type { CoreEvent, CoreState, Effect, TimerName } from './state.ts';
import type { Signal, SupervisorDeps } from './supervisor-deps.ts';
import { createTicker, type Ticker } from './ticker.ts';
import { Timers } from './timers.ts';
import { TopicSync } from './topic-sync.ts';
import { transition } from './transition.ts';

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
  readonly #audit: ChannelAudit;
  readonly #sockets: OpenSockets;
  readonly #leaseTopics: LeaseTopics;
  /** By the build they belong to. */
  readonly #requests = new Requests();
  readonly #timers: Timers<TimerName>;
  readonly #queue: CoreEvent[] = [];
  #state: CoreState;
  #isDispatching = false;
  #reportedAt = 0;
  #renewals = 0;
  /** How often a serving socket was asked whether it lived until another takes over. */
  #handovers = 0;
  readonly #sleep = new SleepMemory();
  readonly #setBackMs: SetBack;
  #topicCount = 0;
  readonly #ticker: Ticker;

  constructor(deps: SupervisorDeps) {
    this.#deps = deps;
    this.#setBackMs = setBackOf(deps.clock);
    this.#channels = new ChannelPool(deps.clock);
    this.#state = startingState(deps, this.#channels);
    this.#timers = new Timers(deps.clock, (timer) => {
      this.#dispatch({ type: 'timer', timer });
    });
    this.#topics = new TopicSync(deps.service, this.#channels, (results) => {
      this.#tell(() => {
        deps.listener.subscriptions(results);
      });
    });
    this.#audit = new ChannelAudit({
      clock: deps.clock,
      setBackMs: this.#setBackMs,
      topics: this.#topics,
      socketProvenAt: (lease) => this.#sockets.provenAt(lease),
      found: (finding) => {
        this.#dispatch({ type: 'topics-failed', version: this.#topics.version, ...finding });
      },
    });
    this.#sockets = new OpenSockets({
      clock: deps.clock,
      openWire: deps.openWire,
      setBackMs: this.#setBackMs,
      frame: (lease, text, now) => this.#takeFrame(lease, text, now),
      measured: () => {
        this.#report();
      },
      proven: (lease) => {
        this.#dispatch({ type: 'socket-proven', lease });
      },
      answered: (lease) => {
        this.#answered(lease);
      },
      lost: (lease, cause, provenAt) => {
        this.#socketLost(lease, cause, provenAt);
      },
    });
    this.#leaseTopics = new LeaseTopics({
      ...deps,
      channels: this.#channels,
      topics: this.#topics,
      audit: this.#audit,
      state: () => this.#state,
      dispatch: (event) => {
        this.#dispatch(event);
      },
      extended: () => {
        this.#tellServing();
      },
    });
    this.#ticker = createTicker(deps.clock, {
      dueInMs: () => this.#renewalDue()?.inMs ?? Infinity,
      tick: () => {
        this.#setBackMs();
        const due = this.#renewalDue();
        if (due !== null && due.inMs <= 0) this.#renew(due.kind);
        this.#audit.tick(this.#state);
      },
      wokeUp: (sleptMs) => {
        this.#sleep.woke(deps.clock.now(), sleptMs);
        this.#sockets.wokeUp();
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

  /** Another connection to the same service came through: a wait for the service is over. */
  wayIsClear(): void {
    this.#dispatch({ type: 'way-clear' });
  }

  /** The last wish wins; it is sent to the channel in use and to every later one. */
  wantTopics(topics: readonly string[]): void {
    const version = this.#topics.want(topics);
    this.#topicCount = topics.length;
    this.#dispatch({ type: 'topics-wanted', version, isEmpty: topics.length === 0 });
  }

  /** A token was refused, by REST or by word over a socket. */
  tokenRefused(tokenRef: number): void {
    this.#dispatch({ type: 'token-refused', tokenRef });
  }

  /** The credential was found dead elsewhere: nothing more is asked with it until `start`. */
  giveUp(cause: MonitorError): void {
    this.#dispatch({ type: 'credential-dead', cause });
  }

  report(): LinkReport {
    return linkReport(this.#state, this.#deps, this.#channels, {
      topics: this.#topicCount,
      isProbing: this.#sockets.isProbing,
      renewals: this.#renewals,
      lastFrameAt: this.#sockets.lastFrameAt,
      roundTripMs: this.#sockets.roundTripMs,
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
    const { clock, random, isOnline, budget, crowd } = this.#deps;
    const circumstances = {
      now: clock.now(),
      setBackMs: this.#setBackMs(),
      random: random(),
      isOnline: isOnline(),
      channelWaitMs: budget.waitMs(),
      crowd: crowd(),
    };
    const { state, effects } = transition(this.#state, event, circumstances);
    const isNewLease = state.serving !== null && state.serving.ref !== this.#state.serving?.ref;
    this.#state = state;
    this.#audit.follow(state);
    if (isNewLease) this.#ticker.start();
    for (const effect of effects) this.#perform(effect);
    const { serving, draining, build, spare } = state;
    const held = [serving, draining, build?.lease, spare];
    const used = new Set(held.flatMap((one) => one?.channelRef ?? []));
    this.#channels.keepOnly(used);
    this.#topics.keepOnly(used);
    if (isNewLease) this.#tellServing();
    this.#report();
  }

  /** Frames come by the thousand; that they come is told once a second. */
  #reportFrame(now: number): void {
    if (Math.abs(now - this.#reportedAt) >= FRAME_REPORT_MS) this.#report();
  }

  #report(): void {
    this.#reportedAt = this.#deps.clock.now();
    this.#tell(() => {
      this.#deps.listener.changed(this.report());
    });
  }

  /** Whoever listens may fail; the connection must not. */
  #tell<T>(tell: () => T): T | null {
    try {
      return tell();
    } catch (thrown) {
      this.#deps.onUnexpected(thrown);
      return null;
    }
  }

  #tellServing(): void {
    const channel = servingChannel(this.#state, this.#channels);
    if (channel === null) return;
    this.#tell(() => {
      this.#deps.listener.serves(channel);
    });
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'obtain-token':
      case 'create-channel':
      case 'check-channel':
        this.#ask(effect);
        return;
      case 'open-socket':
        this.#openSocket(effect.lease, effect.channelRef);
        return;
      case 'sync-topics':
        this.#leaseTopics.sync(effect);
        return;
      case 'extend-channel':
        this.#leaseTopics.extend(effect);
        return;
      case 'leave-socket':
        this.#sockets.leave(effect.lease);
        this.#leaseTopics.giveUp(effect.lease);
        return;
      case 'probe':
        if (effect.reason === 'handover') this.#handovers += 1;
        this.#sockets.probe(effect);
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
        this.#tell(() => {
          this.#deps.listener.renewal(effect.kind, effect.phase, effect.cause);
        });
        return;
      case 'tell-gap':
        this.#tell(() => {
          this.#deps.listener.gap(effect.gap);
        });
        return;
      default:
        assertNever(effect, 'effect');
    }
  }

  /**
   * A handover comes after a look at the channel, too: whatever topics it had forgotten, the new one would bring along.
   * Only the answer to its own question counts after that look. One from before says nothing of the time since.
   */
  #answered(lease: number): void {
    const { serving, build } = this.#state;
    if (build?.step !== 'handover' || serving?.ref !== lease) return;
    const handover = this.#handovers;
    this.#audit.whenSound(this.#state, {
      asksChannel: false,
      then: () => {
        if (this.#handovers === handover) this.#dispatch({ type: 'socket-answered', lease });
      },
    });
  }

  /** Turns the outcome of a request into an event of its build. */
  #ask(effect: BuildRequest): void {
    const { build } = effect;
    const deps = { ...this.#deps, channels: this.#channels };
    this.#requests.run(
      build,
      (signal) => askForBuild(deps, effect, signal),
      (event) => {
        this.#dispatch(event);
      },
      (thrown) => {
        this.#dispatch({ type: 'step-failed', build, error: toMonitorError(thrown) });
      },
    );
  }

  #openSocket(lease: number, channelRef: number): void {
    const uri = this.#channels.get(channelRef)?.connectUri;
    if (uri !== undefined) this.#sockets.open(lease, uri);
  }

  #takeFrame(lease: number, text: string | null, now: EpochMs): Signal | null {
    this.#reportFrame(now);
    const signal = this.#tell(() => this.#deps.listener.frame(lease, text, now));
    if (signal === null) this.#audit.heard(lease, now);
    else this.#heed(lease, signal);
    return signal;
  }

  #socketLost(lease: number, cause: MonitorError, provenAt: EpochMs | null): void {
    this.#leaseTopics.giveUp(lease);
    // A verdict may come before the tick that would have told of the sleep.
    this.#ticker.look();
    this.#dispatch({ type: 'socket-lost', lease, cause: this.#sleep.causeOf(cause, provenAt), provenAt });
  }

  #heed(lease: number, signal: Signal): void {
    switch (signal) {
      case 'pong':
      case 'heartbeat':
        // That a frame came, and how soon, is all they say.
        return;
      case 'closing':
        this.#dispatch({ type: 'closing-announced', lease });
        return;
      case 'channel-lost': {
        // The frame that says so is no proof: by then the channel had carried nothing for as long as it was under way.
        const provenAt = this.#sockets.provenBefore(lease);
        this.#dispatch({ type: 'channel-lost', lease, provenAt });
        return;
      }
      case 'token-revoked': {
        const { serving, draining } = this.#state;
        const on = [serving, draining].find((candidate) => candidate?.ref === lease);
        if (on != null) this.tokenRefused(on.tokenRef);
        return;
      }
      default:
        assertNever(signal, 'signal');
    }
  }

  #renew(kind: RenewalKind): void {
    const isAsked = kind === 'channel' && this.#deps.extendsChannels;
    const isPossible = this.#state.serving?.extension === 'none';
    this.#dispatch(isAsked && isPossible ? { type: 'extension-due' } : { type: 'renewal-due', kind });
  }

  #renewalDue(): ReturnType<typeof renewalDue> {
    return renewalDue(this.#state, this.#deps.service, this.#channels);
  }
}
