import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { failBuild, isChannelGivenUp } from './build.ts';
import { isEarlyTry, NOT_REACHED, nextTry, unlessOffline } from './retry.ts';
import type { Build, Circumstances, CoreState, Step } from './state.ts';
import { step } from './step.ts';

/**
 * The topics of a new socket could not be asked for just now, while the socket itself is open. It is kept, because what
 * its channel carries arrives meanwhile, and the question is put again; a channel that never answers is given up. A
 * question that somebody put before its time counts as little here as anywhere.
 */
export function stallBuild(state: CoreState, build: Build, error: MonitorError, at: Circumstances): Step {
  const { lease } = build;
  if (lease === null) return failBuild(state, build, error, at);
  const isCounted = !NOT_REACHED.has(error.code) && !isEarlyTry(build, at.now);
  const { failures, delayMs } = nextTry(state, build, { error, isScarce: false }, at);
  if (isCounted && isChannelGivenUp(failures, lease)) return failBuild(state, build, error, at);
  const isBinding = (error.retryAfterMs ?? 0) > 0;
  const stall = { retryAt: at.now + delayMs, cause: unlessOffline(error, at), isBinding };
  const refusals = isCounted ? lease.refusals + 1 : lease.refusals;
  return step(
    { ...state, failures, build: { ...build, stall, lease: { ...lease, refusals } } },
    { do: 'set-timer', timer: 'stall', delayMs },
  );
}

/** Puts the question about the topics of a new socket again: when its time has come, or before when it is skipped. */
export function askAgain(state: CoreState, build: Build, skippedUntil: EpochMs | null = null): Step {
  if (build.lease === null) return step(state);
  const { ref, channelRef, tokenRef } = build.lease;
  return step(
    { ...state, build: { ...build, stall: null, skippedUntil } },
    { do: 'clear-timer', timer: 'stall' },
    { do: 'sync-topics', lease: ref, channelRef, tokenRef, mode: build.mode },
  );
}
