import type {
  Concern,
  ConnectionState,
  EpochMs,
  Gap,
  OpenGap,
  RenewalKind,
} from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';

/**
 * One channel and one socket on it, from the first attempt to open it until it is left. Tokens, channels and
 * sockets go by number here: the state holds no secret, so it may be logged, drawn and compared.
 */
export interface Lease {
  readonly ref: number;
  readonly channelRef: number;
  readonly tokenRef: number;
  /** When token or channel ends, whichever is first. */
  readonly endsAt: EpochMs;
  readonly isProven: boolean;
  /** True once its socket has served for a while. */
  readonly isStable: boolean;
  /** When the service will close its socket, as it announced; null when it did not. */
  readonly closesAt: EpochMs | null;
  readonly topics: 'syncing' | 'synced';
  /** Whether the service was asked to let the channel live longer, and said no. */
  readonly extension: 'none' | 'asked' | 'refused';
  /** When coverage began to rest on it; null before. */
  readonly servesFrom: EpochMs | null;
  /** How often in a row its channel refused a socket, or a question about topics. */
  readonly refusals: number;
}

/** Why a lease is being built: to begin or come back, or to replace one that still serves. */
export type Purpose = 'connect' | RenewalKind;

/** A lease in the making. Answers that carry another `ref` belong to a superseded attempt and are dropped. */
export interface Build {
  readonly ref: number;
  readonly purpose: Purpose;
  /** In `handover` the new lease is ready, and the serving one is asked whether it has lived until now. */
  readonly step: 'token' | 'channel' | 'check' | 'socket' | 'handover';
  readonly lease: Lease | null;
  /** The deadline that "Try now" or a hint skipped; it is kept when the early attempt fails. */
  readonly skippedUntil: EpochMs | null;
  /** How its channel is asked about topics: one that had them is only looked at. */
  readonly mode: 'replace' | 'verify';
  /** Its topics could not be asked for just now. Its socket stays: what it carries is heard meanwhile. */
  readonly stall: Stall | null;
}

/** A question to the service that is put again later. */
export interface Stall {
  readonly retryAt: EpochMs;
  readonly cause: MonitorError;
  /** The service named the moment itself; nobody may come earlier. */
  readonly isBinding: boolean;
}

export interface Wait extends Stall {
  readonly purpose: Purpose;
}

/** A loss of coverage as the state knows it. */
export interface CoreGap extends OpenGap {
  /** How far the wall clock had been set back when it was found. */
  readonly setBackMs: number;
}

/** A channel whose socket was lost but which may still live: the first choice when coming back. */
export interface SpareChannel {
  readonly channelRef: number;
  readonly tokenRef: number;
  readonly endsAt: EpochMs;
  /** True when its last socket never carried a frame, so that it is worth asking whether it still exists. */
  readonly isDoubtful: boolean;
  readonly refusals: number;
}

export interface CoreState {
  readonly phase: 'idle' | 'running' | 'failed' | 'stopped';
  /** What the window shows, derived from everything below after each event. */
  readonly shown: ConnectionState;
  /** The lease that coverage rests on. */
  readonly serving: Lease | null;
  /** The former one, kept over the overlap so that nothing under way on it is lost. */
  readonly draining: Lease | null;
  readonly build: Build | null;
  readonly wait: Wait | null;
  readonly spare: SpareChannel | null;
  readonly gap: CoreGap | null;
  /** Attempts since coverage was lost, or since the start. */
  readonly attempts: number;
  /** Failures in a row; forgiven only after a socket has lived a while. */
  readonly failures: number;
  /** How often in a row the credential, or a fresh token, was rejected. Twice is the end. */
  readonly rejections: number;
  /** The newest token that a lease was put into service with; 0 for none. */
  readonly provenTokenRef: number;
  readonly failedCause: MonitorError | null;
  /** Sockets in a row whose end was announced before they had served for a while. */
  readonly earlyClosings: number;
  /** Version of the wanted topics, and whether there are any: where nothing is wanted, nothing is missed. */
  readonly wanted: { readonly version: number; readonly isEmpty: boolean };
  readonly lastRef: number;
}

export type CoreEvent =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** Another connection to the same service came through, as after an outage that was common to both. */
  | { readonly type: 'way-clear' }
  /** "Try now", or a sign that the world changed: the network, or waking up. */
  | { readonly type: 'nudge' }
  | { readonly type: 'token-ready'; readonly build: number; readonly tokenRef: number }
  | { readonly type: 'channel-ready'; readonly build: number; readonly endsAt: EpochMs }
  | {
      readonly type: 'channel-checked';
      readonly build: number;
      readonly isAlive: boolean;
      /** Channels that all installs of the client id hold; null when nobody asked, or nobody answered. */
      readonly channelsInUse: number | null;
    }
  | { readonly type: 'step-failed'; readonly build: number; readonly error: MonitorError }
  | { readonly type: 'socket-proven'; readonly lease: number }
  /** A frame came over a socket that was asked for a sign of life. */
  | { readonly type: 'socket-answered'; readonly lease: number }
  | {
      readonly type: 'socket-lost';
      readonly lease: number;
      readonly cause: MonitorError;
      readonly provenAt: EpochMs | null;
    }
  | { readonly type: 'topics-synced'; readonly lease: number; readonly version: number }
  | {
      readonly type: 'topics-failed';
      readonly lease: number;
      /** Version of the wish that failed. */
      readonly version: number;
      readonly error: MonitorError;
      /** Wall time of the last frame on the lease's socket. */
      readonly provenAt: EpochMs | null;
    }
  | { readonly type: 'topics-wanted'; readonly version: number; readonly isEmpty: boolean }
  | { readonly type: 'closing-announced'; readonly lease: number }
  /** The service says that the channel is no longer ours, or no longer there. */
  | { readonly type: 'channel-lost'; readonly lease: number; readonly provenAt: EpochMs | null }
  | { readonly type: 'token-refused'; readonly tokenRef: number }
  | { readonly type: 'renewal-due'; readonly kind: RenewalKind }
  /** The channel nears its end, and the service is to be asked for a longer life of it first. */
  | { readonly type: 'extension-due' }
  | {
      readonly type: 'channel-extended';
      readonly lease: number;
      /** Version of the wish that was sent for it. */
      readonly version: number;
      readonly endsAt: EpochMs;
    }
  | {
      readonly type: 'extension-failed';
      readonly lease: number;
      readonly version: number;
      readonly error: MonitorError;
      /** Until when everything came that its channel had to say; null when that is not known. */
      readonly provenAt: EpochMs | null;
    }
  /** Another connection with the same credential found that it is good for nothing any more. */
  | { readonly type: 'credential-dead'; readonly cause: MonitorError }
  | { readonly type: 'timer'; readonly timer: TimerName };

