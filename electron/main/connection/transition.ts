import { assertNever } from '../../../shared/assert-never.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import {
  beginBuild,
  CLOSES_WITHIN_MS,
  failBuild,
  giveUp,
  leaveFormer,
  openNew,
  openSpare,
  orderChannel,
  promote,
  promoteWhenReady,
  replaceAnnounced,
  resync,
  tellGap,
  useToken,
} from './build.ts';
import { channelLost, evicted, socketLost } from './loss.ts';
import { extension, renewNow, tokenRefused } from './renewal.ts';
import { isAnswer } from './retry.ts';
import { askAgain, stallBuild } from './stall.ts';
import {
  INITIAL_STATE,
  show,
  type Circumstances,
  type CoreEvent,
  type CoreState,
  type Effect,
  type Lease,
  type Step,
  type TimerName,
} from './state.ts';
import { andThen, step } from './step.ts';

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
      return start(state);
    case 'stop':
      return stop(state, at);
    case 'nudge':
      return nudge(state);
    case 'way-clear':
      return wayClear(state);
    case 'token-ready':
    case 'channel-ready':
    case 'channel-checked':
    case 'step-failed':
      return buildAnswered(state, event, at);
    case 'socket-proven':
      return proven(state, event.lease, at);
    case 'socket-answered':
      return answered(state, event.lease, at);
    case 'socket-lost':
      return socketLost(state, event.lease, event.cause, event.provenAt, at);
    case 'topics-wanted':
      return topicsWanted(state, event.version, event.isEmpty);
    case 'topics-synced':
      return topicsSynced(state, event.lease, event.version, at);
    case 'topics-failed':
      return topicsFailed(state, event, at);
    case 'closing-announced':
      return closingAnnounced(state, event.lease, at);
    case 'channel-lost':
      return channelLost(state, event.lease, evicted(), event.provenAt, at);
    case 'token-refused':
      return tokenRefused(state, event.tokenRef);
    case 'renewal-due':
      return state.serving !== null && state.wait === null ? renewNow(state, event.kind) : step(state);
    case 'extension-due':
    case 'channel-extended':
    case 'extension-failed':
      return extension(state, event, at);
    case 'credential-dead':
      return credentialDead(state, event.cause);
    case 'timer':
      return timerFired(state, event.timer);
    default:
      return assertNever(event, 'event');
  }
}

/** Begins, or begins anew: a credential that was found dead gets another chance, and an open gap stays open. */
function start(state: CoreState): Step {
  if (state.phase === 'running') {
    if (state.failedCause === null) return step(state);
    return renewNow({ ...state, failedCause: null, rejections: 0 }, 'token');
  }
  const { wanted, lastRef, gap, spare } = state;
  return beginBuild({ ...INITIAL_STATE, wanted, lastRef, gap, spare, phase: 'running' }, 'connect');
}

const TIMERS: readonly TimerName[] = ['wait', 'stable', 'drain', 'sync', 'stall'];

function stop(state: CoreState, at: Circumstances): Step {
  if (state.phase === 'idle' || state.phase === 'stopped') return step(state);
  const { wanted, lastRef, build, gap } = state;
  const effects: Effect[] = TIMERS.map((timer) => ({ do: 'clear-timer', timer }));
  if (build !== null) effects.push({ do: 'abort-build', build: build.ref });
  for (const lease of [state.serving, state.draining, build?.lease]) {
    if (lease != null) effects.push({ do: 'leave-socket', lease: lease.ref });
  }
  if (gap !== null) effects.push(tellGap(gap, at));
  return step({ ...INITIAL_STATE, wanted, lastRef, phase: 'stopped' }, ...effects);
}

/** Skips one wait without forgiving its growth; asks a socket that is open whether it still lives. */
function nudge(state: CoreState): Step {
  if (state.phase !== 'running') return step(state);
  const probe: Step = step(state, ...(state.serving === null ? [] : [probeOf(state.serving)]));
  const { build } = state;
  if (build?.stall?.isBinding === false)
    return andThen(probe, (next) => askAgain(next, build, build.stall?.retryAt));
  if (state.wait === null || state.wait.isBinding) return probe;
  const { purpose, retryAt } = state.wait;
  return andThen(probe, (next) => beginBuild(next, purpose, retryAt));
}

