import { assertNever } from '../../../shared/assert-never.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { backoffMs } from './backoff.ts';
import {
  beginBuild,
  failBuild,
  openNew,
  openSpare,
  orderChannel,
  promoteWhenReady,
  step,
  then,
  useToken,
  wait,
} from './build.ts';
import {
  INITIAL_STATE,
  show,
  type Build,
  type Circumstances,
  type CoreEvent,
  type CoreState,
  type Effect,
  type Lease,
  type Step,
  type TimerName,
} from './state.ts';

/**
 * The whole protocol of the connection as one pure decision: what a state becomes on an event, and what has to be
 * done for it. Building a lease is one procedure, whether a former lease still serves (a renewal, which never
 * leaves `live`) or not (a connect). Drawn in docs/protocol.md.
 */
export function transition(state: CoreState, event: CoreEvent, at: Circumstances): Step {
  const { state: next, effects } = decide(state, event, at);
  return { state: { ...next, shown: show(next, at.now) }, effects };
}

function decide(state: CoreState, event: CoreEvent, at: Circumstances): Step {
  switch (event.type) {
    case 'start':
      return state.phase === 'running' ? step(state) : start(state);
    case 'stop':
      return stop(state, at.now);
    case 'nudge':
      return nudge(state);
    case 'token-ready':
    case 'channel-ready':
    case 'channel-checked':
    case 'step-failed':
      return buildAnswered(state, event, at);
    case 'socket-proven':
      return proven(state, event.lease, at.now);
    case 'socket-lost':
      return socketLost(state, event.lease, event.cause, event.provenAt, at);
    case 'topics-wanted':
      return topicsWanted(state, event.version, event.isEmpty);
    case 'topics-synced':
      return topicsSynced(state, event.lease, event.version, at.now);
    case 'topics-failed':
      return topicsFailed(state, event.lease, event.error, at);
    case 'closing-announced':
      return isServing(state, event.lease) ? renewNow(state, 'socket') : step(state);
    case 'channel-lost':
      return channelLost(state, event.lease, at);
    case 'token-refused':
      return tokenRefused(state, event.tokenRef);
    case 'renewal-due':
      return state.serving !== null && state.wait === null ? renewNow(state, event.kind) : step(state);
    case 'timer':
      return timerFired(state, event.timer);
    default:
      return assertNever(event, 'event');
  }
}

function start(state: CoreState): Step {
  const { wanted, lastRef } = state;
  return beginBuild({ ...INITIAL_STATE, wanted, lastRef, phase: 'running' }, 'connect');
}

const TIMERS: readonly TimerName[] = ['wait', 'stable', 'drain', 'sync'];

function stop(state: CoreState, now: EpochMs): Step {
  if (state.phase === 'idle' || state.phase === 'stopped') return step(state);
  const { wanted, lastRef, build, gap } = state;
  const effects: Effect[] = TIMERS.map((timer) => ({ do: 'clear-timer', timer }));
  if (build !== null) effects.push({ do: 'abort-build', build: build.ref });
  for (const lease of [state.serving, state.draining, build?.lease]) {
    if (lease != null) effects.push({ do: 'leave-socket', lease: lease.ref });
  }
  if (gap !== null) effects.push({ do: 'tell-gap', gap: { ...gap, to: now } });
  return step({ ...INITIAL_STATE, wanted, lastRef, phase: 'stopped' }, ...effects);
}

/** Skips one wait without forgiving its growth; asks a socket that is open whether it still lives. */
function nudge(state: CoreState): Step {
  if (state.phase !== 'running') return step(state);
  const probe: Step = step(state, ...(state.serving === null ? [] : [probeOf(state.serving)]));
  if (state.wait === null || state.wait.isBinding) return probe;
  const { purpose, retryAt } = state.wait;
  return then(probe, (next) => beginBuild(next, purpose, retryAt));
}

const probeOf = (lease: Lease): Effect => ({ do: 'probe', lease: lease.ref });

type BuildAnswer = Extract<CoreEvent, { readonly build: number }>;

