import { assertNever } from '../../../shared/assert-never.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import {
  INITIAL_STATE,
  type CoreEvent,
  type CoreState,
  type Effect,
  type Lease,
  type TimerName,
} from './state.ts';
import { transition } from './transition.ts';

type Request = 'token' | 'channel' | 'check';

interface OpenSocket {
  lastFrameAt: EpochMs | null;
}

/**
 * A run of the pure transition beside a small world that performs its effects on paper: which requests, sockets
 * and timers are pending. `violations` says where state and world contradict what is promised.
 */
export class TransitionRun {
  state: CoreState = INITIAL_STATE;
  isOnline = true;
  channelWaitMs = 0;
  crowd = 1;
  random = 0.5;
  readonly requests = new Map<number, { readonly kind: Request; readonly newerThan: number | null }>();
  readonly sockets = new Map<number, OpenSocket>();
  /** Version of the wish that a request under way carries, by lease. */
  readonly syncs = new Map<number, number>();
  readonly timers = new Map<TimerName, EpochMs>();
  /** Version of the wish that was last answered for a channel, by channel. */
  readonly answered = new Map<number, number>();
  readonly effects: Effect[] = [];
  probed = 0;
  currentToken: number | null = null;
  lastToken = 0;
  readonly #faults: string[] = [];
  #now: EpochMs = 1_000_000;
  #setBackMs = 0;

  /** Wall time. It may be set back, and the monotonic clock is not. */
  get now(): EpochMs {
    return this.#now;
  }

  set now(at: EpochMs) {
    this.#setBackMs += Math.max(0, this.#now - at);
    this.#now = at;
  }

  send(event: CoreEvent): this {
    const before = this.state;
    const at = {
      now: this.now,
      setBackMs: this.#setBackMs,
      random: this.random,
      isOnline: this.isOnline,
      channelWaitMs: this.channelWaitMs,
      crowd: this.crowd,
    };
    const { state, effects } = transition(before, event, at);
    this.state = state;
    for (const effect of effects) this.#perform(effect);
    this.effects.push(...effects);
    this.#checkCoverage(before, event, effects);
    return this;
  }

  /** The pending request of the build is answered well. */
  answer(more: { readonly endsInMs?: number; readonly isAlive?: boolean } = {}): this {
    const build = this.state.build?.ref ?? 0;
    const request = this.requests.get(build);
    this.requests.delete(build);
    if (request?.kind === 'token') {
      const isNeeded = this.currentToken === null || this.currentToken === request.newerThan;
      if (isNeeded) this.currentToken = this.lastToken += 1;
      return this.send({ type: 'token-ready', build, tokenRef: this.currentToken ?? 0 });
    }
    if (request?.kind === 'channel') {
      const endsAt = this.now + (more.endsInMs ?? 86_400_000);
      return this.send({ type: 'channel-ready', build, endsAt });
    }
    return this.send({ type: 'channel-checked', build, isAlive: more.isAlive ?? true, channelsInUse: null });
  }

  fail(error: MonitorError): this {
    const build = this.state.build?.ref ?? 0;
    this.requests.delete(build);
    return this.send({ type: 'step-failed', build, error });
  }

  prove(lease: number): this {
    const socket = this.sockets.get(lease);
    if (socket !== undefined) socket.lastFrameAt = this.now;
    return this.send({ type: 'socket-proven', lease });
  }

  lose(lease: number, cause: MonitorError = CLOSED): this {
    const provenAt = this.sockets.get(lease)?.lastFrameAt ?? null;
    this.sockets.delete(lease);
    this.syncs.delete(lease);
    return this.send({ type: 'socket-lost', lease, cause, provenAt });
  }

  synced(lease: number): this {
    const version = this.syncs.get(lease) ?? this.state.wanted.version;
    this.#answerSync(lease, version);
    return this.send({ type: 'topics-synced', lease, version });
  }

  syncFailed(lease: number, error: MonitorError): this {
    const version = this.syncs.get(lease) ?? this.state.wanted.version;
    const isAnswer = error.code === 'auth/forbidden' || error.code === 'server/refused';
    if (isAnswer) this.#answerSync(lease, version);
    this.syncs.delete(lease);
    const provenAt = this.sockets.get(lease)?.lastFrameAt ?? null;
    return this.send({ type: 'topics-failed', lease, version, error, provenAt });
  }

  /** Time runs on to the moment of a timer, and it fires. */
  fire(timer: TimerName): this {
    this.now = Math.max(this.now, this.timers.get(timer) ?? this.now);
    this.timers.delete(timer);
    return this.send({ type: 'timer', timer });
  }