/** Another channel came through after an outage: how often this one failed in it says nothing any more. */
function wayClear(state: CoreState): Step {
  const { build, wait } = state;
  const fresh: CoreState = { ...state, failures: 0 };
  if (build?.stall?.isBinding === false) return askAgain(fresh, build);
  return wait === null || wait.isBinding ? step(state) : beginBuild(fresh, wait.purpose);
}

const probeOf = (lease: Lease): Effect => ({ do: 'probe', lease: lease.ref, reason: 'hint' });

/** A channel that ended before its time, under a good token: somebody else has its place now. */
function takenOver(state: CoreState, channelsInUse: number | null): CoreState {
  const { gap } = state;
  const without: CoreState = { ...state, spare: null };
  if (gap === null || !gap.cause.code.startsWith('socket/')) return without;
  const ended = t(
    'Genesys Cloud ended the channel before its time, as when another install takes its place.',
  );
  const counted =
    channelsInUse === null
      ? []
      : [t('All installs of this client id hold {channelsInUse} of 20 channels.', { channelsInUse })];
  const cause: MonitorError = {
    ...gap.cause,
    code: 'channel/evicted',
    message: [ended, ...counted].join(' '),
  };
  return { ...without, gap: { ...gap, cause } };
}

type BuildAnswer = Extract<CoreEvent, { readonly build: number }>;

function buildAnswered(state: CoreState, event: BuildAnswer, at: Circumstances): Step {
  const { build } = state;
  if (build?.ref !== event.build) return step(state);
  switch (event.type) {
    case 'token-ready':
      return useToken(state, build, event.tokenRef, at);
    case 'channel-ready':
      return build.lease === null ? step(state) : openNew(state, build, build.lease, event.endsAt);
    case 'channel-checked':
      if (state.spare === null) return step(state);
      return event.isAlive
        ? openSpare(state, build, state.spare)
        : orderChannel(takenOver(state, event.channelsInUse), build, state.spare.tokenRef, at);
    case 'step-failed':
      return failBuild(state, build, event.error, at);
    default:
      return assertNever(event, 'answer');
  }
}

function proven(state: CoreState, lease: number, at: Circumstances): Step {
  const { build } = state;
  if (build?.lease?.ref !== lease) return step(state);
  return promoteWhenReady(state, build, { ...build.lease, isProven: true }, at);
}

/** The serving socket has lived until now, so nothing was missed when the new lease takes over. */
function answered(state: CoreState, lease: number, at: Circumstances): Step {
  const { serving, build } = state;
  const isHandover = build?.step === 'handover' && serving?.ref === lease;
  return isHandover && build.lease !== null ? promote(state, build, build.lease, at) : step(state);
}

function closingAnnounced(state: CoreState, lease: number, at: Circumstances): Step {
  const { serving, build } = state;
  const closesAt = at.now + CLOSES_WITHIN_MS;
  if (build?.lease?.ref === lease) {
    return step({ ...state, build: { ...build, lease: { ...build.lease, closesAt } } });
  }
  if (serving?.ref !== lease) return step(state);
  const announced: CoreState = { ...state, serving: { ...serving, closesAt } };
  if (serving.isStable) return renewNow(announced, 'socket');
  const isPlanned = state.build !== null || state.wait !== null || state.failedCause !== null;
  return isPlanned ? step(announced) : replaceAnnounced(announced, at);
}

/** The wish is sent to every lease that counts; where one is on its way already, it is looked at again after it. */
function topicsWanted(state: CoreState, version: number, isEmpty: boolean): Step {
  const { serving, build } = state;
  const served = serving?.topics === 'synced' ? resync(serving) : null;
  const built = build?.lease?.topics === 'synced' ? resync(build.lease) : null;
  const sent = step(
    {
      ...state,
      wanted: { version, isEmpty },
      serving: served?.lease ?? serving,
      build: built === null || build === null ? build : { ...build, step: 'socket', lease: built.lease },
    },
    ...(served === null ? [] : [served.effect]),
    ...(built === null ? [] : [built.effect]),
  );
  // The former socket carries the former wish, so it could not stand in any more.
  return andThen(sent, leaveFormer);
}

