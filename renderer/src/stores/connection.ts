import { createStore } from 'zustand/vanilla';
import {
  bareReport,
  type ConnectionReport,
  type ConnectionState,
  type EpochMs,
} from '../../../shared/model/connection-state.ts';

/** A loss of coverage that ended, for the "Back after 39 s" banner. */
export interface Recovery {
  readonly at: EpochMs;
  /** From the last moment of proven life until live again. */
  readonly blindMs: number;
}

export interface ConnectionSlice {
  readonly report: ConnectionReport;
  /** When the window first saw this trouble; null while all is well or the user disconnected. */
  readonly troubleSince: EpochMs | null;
  /** From when on a banner tells of it: late enough to spare the user blips, and then until the trouble is over. */
  readonly bannerDueAt: EpochMs | null;
  readonly recovery: Recovery | null;
}

export const QUIET_CONNECTION: ConnectionSlice = {
  report: bareReport({ status: 'signed-out' }),
  troubleSince: null,
  bannerDueAt: null,
  recovery: null,
};

/** A blip shorter than this is never worth a banner. */
export const BLIP_MS = 1500;
/** Reconnecting shows a banner after this long; a wait that is itself longer shows it at once. */
export const GRACE_MS = 5000;

/** When a banner is due by what is happening now. */
function dueAt(state: ConnectionState, troubleSince: EpochMs): EpochMs {
  if (state.status === 'failed') return state.since;
  if (state.status === 'waiting' && state.retryAt - state.since >= GRACE_MS) return state.since;
  return troubleSince + (state.status === 'offline' ? BLIP_MS : GRACE_MS);
}

/**
 * Takes in the next report. A first connect in progress is no trouble; leaving `live`, an open gap, a wait, being
 * offline and a failure are, until live again or until the user stops.
 */
export function nextConnection(slice: ConnectionSlice, report: ConnectionReport): ConnectionSlice {
  const { state } = report;
  if (state.status === 'signed-out' || state.status === 'stopped') {
    return { ...QUIET_CONNECTION, report };
  }
  if (state.status === 'live') {
    if (slice.troubleSince === null) return { ...slice, report };
    const blindSince = slice.report.openGap?.from ?? slice.troubleSince;
    const recovery = { at: state.since, blindMs: Math.max(0, state.since - blindSince) };
    return { ...QUIET_CONNECTION, report, recovery };
  }
  const isFirstConnect =
    report.openGap === null &&
    slice.report.state.status !== 'live' &&
    state.status !== 'waiting' &&
    state.status !== 'offline' &&
    state.status !== 'failed';
  const troubleSince = slice.troubleSince ?? (isFirstConnect ? null : state.since);
  if (troubleSince === null) return { ...QUIET_CONNECTION, report };
  const bannerDueAt = Math.min(slice.bannerDueAt ?? Infinity, dueAt(state, troubleSince));
  return { report, troubleSince, bannerDueAt, recovery: null };
}

export function createConnectionStore() {
  return createStore<ConnectionSlice>(() => QUIET_CONNECTION);
}