  want(version: number, isEmpty = false): this {
    return this.send({ type: 'topics-wanted', version, isEmpty });
  }

  /** The way from nothing to live, without a fault. */
  goLive(): this {
    if (this.state.wanted.version === 0) this.want(1);
    this.send({ type: 'start' });
    this.finishBuild();
    return this.fire('stable');
  }

  /** Everything that the present build still waits for goes well. */
  finishBuild(): this {
    for (let turn = 0; turn < 20 && this.state.build !== null; turn += 1) {
      const { lease, step } = this.state.build;
      if (step === 'handover') this.send({ type: 'socket-answered', lease: this.servingRef });
      else if (step !== 'socket' || lease === null) this.answer();
      else if (this.syncs.has(lease.ref)) this.synced(lease.ref);
      else if (this.state.build.stall !== null) this.fire('stall');
      else this.prove(lease.ref);
    }
    return this;
  }

  /** Every attempt is refused at its last step, so many times. */
  refuseSockets(times: number): this {
    for (let turn = 0; turn < times; turn += 1) {
      if (this.state.wait !== null) this.fire('wait');
      while (this.state.build !== null && this.state.build.step !== 'socket') this.answer();
      this.lose(this.buildLeaseRef, SOCKET_REFUSED);
    }
    return this;
  }

  /** How long the wait lasts from now. */
  get waitMs(): number {
    return (this.state.wait?.retryAt ?? this.now) - this.now;
  }

  /** What is done while something happens, by name. */
  deedsOf(act: () => unknown): readonly string[] {
    const before = this.effects.length;
    act();
    return this.effects.slice(before).map((effect) => effect.do);
  }

  get servingRef(): number {
    return this.state.serving?.ref ?? 0;
  }

  get buildRef(): number {
    return this.state.build?.ref ?? 0;
  }

  get buildLeaseRef(): number {
    return this.state.build?.lease?.ref ?? 0;
  }

  did(what: Effect['do']): readonly Effect[] {
    return this.effects.filter((effect) => effect.do === what);
  }