function topicsSynced(state: CoreState, lease: number, version: number, at: Circumstances): Step {
  const { serving, build } = state;
  const isCurrent = version === state.wanted.version;
  if (serving?.ref === lease) {
    const again = resync(serving);
    return isCurrent
      ? step({ ...state, serving: { ...serving, topics: 'synced' } })
      : step({ ...state, serving: again.lease }, again.effect);
  }
  if (build?.lease?.ref !== lease) return step(state);
  if (isCurrent) return promoteWhenReady(state, build, { ...build.lease, topics: 'synced' }, at);
  const again = resync(build.lease);
  return step({ ...state, build: { ...build, lease: again.lease } }, again.effect);
}

/** How long a change of topics on a living channel waits before it is tried again. */
const SYNC_RETRY_MS = 5_000;

/** What several connections share is found dead once: none of the others asks again. */
function credentialDead(state: CoreState, cause: MonitorError): Step {
  if (state.phase !== 'running' || state.failedCause !== null) return step(state);
  const { build, wait } = state;
  const effects: Effect[] = [];
  if (wait !== null) effects.push({ do: 'clear-timer', timer: 'wait' });
  if (build !== null) {
    if (build.stall !== null) effects.push({ do: 'clear-timer', timer: 'stall' });
    effects.push({ do: 'abort-build', build: build.ref });
    if (build.lease !== null) effects.push({ do: 'leave-socket', lease: build.lease.ref });
    if (build.purpose !== 'connect') {
      effects.push({ do: 'tell-renewal', kind: build.purpose, phase: 'failed', cause });
    }
  }
  return andThen(step({ ...state, build: null, wait: null }, ...effects), (next) => giveUp(next, cause));
}

type TopicsFailed = Extract<CoreEvent, { readonly type: 'topics-failed' }>;

function topicsFailed(state: CoreState, event: TopicsFailed, at: Circumstances): Step {
  const { lease, version, error, provenAt } = event;
  const { serving, build } = state;
  if (build?.lease?.ref === lease) {
    // While a former lease serves, nothing is heard over the new one that would not be heard anyway.
    const isWorthKeeping = serving === null && isPassing(error);
    return isWorthKeeping ? stallBuild(state, build, error, at) : failBuild(state, build, error, at);
  }
  if (serving?.ref !== lease) return step(state);
  if (error.code === 'channel/gone') return channelLost(state, lease, error, provenAt, at);
  // The lease that replaces this one brings the topics along; with the refused token nothing is asked any more.
  if (error.code === 'auth/token-rejected') return tokenRefused(state, serving.tokenRef);
  // Only another wish is worth asking.
  if (isAnswer(error)) return topicsSynced(state, lease, version, at);
  const delayMs = Math.max(SYNC_RETRY_MS, error.retryAfterMs ?? 0);
  return step(state, { do: 'set-timer', timer: 'sync', delayMs });
}

/** What the service may answer otherwise in a while, without anything being wrong with the channel. */
function isPassing({ code }: MonitorError): boolean {
  return code === 'rate/limited' || code === 'server/unavailable' || code.startsWith('net/');
}

function timerFired(state: CoreState, timer: TimerName): Step {
  const { serving } = state;
  switch (timer) {
    case 'wait':
      return state.wait === null ? step(state) : beginBuild(state, state.wait.purpose);
    case 'stable':
      return step({
        ...state,
        failures: 0,
        earlyClosings: 0,
        serving: serving === null ? null : { ...serving, isStable: true },
      });
    case 'drain':
      return leaveFormer(state);
    case 'stall':
      return state.build?.stall == null ? step(state) : askAgain(state, state.build);
    case 'sync':
      return serving?.topics === 'syncing' ? step(state, resync(serving).effect) : step(state);
    default:
      return assertNever(timer, 'timer');
  }
}
