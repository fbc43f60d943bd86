import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import { FLOOR_MS } from './backoff.ts';
import { isEarlyTry, NOT_REACHED, planRetry, wait } from './retry.ts';
import type {
  Build,
  Circumstances,
  CoreGap,
  CoreState,
  Effect,
  Lease,
  Purpose,
  SpareChannel,
  Step,
} from './state.ts';
import { andThen, step } from './step.ts';

/** A socket has to live this long before former failures are forgiven: else accept-then-drop becomes a storm. */
export const STABLE_AFTER_MS = 5_000;
/** How long the former socket is kept beside the new one: two heartbeats. */
export const OVERLAP_MS = 60_000;
/** A socket is closed about this long after it was announced. */
export const CLOSES_WITHIN_MS = 60_000;
/** The same credential rejected this often in a row ends the session until the user acts. */
export const REJECTIONS_UNTIL_FAILED = 2;

/** Starts to build a lease. At most two sockets are ever open, so one that still drains is left first. */
export function beginBuild(state: CoreState, purpose: Purpose, skippedUntil: EpochMs | null = null): Step {
  return andThen(leaveFormer(state), (left) => begin(left, purpose, skippedUntil));
}

function begin(state: CoreState, purpose: Purpose, skippedUntil: EpochMs | null): Step {
  const ref = state.lastRef + 1;
  const { serving, gap } = state;
  const effects: Effect[] = [];
  if (state.wait !== null) effects.push({ do: 'clear-timer', timer: 'wait' });
  if (purpose !== 'connect') effects.push({ do: 'tell-renewal', kind: purpose, phase: 'started' });
  const newerThan = purpose === 'token' ? (serving?.tokenRef ?? null) : null;
  effects.push({ do: 'obtain-token', build: ref, newerThan });
  return step(
    {
      ...state,
      lastRef: ref,
      wait: null,
      attempts: serving === null ? state.attempts + 1 : state.attempts,
      gap: gap === null ? null : { ...gap, attempts: gap.attempts + 1 },
      build: { ref, purpose, step: 'token', lease: null, skippedUntil, mode: 'replace', stall: null },
    },
    ...effects,
  );
}

/** With a token at hand: back to the channel of the last socket while it may live, else to a new one. */
export function useToken(state: CoreState, build: Build, tokenRef: number, at: Circumstances): Step {
  const { spare } = state;
  const isOwn = spare?.tokenRef === tokenRef;
  // One that was made with an earlier token is worth a question while there is no room for another.
  const isReusable = spare !== null && spare.endsAt > at.now && (isOwn || at.channelWaitMs > 0);
  if (!isReusable) return orderChannel({ ...state, spare: null }, build, tokenRef, at);
  if (isOwn && !spare.isDoubtful) return openSpare(state, build, spare);
  return step(
    { ...state, build: { ...build, step: 'check' } },
    { do: 'check-channel', build: build.ref, channelRef: spare.channelRef, tokenRef: spare.tokenRef },
  );
}

/** What every lease begins with. */
const NEW_LEASE = {
  isProven: false,
  isStable: false,
  closesAt: null,
  topics: 'syncing',
  extension: 'none',
  servesFrom: null,
  refusals: 0,
} as const;

/** Channels are scarce: where too many were made lately, the next one waits, whoever asks for it. */
export function orderChannel(state: CoreState, build: Build, tokenRef: number, at: Circumstances): Step {
  if (at.channelWaitMs > 0) return failBuild(state, build, heldBack(at.channelWaitMs), at);
  const ref = state.lastRef + 1;
  const lease: Lease = { ...NEW_LEASE, ref, channelRef: ref, tokenRef, endsAt: 0 };
  return step(
    { ...state, lastRef: ref, build: { ...build, step: 'channel', lease } },
    { do: 'create-channel', build: build.ref, channelRef: ref, tokenRef },
  );
}

