import { createStore } from 'zustand/vanilla';
import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';

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
  readonly recovery: Recovery | null;
}

const NO_REPORT: ConnectionReport = {
  state: { status: 'signed-out' },
  attempts: 0,
  openGap: null,
  isProbing: false,
  token: null,
  channel: null,
  channelsCreated: 0,
  lastFrameAt: null,
  roundTripMs: null,
  duplicatesFolded: 0,
  malformedFrames: 0,
};

export const QUIET_CONNECTION: ConnectionSlice = { report: NO_REPORT, troubleSince: null, recovery: null };

/**
 * Takes in the next report. A first connect in progress is no trouble; leaving `live`, an open gap, a wait, being
 * offline and a failure are, until live again or until the user stops.
 */
export function nextConnection(slice: ConnectionSlice, report: ConnectionReport): ConnectionSlice {
  const { state } = report;
  if (state.status === 'signed-out' || state.status === 'stopped') {
    return { report, troubleSince: null, recovery: null };
  }
  if (state.status === 'live') {
    if (slice.troubleSince === null) return { ...slice, report };
    const blindSince = slice.report.openGap?.from ?? slice.troubleSince;
    const recovery = { at: state.since, blindMs: Math.max(0, state.since - blindSince) };
    return { report, troubleSince: null, recovery };
  }
  const isFirstConnect =
    report.openGap === null &&
    slice.report.state.status !== 'live' &&
    state.status !== 'waiting' &&
    state.status !== 'offline' &&
    state.status !== 'failed';
  const troubleSince = slice.troubleSince ?? (isFirstConnect ? null : state.since);
  return { report, troubleSince, recovery: null };
}

export function createConnectionStore() {
  return createStore<ConnectionSlice>(() => QUIET_CONNECTION);
}