function buildAnswered(state: CoreState, event: BuildAnswer, at: Circumstances): Step {
  const { build } = state;
  if (build?.ref !== event.build) return step(state);
  switch (event.type) {
    case 'token-ready':
      return useToken(state, build, event.tokenRef, at.now);
    case 'channel-ready':
      return build.lease === null ? step(state) : openNew(state, build, build.lease, event.endsAt);
    case 'channel-checked':
      if (state.spare === null) return step(state);
      return event.isAlive
        ? openSpare(state, build, state.spare)
        : orderChannel({ ...state, spare: null }, build, state.spare.tokenRef);
    case 'step-failed':
      return failBuild(state, build, event.error, at);
    default:
      return assertNever(event, 'answer');
  }
}

function proven(state: CoreState, lease: number, now: EpochMs): Step {
  const { build } = state;
  if (build?.lease?.ref !== lease) return step(state);
  return promoteWhenReady(state, build, { ...build.lease, isProven: true }, now);
}

function socketLost(
  state: CoreState,
  lease: number,
  cause: MonitorError,
  provenAt: EpochMs | null,
  at: Circumstances,
): Step {
  const { serving, draining, build } = state;
  if (draining?.ref === lease)
    return step({ ...state, draining: null }, { do: 'clear-timer', timer: 'drain' });
  if (build?.lease?.ref === lease) return failBuild(state, build, cause, at);
  if (serving?.ref !== lease) return step(state);
  if (draining !== null) return fallBack(state, draining, cause, at);
  return loseCoverage(state, serving, cause, provenAt ?? at.now, at);
}

/** The new socket died while the former one still drains: that one serves again, and nothing was missed. */
function fallBack(state: CoreState, former: Lease, cause: MonitorError, at: Circumstances): Step {
  const back: CoreState = { ...state, serving: former, draining: null };
  const cleared = step(back, { do: 'clear-timer', timer: 'drain' }, { do: 'clear-timer', timer: 'stable' });
  return then(cleared, (next) =>
    next.build === null && next.wait === null ? retryAfterLoss(next, 'channel', cause, at) : step(next),
  );
}

/** Nothing serves any more. From the last moment of proven life on, events may be missed. */
function loseCoverage(
  state: CoreState,
  serving: Lease,
  cause: MonitorError,
  provenAt: EpochMs,
  at: Circumstances,
): Step {
  const { channelRef, tokenRef, endsAt } = serving;
  const { build } = state;
  const attempts = build === null ? 0 : 1;
  const lost: CoreState = {
    ...state,
    serving: null,
    spare: cause.code === 'channel/gone' ? null : { channelRef, tokenRef, endsAt, isDoubtful: false },
    gap: state.wanted.isEmpty ? null : { from: provenAt, cause, attempts },
    attempts,
  };
  const cleared = step(lost, { do: 'clear-timer', timer: 'stable' }, { do: 'clear-timer', timer: 'sync' });
  if (state.failedCause !== null) {
    return then(cleared, (next) => step({ ...next, phase: 'failed', spare: null }));
  }
  return then(cleared, (next) =>
    build === null ? retryAfterLoss(next, 'connect', cause, at) : becomeConnect(next, build, cause),
  );
}

/** A renewal that the old socket did not outlive: no longer without loss, but already the way back. */
function becomeConnect(state: CoreState, build: Build, cause: MonitorError): Step {
  if (build.purpose === 'connect') return step(state);
  return step(
    { ...state, build: { ...build, purpose: 'connect' } },
    { do: 'tell-renewal', kind: build.purpose, phase: 'failed', cause },
  );
}

function retryAfterLoss(
  state: CoreState,
  purpose: 'connect' | 'channel',
  cause: MonitorError,
  at: Circumstances,
): Step {
  const failures = state.failures + 1;
  const { retryAfterMs } = cause;
  const delayMs = backoffMs({ failures, random: at.random, isScarce: false, retryAfterMs });
  return wait({ ...state, failures }, purpose, cause, delayMs, at);
}

const isServing = (state: CoreState, lease: number): boolean => state.serving?.ref === lease;

/** Begins to replace the serving lease, unless that is under way or the credential is known to be dead. */
function renewNow(state: CoreState, kind: 'token' | 'channel' | 'socket'): Step {
  if (state.build !== null || state.failedCause !== null) return step(state);
  return beginBuild(state, kind);
}

