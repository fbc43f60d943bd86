import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { backoffMs, FLOOR_MS } from './backoff.ts';
import type { Build, Circumstances, CoreState, Effect, Lease, Purpose, SpareChannel, Step } from './state.ts';

/** A socket has to live this long before former failures are forgiven: else accept-then-drop becomes a storm. */
export const STABLE_AFTER_MS = 5_000;
/** How long the former socket is kept beside the new one: two heartbeats. */
export const OVERLAP_MS = 60_000;
/** The same credential rejected this often in a row ends the session until the user acts. */
export const REJECTIONS_UNTIL_FAILED = 2;

/** Runs a second decision on the outcome of a first. */
export function then(first: Step, decide: (state: CoreState) => Step): Step {
  const second = decide(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

export function step(state: CoreState, ...effects: readonly Effect[]): Step {
  return { state, effects };
}

/** Starts to build a lease. At most two sockets are ever open, so one that still drains is left first. */
export function beginBuild(state: CoreState, purpose: Purpose, skippedUntil: EpochMs | null = null): Step {
  const ref = state.lastRef + 1;
  const { serving, draining, gap } = state;
  const attempts = serving === null ? state.attempts + 1 : state.attempts;
  const effects: Effect[] = [];
  if (draining !== null)
    effects.push({ do: 'leave-socket', lease: draining.ref }, { do: 'clear-timer', timer: 'drain' });
  if (state.wait !== null) effects.push({ do: 'clear-timer', timer: 'wait' });
  if (purpose !== 'connect') effects.push({ do: 'tell-renewal', kind: purpose, phase: 'started' });
  const newerThan = purpose === 'token' ? (serving?.tokenRef ?? null) : null;
  effects.push({ do: 'obtain-token', build: ref, newerThan });
  return step(
    {
      ...state,
      lastRef: ref,
      draining: null,
      wait: null,
      attempts,
      gap: gap === null ? null : { ...gap, attempts: gap.attempts + 1 },
      build: { ref, purpose, step: 'token', lease: null, skippedUntil },
    },
    ...effects,
  );
}

/** With a token at hand: back to the channel of the last socket while it may live, else to a new one. */
export function useToken(state: CoreState, build: Build, tokenRef: number, now: EpochMs): Step {
  const { spare } = state;
  const isReusable = spare !== null && spare.tokenRef === tokenRef && spare.endsAt > now;
  if (!isReusable) return orderChannel({ ...state, spare: null }, build, tokenRef);
  if (!spare.isDoubtful) return openSpare(state, build, spare);
  return step(
    { ...state, build: { ...build, step: 'check' } },
    { do: 'check-channel', build: build.ref, channelRef: spare.channelRef, tokenRef },
  );
}

export function orderChannel(state: CoreState, build: Build, tokenRef: number): Step {
  const ref = state.lastRef + 1;
  const lease: Lease = { ref, channelRef: ref, tokenRef, endsAt: 0, isProven: false, topics: 'syncing' };
  return step(
    { ...state, lastRef: ref, build: { ...build, step: 'channel', lease } },
    { do: 'create-channel', build: build.ref, channelRef: ref, tokenRef },
  );
}

export function openSpare(state: CoreState, build: Build, spare: SpareChannel): Step {
  const ref = state.lastRef + 1;
  const { channelRef, tokenRef, endsAt } = spare;
  const lease: Lease = { ref, channelRef, tokenRef, endsAt, isProven: false, topics: 'syncing' };
  return step(
    { ...state, lastRef: ref, spare: null, build: { ...build, step: 'socket', lease } },
    { do: 'open-socket', lease: ref, channelRef },
    { do: 'sync-topics', lease: ref, channelRef, tokenRef, mode: 'verify' },
  );
}

export function openNew(state: CoreState, build: Build, ordered: Lease, endsAt: EpochMs): Step {
  const topics = state.wanted.isEmpty ? 'synced' : 'syncing';
  const lease: Lease = { ...ordered, endsAt, topics };
  const { ref, channelRef, tokenRef } = lease;
  const open: Effect = { do: 'open-socket', lease: ref, channelRef };
  const sync: Effect = { do: 'sync-topics', lease: ref, channelRef, tokenRef, mode: 'replace' };
  const next: CoreState = { ...state, build: { ...build, step: 'socket', lease } };
  return topics === 'synced' ? step(next, open) : step(next, open, sync);
}

/** Puts a lease into service once it is proven and its topics are confirmed; the former one drains. */
export function promoteWhenReady(state: CoreState, build: Build, lease: Lease, now: EpochMs): Step {
  const waiting: CoreState = { ...state, build: { ...build, lease } };
  if (!lease.isProven || lease.topics !== 'synced') return step(waiting);
  const former = state.serving;
  const effects: Effect[] = [{ do: 'set-timer', timer: 'stable', delayMs: STABLE_AFTER_MS }];
  if (build.purpose !== 'connect') effects.push({ do: 'tell-renewal', kind: build.purpose, phase: 'done' });
  if (former !== null) effects.push({ do: 'set-timer', timer: 'drain', delayMs: overlapMs(former, now) });
  if (state.gap !== null) effects.push({ do: 'tell-gap', gap: { ...state.gap, to: now } });
  return step(
    {
      ...state,
      serving: lease,
      draining: former,
      build: null,
      spare: null,
      gap: null,
      attempts: 0,
      rejections: 0,
    },
    ...effects,
  );
}

/** Long enough for what is under way on the former socket, short enough to leave it before it ends. */
function overlapMs(former: Lease, now: EpochMs): number {
  return Math.min(OVERLAP_MS, Math.max(FLOOR_MS, (former.endsAt - now) / 2));
}

/** An attempt failed: what it held is left, and the next one is planned, or the session ends. */
export function failBuild(state: CoreState, build: Build, error: MonitorError, at: Circumstances): Step {
  const effects: Effect[] = [{ do: 'abort-build', build: build.ref }];
  if (build.lease !== null) effects.push({ do: 'leave-socket', lease: build.lease.ref });
  if (build.purpose !== 'connect') {
    effects.push({ do: 'tell-renewal', kind: build.purpose, phase: 'failed', cause: error });
  }
  const tokenRef = build.lease?.tokenRef ?? state.spare?.tokenRef;
  const isTokenRejected = error.code === 'auth/token-rejected';
  if (isTokenRejected && tokenRef !== undefined) effects.push({ do: 'reject-token', tokenRef });
  const isRejection = isTokenRejected || error.code === 'auth/invalid-client';
  const rejections = isRejection ? state.rejections + 1 : state.rejections;
  const isTerminal = rejections >= REJECTIONS_UNTIL_FAILED || error.code === 'auth/forbidden';
  const next: CoreState = { ...state, build: null, rejections, spare: spareAfter(state, build, error) };
  const left = step(next, ...effects);
  return then(left, (after) => (isTerminal ? giveUp(after, error) : planRetry(after, build, error, at)));
}

/** A channel that keeps refusing sockets although it exists is given up at every tenth failure in a row. */
const FAILURES_PER_CHANNEL = 10;

/** The channel that the next attempt may come back to; it begins by asking whether the channel still exists. */
function spareAfter(state: CoreState, build: Build, error: MonitorError): SpareChannel | null {
  if (error.code === 'channel/gone' || error.code === 'auth/token-rejected') return null;
  if (build.step !== 'socket' || build.lease === null) return state.spare;
  if (state.failures % FAILURES_PER_CHANNEL === FAILURES_PER_CHANNEL - 1) return null;
  const { channelRef, tokenRef, endsAt } = build.lease;
  return { channelRef, tokenRef, endsAt, isDoubtful: true };
}

/** Nothing more is tried until the user acts. A lease that still serves is kept to its own end. */
function giveUp(state: CoreState, cause: MonitorError): Step {
  if (state.serving !== null) return step({ ...state, failedCause: cause });
  return step({ ...state, phase: 'failed', failedCause: cause, spare: null });
}

function planRetry(state: CoreState, build: Build, error: MonitorError, at: Circumstances): Step {
  const isEarlyTry = build.skippedUntil !== null && build.skippedUntil > at.now;
  const failures = isEarlyTry ? state.failures : state.failures + 1;
  const isScarce = build.step === 'token' || build.step === 'channel';
  const { retryAfterMs } = error;
  const drawnMs = backoffMs({ failures, random: at.random, isScarce, retryAfterMs });
  const keptMs = isEarlyTry && retryAfterMs === undefined ? build.skippedUntil - at.now : drawnMs;
  return wait({ ...state, failures }, build.purpose, error, keptMs, at);
}

/** Plans the next attempt. While a lease still serves, it comes well before that lease ends. */
export function wait(
  state: CoreState,
  purpose: Purpose,
  error: MonitorError,
  delayMs: number,
  at: Circumstances,
): Step {
  const isBinding = error.retryAfterMs !== undefined;
  const untilEndMs =
    state.serving === null ? Infinity : Math.max(FLOOR_MS, (state.serving.endsAt - at.now) / 3);
  const plannedMs = isBinding ? delayMs : Math.min(delayMs, untilEndMs);
  const cause: MonitorError =
    error.code.startsWith('net/') && !at.isOnline
      ? { code: 'net/offline', message: 'This computer has no network connection.' }
      : error;
  return step(
    { ...state, wait: { purpose, retryAt: at.now + plannedMs, cause, isBinding } },
    { do: 'set-timer', timer: 'wait', delayMs: plannedMs },
  );
}