export type TimerName = 'wait' | 'stable' | 'drain' | 'sync' | 'stall';

export type Effect =
  | { readonly do: 'obtain-token'; readonly build: number; readonly newerThan: number | null }
  | {
      readonly do: 'create-channel';
      readonly build: number;
      readonly channelRef: number;
      readonly tokenRef: number;
    }
  | {
      readonly do: 'check-channel';
      readonly build: number;
      readonly channelRef: number;
      readonly tokenRef: number;
    }
  | { readonly do: 'open-socket'; readonly lease: number; readonly channelRef: number }
  | {
      readonly do: 'sync-topics';
      readonly lease: number;
      readonly channelRef: number;
      readonly tokenRef: number;
      /** On a channel of our own that was left alone, its list is read first and written only when it differs. */
      readonly mode: 'replace' | 'verify';
    }
  | {
      readonly do: 'extend-channel';
      readonly lease: number;
      readonly channelRef: number;
      readonly tokenRef: number;
    }
  | { readonly do: 'leave-socket'; readonly lease: number }
  | { readonly do: 'probe'; readonly lease: number; readonly reason: 'hint' | 'handover' }
  /** Gives up every request of the superseded attempt. */
  | { readonly do: 'abort-build'; readonly build: number }
  | { readonly do: 'reject-token'; readonly tokenRef: number }
  | { readonly do: 'set-timer'; readonly timer: TimerName; readonly delayMs: number }
  | { readonly do: 'clear-timer'; readonly timer: TimerName }
  | {
      readonly do: 'tell-renewal';
      readonly kind: RenewalKind;
      readonly phase: 'started' | 'done' | 'failed';
      readonly cause?: MonitorError;
    }
  | { readonly do: 'tell-gap'; readonly gap: Omit<Gap, 'id'> };

/** What the decision rests on beside state and event. */
export interface Circumstances {
  readonly now: EpochMs;
  /** How far the wall clock was set back so far, all in all. */
  readonly setBackMs: number;
  /** A draw from [0, 1). */
  readonly random: number;
  readonly isOnline: boolean;
  /** How long the budget for new channels wants the next one to wait; 0 when there is room. */
  readonly channelWaitMs: number;
  /** Connections that are cut off as this one is, while another goes ahead; 1 for the one that goes ahead. */
  readonly crowd: number;
}

export interface Step {
  readonly state: CoreState;
  readonly effects: readonly Effect[];
}

export const INITIAL_STATE: CoreState = {
  phase: 'idle',
  shown: { status: 'signed-out' },
  serving: null,
  draining: null,
  build: null,
  wait: null,
  spare: null,
  gap: null,
  attempts: 0,
  failures: 0,
  rejections: 0,
  provenTokenRef: 0,
  failedCause: null,
  earlyClosings: 0,
  wanted: { version: 0, isEmpty: true },
  lastRef: 0,
};

/** What the window shows of a state. `since` is when this status began. */
export function show(state: CoreState, now: EpochMs): ConnectionState {
  const next = project(state, now);
  const former = state.shown;
  const isSameStatus = 'since' in next && 'since' in former && next.status === former.status;
  return isSameStatus ? { ...next, since: former.since } : next;
}

function project(state: CoreState, since: EpochMs): ConnectionState {
  const { build, wait } = state;
  if (state.phase === 'idle') return { status: 'signed-out' };
  if (state.phase === 'stopped') return { status: 'stopped', since };
  if (state.phase === 'failed' && state.failedCause !== null) {
    return { status: 'failed', since, cause: state.failedCause };
  }
  if (state.serving !== null) {
    const renewal = build === null || build.purpose === 'connect' ? null : build.purpose;
    return { status: 'live', since, renewal, concern: concernOf(state) };
  }
  const halt = build?.stall ?? wait;
  if (halt !== null) return halted(halt, state.failures, since);
  if (build?.step === 'channel') return { status: 'opening-channel', since };
  if (build?.step === 'check' || build?.step === 'socket') return { status: 'connecting', since };
  return { status: 'authorizing', since };
}

function halted({ retryAt, cause }: Stall, attempt: number, since: EpochMs): ConnectionState {
  if (cause.code === 'net/offline') return { status: 'offline', since, retryAt };
  return { status: 'waiting', since, attempt, retryAt, cause };
}

/** What is wrong although everything arrives: a renewal that failed and is tried again, or never will be. */
function concernOf({ build, wait, failedCause }: CoreState): Concern | null {
  if (failedCause !== null) return { cause: failedCause, retryAt: null };
  const halt = build?.stall ?? wait;
  return halt === null ? null : { cause: halt.cause, retryAt: halt.retryAt };
}