function channelLost(state: CoreState, lease: number, at: Circumstances): Step {
  const cause: MonitorError = {
    code: 'channel/gone',
    message: 'Genesys Cloud ended the channel: it expired, or another install of this client took its place.',
  };
  const lost = socketLost(state, lease, cause, at.now, at);
  return { state: lost.state, effects: [{ do: 'leave-socket', lease }, ...lost.effects] };
}

function tokenRefused(state: CoreState, tokenRef: number): Step {
  const rejected = step(state, { do: 'reject-token', tokenRef });
  return state.serving?.tokenRef === tokenRef ? then(rejected, (next) => renewNow(next, 'token')) : rejected;
}

/** The wish is sent to every lease that counts; where one is on its way already, it is looked at again after it. */
function topicsWanted(state: CoreState, version: number, isEmpty: boolean): Step {
  const { serving, build } = state;
  const next: CoreState = { ...state, wanted: { version, isEmpty } };
  const isBuilding = build?.step === 'socket' && build.lease?.topics === 'synced';
  const built = isBuilding && build.lease !== null ? resync(build.lease) : null;
  const served = serving?.topics === 'synced' ? resync(serving) : null;
  return step(
    {
      ...next,
      serving: served?.lease ?? serving,
      build: built === null || build === null ? build : { ...build, lease: built.lease },
    },
    ...(served === null ? [] : [served.effect]),
    ...(built === null ? [] : [built.effect]),
  );
}

function resync(lease: Lease): { readonly lease: Lease; readonly effect: Effect } {
  const { ref, channelRef, tokenRef } = lease;
  return {
    lease: { ...lease, topics: 'syncing' },
    effect: { do: 'sync-topics', lease: ref, channelRef, tokenRef, mode: 'replace' },
  };
}

function topicsSynced(state: CoreState, lease: number, version: number, now: EpochMs): Step {
  const { serving, build } = state;
  const isCurrent = version === state.wanted.version;
  if (serving?.ref === lease) {
    const again = resync(serving);
    return isCurrent
      ? step({ ...state, serving: { ...serving, topics: 'synced' } })
      : step({ ...state, serving: again.lease }, again.effect);
  }
  if (build?.lease?.ref !== lease) return step(state);
  if (isCurrent) return promoteWhenReady(state, build, { ...build.lease, topics: 'synced' }, now);
  const again = resync(build.lease);
  return step({ ...state, build: { ...build, lease: again.lease } }, again.effect);
}

/** How long a change of topics on a living channel waits before it is tried again. */
const SYNC_RETRY_MS = 5_000;

function topicsFailed(state: CoreState, lease: number, error: MonitorError, at: Circumstances): Step {
  const { serving, build } = state;
  if (build?.lease?.ref === lease) return failBuild(state, build, error, at);
  if (serving?.ref !== lease) return step(state);
  if (error.code === 'channel/gone') return channelLost(state, lease, at);
  // The service has answered, and asking again would bring the same answer: the next change of topics asks anew.
  if (error.code === 'auth/forbidden' || error.code === 'server/refused') {
    return step({ ...state, serving: { ...serving, topics: 'synced' } });
  }
  const delayMs = Math.max(SYNC_RETRY_MS, error.retryAfterMs ?? 0);
  const again = step(state, { do: 'set-timer', timer: 'sync', delayMs });
  return error.code === 'auth/token-rejected'
    ? then(again, (next) => tokenRefused(next, serving.tokenRef))
    : again;
}

function timerFired(state: CoreState, timer: TimerName): Step {
  const { serving, draining } = state;
  switch (timer) {
    case 'wait':
      return state.wait === null ? step(state) : beginBuild(state, state.wait.purpose);
    case 'stable':
      return step({ ...state, failures: 0 });
    case 'drain':
      if (draining === null) return step(state);
      return step({ ...state, draining: null }, { do: 'leave-socket', lease: draining.ref });
    case 'sync':
      return serving?.topics === 'syncing' ? step(state, resync(serving).effect) : step(state);
    default:
      return assertNever(timer, 'timer');
  }
}
