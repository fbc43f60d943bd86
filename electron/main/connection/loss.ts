import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import { backoffMs } from './backoff.ts';
import { failBuild, isChannelOver, leaveFormer, promote, spareOf } from './build.ts';
import { isSlowedDown, wait } from './retry.ts';
import type { Build, Circumstances, CoreState, Lease, SpareChannel, Step } from './state.ts';
import { andThen, step } from './step.ts';

/** A socket ended without being asked to: what that means depends on what its lease was good for. */
export function socketLost(
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
  if (draining?.topics === 'synced') return fallBack(state, serving, draining, cause, at);
  // Without a proof of its own, it is proven no longer than the one before it, which is where it began.
  const from = provenAt ?? Math.min(at.now, serving.servesFrom ?? at.now);
  return andThen(leaveFormer(state), (left) => loseCoverage(left, serving, cause, from, at));
}

/**
 * The new socket died while the former one still drains: that one serves again, and nothing was missed. It showed
 * at the handover that it lived, and it is left as soon as anything else is wanted than it carries.
 */
function fallBack(
  state: CoreState,
  lost: Lease,
  former: Lease,
  cause: MonitorError,
  at: Circumstances,
): Step {
  const spare = isChannelOver(cause) ? null : spareOf(lost, true);
  const back = step(
    { ...state, serving: former, draining: null, spare },
    { do: 'clear-timer', timer: 'drain' },
    { do: 'clear-timer', timer: 'stable' },
    { do: 'clear-timer', timer: 'sync' },
  );
  return andThen(back, (next) =>
    next.wait === null && next.failedCause === null ? retryAfterLoss(next, 'channel', cause, at) : step(next),
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
  const { build } = state;
  const attempts = build === null ? 0 : 1;
  const own = isChannelOver(cause) ? null : spareOf(serving, false);
  const lost: CoreState = {
    ...state,
    serving: null,
    // An attempt that is asking for a channel goes on with that one.
    spare: build?.step === 'check' || isBetter(state.spare, own) ? state.spare : own,
    gap: state.wanted.isEmpty
      ? null
      : { from: provenAt, cause, attempts, topics: null, setBackMs: at.setBackMs },
    attempts,
    // What failed while this one served well were renewals; the way back begins without their delay.
    failures: serving.isStable ? 0 : state.failures,
  };
  const cleared = step(lost, { do: 'clear-timer', timer: 'stable' }, { do: 'clear-timer', timer: 'sync' });
  if (state.failedCause !== null) {
    return andThen(cleared, (next) => step({ ...next, phase: 'failed', spare: null }));
  }
  return andThen(cleared, (next) =>
    build === null ? retryAfterLoss(next, 'connect', cause, at) : becomeConnect(next, build, cause, at),
  );
}

/** A renewal that failed may have left a channel, which the one that is lost here need not outlive. */
function isBetter(spare: SpareChannel | null, own: SpareChannel | null): boolean {
  return spare !== null && (own === null || spare.tokenRef > own.tokenRef);
}

/** A renewal that the old socket did not outlive: no longer without loss, but the way back, or already there. */
function becomeConnect(state: CoreState, build: Build, cause: MonitorError, at: Circumstances): Step {
  if (build.purpose === 'connect') return step(state);
  const connect: Build = { ...build, purpose: 'connect' };
  const turned = step(
    { ...state, build: connect },
    { do: 'tell-renewal', kind: build.purpose, phase: 'failed', cause },
  );
  const { lease } = build;
  if (build.step !== 'handover' || lease === null) return turned;
  return andThen(turned, (next) => promote(next, connect, lease, at));
}

function retryAfterLoss(
  state: CoreState,
  purpose: 'connect' | 'channel',
  cause: MonitorError,
  at: Circumstances,
): Step {
  // What the service asked to wait before it makes a channel does not keep from the one that is there.
  const isHeld = state.wait?.isBinding === true && state.spare === null;
  if (state.wait !== null && (isHeld || isSlowedDown(state.wait)))
    return step({ ...state, wait: { ...state.wait, purpose } });
  const failures = state.failures + 1;
  const { retryAfterMs } = cause;
  const { random, crowd } = at;
  const delayMs = backoffMs({ failures, random, isScarce: false, retryAfterMs, crowd });
  return wait({ ...state, failures }, purpose, cause, delayMs, at);
}

export const evicted = (): MonitorError => ({
  code: 'channel/evicted',
  message: t(
    'Genesys Cloud ended the channel: another install of this client took its place, or it expired.',
  ),
});

/** The service says that a channel is gone, whether or not its socket has noticed. */
export function channelLost(
  state: CoreState,
  lease: number,
  cause: MonitorError,
  provenAt: EpochMs | null,
  at: Circumstances,
): Step {
  const lost = socketLost(state, lease, cause, provenAt, at);
  return { state: lost.state, effects: [{ do: 'leave-socket', lease }, ...lost.effects] };
}
