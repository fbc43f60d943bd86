import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { ErrorCode, MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import { LONGEST_RETRY_AFTER_MS } from '../base/retry-after.ts';
import { backoffMs, FLOOR_MS, SCARCE_CAP_MS } from './backoff.ts';
import type { Build, Circumstances, CoreState, Lease, Purpose, Step, Wait } from './state.ts';
import { step } from './step.ts';

/** Failures in which the service was not reached: nothing of it was used up, and its channels are not to blame. */
export const NOT_REACHED: ReadonlySet<ErrorCode> = new Set([
  'net/dns',
  'net/refused',
  'net/tls',
  'net/offline',
]);

/** The service has answered, and to the same question it would answer the same. */
export function isAnswer({ code }: MonitorError): boolean {
  return code === 'auth/forbidden' || code === 'server/refused';
}

/** Whether an attempt began before its time, because somebody skipped the wait. */
export function isEarlyTry(build: Build, now: EpochMs): build is Build & { readonly skippedUntil: EpochMs } {
  return build.skippedUntil !== null && build.skippedUntil > now;
}

/** How an attempt that failed counts, and how long the next one waits. */
export function nextTry(
  state: CoreState,
  build: Build,
  { error, isScarce }: { readonly error: MonitorError; readonly isScarce: boolean },
  at: Circumstances,
): { readonly failures: number; readonly delayMs: number } {
  const isEarly = isEarlyTry(build, at.now);
  const failures = isEarly ? state.failures : state.failures + 1;
  const { random, crowd } = at;
  const { retryAfterMs } = error;
  const delayMs =
    isEarly && retryAfterMs === undefined
      ? keptDelayMs(build.skippedUntil, at.now)
      : backoffMs({ failures, random, isScarce, retryAfterMs, crowd });
  return { failures, delayMs };
}

export function planRetry(state: CoreState, build: Build, error: MonitorError, at: Circumstances): Step {
  const isScarce = build.step === 'channel' && !NOT_REACHED.has(error.code);
  const retryAfterMs = Math.max(error.retryAfterMs ?? 0, heldUntil(build, at.now)) || undefined;
  const patient = retryAfterMs === undefined ? error : { ...error, retryAfterMs };
  const { failures, delayMs } = nextTry(state, build, { error: patient, isScarce }, at);
  return wait({ ...state, failures }, build.purpose, patient, delayMs, at);
}

/** What is left of a wait that the service had asked for before the attempt ended otherwise. */
function heldUntil({ stall }: Build, now: EpochMs): number {
  // Never more than any service may ask for, also when the clock was set back since.
  return stall?.isBinding === true ? Math.max(0, Math.min(stall.retryAt - now, LONGEST_RETRY_AFTER_MS)) : 0;
}

/** What is left of a skipped wait; never more than the cap, also when the clock was set back since. */
function keptDelayMs(skippedUntil: EpochMs, now: EpochMs): number {
  return Math.max(FLOOR_MS, Math.min(skippedUntil - now, SCARCE_CAP_MS));
}

/** True when the whole client was told to slow down: until then nothing is asked of the service. */
export function isSlowedDown(wait: Wait | null): wait is Wait {
  return wait !== null && wait.isBinding && wait.cause.code === 'rate/limited';
}

/** The longest wait that leaves time for more tries; none once the end has passed and there is nothing to lose. */
function hurryMs(serving: Lease | null, now: EpochMs): number {
  if (serving === null) return Infinity;
  const remainingMs = Math.min(serving.endsAt, serving.closesAt ?? Infinity) - now;
  return remainingMs > 0 ? Math.max(FLOOR_MS, remainingMs / 3) : Infinity;
}

/** Plans the next attempt. While a lease still serves, it comes well before that lease ends. */
export function wait(
  state: CoreState,
  purpose: Purpose,
  error: MonitorError,
  delayMs: number,
  at: Circumstances,
): Step {
  const isBinding = (error.retryAfterMs ?? 0) > 0;
  const plannedMs = isBinding ? delayMs : Math.min(delayMs, hurryMs(state.serving, at.now));
  const cause = unlessOffline(error, at);
  return step(
    { ...state, wait: { purpose, retryAt: at.now + plannedMs, cause, isBinding } },
    { do: 'set-timer', timer: 'wait', delayMs: plannedMs },
  );
}

export function unlessOffline(error: MonitorError, at: Circumstances): MonitorError {
  return error.code.startsWith('net/') && !at.isOnline
    ? { code: 'net/offline', message: t('This computer has no network connection.') }
    : error;
}