  /** What contradicts the promises, in words; empty when nothing does. */
  violations(): readonly string[] {
    const found = [...this.#faults];
    const promise = (isKept: boolean, what: string): void => {
      if (!isKept) found.push(what);
    };
    const { phase, serving, draining, build, wait, spare, gap, shown } = this.state;
    const hasSocket = build?.step === 'socket' || build?.step === 'handover';
    const socketOwners = [serving, draining, hasSocket ? build.lease : null];
    const owners = socketOwners.flatMap((lease) => (lease === null ? [] : [lease.ref])).sort();
    promise(this.sockets.size <= 2, 'more than two sockets are open');
    promise(
      owners.join() === [...this.sockets.keys()].sort().join(),
      `sockets ${[...this.sockets.keys()].join()} are open, but ${owners.join()} are held`,
    );
    promise(build === null || wait === null, 'an attempt and a wait at once');
    promise(this.requests.size <= 1, 'more than one attempt is in flight');
    promise(this.timers.has('wait') === (wait !== null), 'the wait and its timer disagree');
    promise(this.timers.has('drain') === (draining !== null), 'the overlap and its timer disagree');
    promise(gap === null || serving === null, 'a gap is open although a lease serves');
    for (const lease of this.syncs.keys())
      promise(owners.includes(lease), 'topics are sent for a lost lease');
    if (phase !== 'running') {
      const isAtRest = serving === null && draining === null && build === null && wait === null;
      promise(isAtRest && spare === null, `${phase} holds something`);
      promise(this.timers.size === 0, `${phase} leaves timers ${[...this.timers.keys()].join()}`);
      promise(this.requests.size === 0, `${phase} leaves a request`);
    } else {
      promise(this.#isBuildAlive(), `nothing will move the attempt on from ${build?.step ?? ''}`);
      promise(build !== null || wait !== null || serving !== null, 'nothing is pending at all');
      promise(serving === null || this.#isSyncAlive(serving), 'nothing will bring the topics up to date');
    }
    promise((shown.status === 'live') === (serving !== null), `shown as ${shown.status}`);
    return found;
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'obtain-token':
        this.requests.set(effect.build, { kind: 'token', newerThan: effect.newerThan });
        return;
      case 'create-channel':
        this.requests.set(effect.build, { kind: 'channel', newerThan: null });
        return;
      case 'check-channel':
        this.requests.set(effect.build, { kind: 'check', newerThan: null });
        return;
      case 'open-socket':
        this.sockets.set(effect.lease, { lastFrameAt: null });
        return;
      case 'sync-topics':
        if (this.syncs.has(effect.lease)) this.#faults.push('two requests for the topics of one lease');
        this.syncs.set(effect.lease, this.state.wanted.version);
        return;
      case 'leave-socket':
        this.sockets.delete(effect.lease);
        this.syncs.delete(effect.lease);
        return;
      case 'abort-build':
        this.requests.delete(effect.build);
        return;
      case 'reject-token':
        if (this.currentToken === effect.tokenRef) this.currentToken = null;
        return;
      case 'set-timer':
        if (!(effect.delayMs >= 500)) this.#faults.push(`a timer of ${String(effect.delayMs)} ms`);
        this.timers.set(effect.timer, this.now + effect.delayMs);
        return;
      case 'clear-timer':
        this.timers.delete(effect.timer);
        return;
      case 'probe':
        this.probed = effect.lease;
        return;
      case 'extend-channel':
      case 'tell-gap':
      case 'tell-renewal':
        return;
      default:
        assertNever(effect, 'effect');
    }
  }

  /** R8: a loss of coverage opens one gap, coming back or stopping closes it, and nothing else does. */
  #checkCoverage(before: CoreState, event: CoreEvent, effects: readonly Effect[]): void {
    const told = effects.filter((effect) => effect.do === 'tell-gap').length;
    const isLost = before.serving !== null && this.state.serving === null && event.type !== 'stop';
    const isMissed = isLost && !before.wanted.isEmpty;
    if (isMissed && this.state.gap === null) this.#faults.push('coverage was lost without a gap');
    const { build } = before;
    const isTakenOver = build?.step === 'handover' && this.state.serving?.ref === build.lease?.ref;
    const isMissedAndBack = isTakenOver && event.type !== 'socket-answered' && !before.wanted.isEmpty;
    const isClosed = isMissedAndBack || (before.gap !== null && this.state.gap === null);
    if (told !== (isClosed ? 1 : 0)) this.#faults.push(`a gap was told ${String(told)} times`);
  }

  #answerSync(lease: number, version: number): void {
    this.syncs.delete(lease);
    const { serving, draining, build } = this.state;
    const owner = [serving, draining, build?.lease].find((candidate) => candidate?.ref === lease);
    if (owner != null) this.answered.set(owner.channelRef, version);
  }

  #isBuildAlive(): boolean {
    const { build } = this.state;
    if (build === null) return true;
    const { lease, step } = build;
    // The probe of the serving socket is answered, or the socket is lost.
    if (step === 'handover') return this.probed === this.servingRef && this.sockets.has(this.probed);
    if (step !== 'socket') return this.requests.has(build.ref);
    if (lease === null || !this.sockets.has(lease.ref)) return false;
    const isAskedLater = build.stall !== null && this.timers.has('stall');
    return lease.topics === 'synced' || this.syncs.has(lease.ref) || isAskedLater;
  }

  /** Topics that are out of date are on their way, tried again, or left to the lease that takes over. */
  #isSyncAlive(serving: Lease): boolean {
    const { build, wait, failedCause } = this.state;
    const isReplaced = build !== null || wait !== null || failedCause !== null;
    return (
      serving.topics === 'synced' || this.syncs.has(serving.ref) || this.timers.has('sync') || isReplaced
    );
  }
}

export const CLOSED: MonitorError = { code: 'socket/closed', message: 'closed', closeCode: 1006 };
export const SOCKET_REFUSED: MonitorError = { code: 'socket/refused', message: 'no', httpStatus: 403 };
export const UNREACHABLE: MonitorError = { code: 'net/refused', message: 'refused' };
export const UNAVAILABLE: MonitorError = { code: 'server/unavailable', message: 'unavailable' };
export const LIMITED: MonitorError = { code: 'rate/limited', message: 'slow down', retryAfterMs: 30_000 };
export const INVALID_CLIENT: MonitorError = { code: 'auth/invalid-client', message: 'wrong' };
export const TOKEN_REJECTED: MonitorError = { code: 'auth/token-rejected', message: 'rejected' };
export const FORBIDDEN: MonitorError = { code: 'auth/forbidden', message: 'forbidden' };
export const REFUSED: MonitorError = { code: 'server/refused', message: 'bad request' };
export const GONE: MonitorError = { code: 'channel/gone', message: 'gone' };