function heldBack(retryAfterMs: number): MonitorError {
  return {
    code: 'channel/budget',
    message: t(
      'Vigil had to open so many channels within a day that it now holds back: all installs of a client id ' +
        'share twenty. Look for what ends them, such as other programs with the same client id.',
    ),
    retryAfterMs,
  };
}

export function openSpare(state: CoreState, build: Build, spare: SpareChannel): Step {
  const ref = state.lastRef + 1;
  const { channelRef, tokenRef, endsAt, refusals } = spare;
  const lease: Lease = { ...NEW_LEASE, ref, channelRef, tokenRef, endsAt, refusals };
  return step(
    { ...state, lastRef: ref, spare: null, build: { ...build, step: 'socket', lease, mode: 'verify' } },
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

/** Sends the present wish to the channel of a lease. */
export function resync(lease: Lease): { readonly lease: Lease; readonly effect: Effect } {
  const { ref, channelRef, tokenRef } = lease;
  return {
    lease: { ...lease, topics: 'syncing' },
    effect: { do: 'sync-topics', lease: ref, channelRef, tokenRef, mode: 'replace' },
  };
}

/**
 * Puts a lease into service once it is proven and its topics are confirmed. One that still serves has to show first
 * that it lived until now: were it dead without anybody having noticed, its gap would be covered up.
 */
export function promoteWhenReady(state: CoreState, build: Build, lease: Lease, at: Circumstances): Step {
  const { serving } = state;
  const isReady = lease.isProven && lease.topics === 'synced';
  if (!isReady) return step({ ...state, build: { ...build, step: 'socket', lease } });
  if (serving === null) return promote(state, build, lease, at);
  return step(
    { ...state, build: { ...build, step: 'handover', lease } },
    { do: 'probe', lease: serving.ref, reason: 'handover' },
  );
}

/** Puts a lease into service; the former one drains. */
export function promote(state: CoreState, build: Build, lease: Lease, at: Circumstances): Step {
  const former = state.serving;
  const effects: Effect[] = [
    { do: 'set-timer', timer: 'stable', delayMs: STABLE_AFTER_MS },
    { do: 'clear-timer', timer: 'sync' },
  ];
  if (build.purpose !== 'connect') effects.push({ do: 'tell-renewal', kind: build.purpose, phase: 'done' });
  if (former !== null) effects.push({ do: 'set-timer', timer: 'drain', delayMs: overlapMs(former, at.now) });
  if (state.gap !== null) effects.push(tellGap(state.gap, at));
  const promoted: CoreState = {
    ...state,
    serving: { ...lease, servesFrom: at.now },
    draining: former,
    build: null,
    spare: null,
    gap: null,
    attempts: 0,
    // What an earlier token still opens says nothing of a credential that was refused since.
    rejections: lease.tokenRef > state.provenTokenRef ? 0 : state.rejections,
    provenTokenRef: Math.max(lease.tokenRef, state.provenTokenRef),
  };
  return andThen(step(promoted, ...effects), (next) =>
    lease.closesAt === null ? step(next) : replaceAnnounced(next, at),
  );
}

/** Leaves the socket that is kept over an overlap, if there is one. */
export function leaveFormer(state: CoreState): Step {
  const { draining } = state;
  if (draining === null) return step(state);
  return step(
    { ...state, draining: null },
    { do: 'leave-socket', lease: draining.ref },
    { do: 'clear-timer', timer: 'drain' },
  );
}

/**
 * The end of a gap. On a clock that was set back meanwhile it has two beginnings and two ends, by the former time and by
 * the new one: it is told so wide that it holds what went unheard by either.
 */
export function tellGap({ setBackMs, ...gap }: CoreGap, at: Circumstances): Effect {
  const sinceMs = at.setBackMs - setBackMs;
  const from = gap.from - sinceMs;
  return { do: 'tell-gap', gap: { ...gap, from, to: Math.max(from, at.now + sinceMs) } };
}

/**
 * Replaces a socket that was announced to close before it had served for a while: at once the first time, which may
 * be chance, and later from then on. A service that announces the end of every new socket would be asked for one
 * channel after the other.
 */
export function replaceAnnounced(state: CoreState, at: Circumstances): Step {
  const counted: CoreState = { ...state, earlyClosings: state.earlyClosings + 1 };
  return state.earlyClosings === 0 ? beginBuild(counted, 'socket') : replaceSoon(counted, at);
}

function replaceSoon(state: CoreState, at: Circumstances): Step {
  const announced: MonitorError = {
    code: 'socket/closed',
    message: t('Genesys Cloud announced that it will close the connection.'),
  };
  return wait(state, 'socket', announced, CLOSES_WITHIN_MS / 3, at);
}

/** Long enough for what is under way on the former socket, short enough to leave it before it ends. */
function overlapMs(former: Lease, now: EpochMs): number {
  return Math.min(OVERLAP_MS, Math.max(FLOOR_MS, (former.endsAt - now) / 2));
}

/** An attempt failed: what it held is left, and the next one is planned, or the session ends. */
export function failBuild(state: CoreState, build: Build, error: MonitorError, at: Circumstances): Step {
  const effects: Effect[] = [{ do: 'abort-build', build: build.ref }];
  if (build.stall !== null) effects.push({ do: 'clear-timer', timer: 'stall' });
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
  const next: CoreState = {
    ...state,
    build: null,
    rejections,
    spare: spareAfter(state, build, error, at.now),
  };
  const left = step(next, ...effects);
  return andThen(left, (after) => (isTerminal ? giveUp(after, error) : planRetry(after, build, error, at)));
}

/** A channel that keeps refusing although it exists is given up at this failure in a row… */
const FAILURES_PER_CHANNEL = 10;

/**
 * …and its successors at twice as many each: channels are scarce, and another one may help as little. What failed
 * before there was this channel is not its fault.
 */
export function isChannelGivenUp(failures: number, { refusals }: Lease): boolean {
  const rounds = failures / FAILURES_PER_CHANNEL;
  const isTurn = rounds >= 1 && Number.isInteger(Math.log2(rounds));
  return isTurn && refusals + 1 >= FAILURES_PER_CHANNEL - 1;
}

/** There is nothing to come back to. */
export function isChannelOver({ code }: MonitorError): boolean {
  return code === 'channel/gone' || code === 'channel/evicted';
}

/** The channel that the next attempt may come back to; it begins by asking whether the channel still exists. */
function spareAfter(state: CoreState, build: Build, error: MonitorError, now: EpochMs): SpareChannel | null {
  if (isChannelOver(error) || error.code === 'auth/token-rejected') return null;
  // A question that the service refuses, it would refuse as long as this channel is asked about.
  if (build.step === 'check' && error.code === 'server/refused') return null;
  const hadSocket = build.step === 'socket' || build.step === 'handover';
  if (!hadSocket || build.lease === null) return state.spare;
  const isCounted = !NOT_REACHED.has(error.code) && !isEarlyTry(build, now);
  if (isCounted && isChannelGivenUp(state.failures + 1, build.lease)) return null;
  const refusals = isCounted ? build.lease.refusals + 1 : build.lease.refusals;
  return { ...spareOf(build.lease, true), refusals };
}

export function spareOf({ channelRef, tokenRef, endsAt }: Lease, isDoubtful: boolean): SpareChannel {
  return { channelRef, tokenRef, endsAt, isDoubtful, refusals: 0 };
}

/** Nothing more is tried until the user acts. A lease that still serves is kept to its own end. */
export function giveUp(state: CoreState, cause: MonitorError): Step {
  if (state.serving !== null) return step({ ...state, failedCause: cause });
  return step({ ...state, phase: 'failed', failedCause: cause, spare: null });
}
