import { beginBuild, resync } from './build.ts';
import { channelLost } from './loss.ts';
import { isSlowedDown } from './retry.ts';
import type { Circumstances, CoreEvent, CoreState, Lease, Step } from './state.ts';
import { andThen, step } from './step.ts';

/** Begins to replace the serving lease, unless that is under way, forbidden for now or known to be in vain. */
export function renewNow(state: CoreState, kind: 'token' | 'channel' | 'socket'): Step {
  if (state.build !== null || state.failedCause !== null || isSlowedDown(state.wait)) return step(state);
  return beginBuild(state, kind);
}

export function tokenRefused(state: CoreState, tokenRef: number): Step {
  const rejected = step(state, { do: 'reject-token', tokenRef });
  return state.serving?.tokenRef === tokenRef
    ? andThen(rejected, (next) => renewNow(next, 'token'))
    : rejected;
}

type ExtensionEvent = Extract<
  CoreEvent,
  { readonly type: 'extension-due' | 'channel-extended' | 'extension-failed' }
>;

/**
 * A longer life of the channel in use; where the service grants none, the channel is replaced as ever. One that turns out
 * to be gone is a loss.
 */
export function extension(state: CoreState, event: ExtensionEvent, at: Circumstances): Step {
  const { serving } = state;
  if (serving === null) return step(state);
  if (event.type === 'extension-due') {
    const isBusy = state.build !== null || state.wait !== null || state.failedCause !== null;
    if (isBusy || serving.topics !== 'synced' || serving.extension !== 'none') return step(state);
    const { ref, channelRef, tokenRef } = serving;
    return step(
      { ...state, serving: { ...serving, extension: 'asked' } },
      { do: 'tell-renewal', kind: 'channel', phase: 'started' },
      { do: 'extend-channel', lease: ref, channelRef, tokenRef },
    );
  }
  if (serving.ref !== event.lease || serving.extension !== 'asked') return step(state);
  if (event.type === 'channel-extended') {
    const extended: Lease = { ...serving, extension: 'none', endsAt: event.endsAt };
    const told = step(
      { ...state, serving: extended },
      { do: 'tell-renewal', kind: 'channel', phase: 'done' },
    );
    return andThen(told, (next) => resyncOvertaken(next, extended, event.version));
  }
  const refused: Lease = { ...serving, extension: 'refused' };
  const told = step(
    { ...state, serving: refused },
    { do: 'tell-renewal', kind: 'channel', phase: 'failed', cause: event.error },
  );
  if (event.error.code === 'auth/token-rejected') {
    return andThen(told, (next) => tokenRefused(next, serving.tokenRef));
  }
  if (event.error.code === 'channel/gone') {
    return andThen(told, (next) => channelLost(next, serving.ref, event.error, event.provenAt, at));
  }
  const kept = andThen(told, (next) => resyncOvertaken(next, refused, event.version));
  return andThen(kept, (next) => renewNow(next, 'channel'));
}

/** The wish changed while the former one was sent to extend the channel: nobody knows which of the two came last. */
function resyncOvertaken(state: CoreState, serving: Lease, version: number): Step {
  if (version === state.wanted.version) return step(state);
  const again = resync(serving);
  return step({ ...state, serving: again.lease }, again.effect);
}
