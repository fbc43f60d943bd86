import { assertNever } from '../../../../shared/assert-never.ts';
import type { ConnectionReport, EpochMs } from '../../../../shared/model/connection-state.ts';
import type { RefreshReport } from '../../../../shared/model/refresh.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { countdownText, countText, durationText, momentText, plural } from '../../wording/time.ts';
import { unheardText } from './shards.ts';

export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'neutral';

/** Each state has an icon of its own shape, so that it can be told without colour. */
export type StateIcon =
  | 'live'
  | 'partly-live'
  | 'checking'
  | 'renewing'
  | 'refreshing'
  | 'connecting'
  | 'waiting'
  | 'offline'
  | 'slowed'
  | 'action-needed'
  | 'stopped';

export interface ChipView {
  readonly icon: StateIcon;
  readonly tone: Tone;
  readonly text: string;
  /** The same for screen readers, without a countdown. */
  readonly spoken: string;
}

const chip = (icon: StateIcon, tone: Tone, text: string, spoken = text): ChipView => ({
  icon,
  tone,
  text,
  spoken,
});

export interface ChipInput {
  readonly report: ConnectionReport;
  readonly subscriptions: readonly Subscription[];
  readonly now: EpochMs;
  /** How long no event has come although they usually do. */
  readonly quietMs: number | null;
}

/** What the connection chip in the header says. */
export function chipView(input: ChipInput): ChipView {
  const { report, now } = input;
  const { state } = report;
  switch (state.status) {
    case 'signed-out':
      return chip('stopped', 'neutral', 'Not signed in');
    case 'authorizing':
      return connectingChip(report, 'Signing in…');
    case 'opening-channel':
      return connectingChip(report, 'Opening channel…');
    case 'connecting':
      return connectingChip(report, 'Connecting…');
    case 'live':
      return liveChip(input);
    case 'waiting': {
      const at = momentText(state.retryAt, now);
      const unheard = unheardText(report);
      if (unheard !== null) {
        return chip(
          'partly-live',
          'warn',
          `Partly live, next try ${countdownText(state.retryAt, now)}`,
          `Partly live, ${unheard} are not heard, next try at ${at}`,
        );
      }
      if (state.cause.code === 'rate/limited') {
        return chip('slowed', 'warn', `Genesys asked us to wait until ${at}`);
      }
      return chip('waiting', 'warn', `Next try ${countdownText(state.retryAt, now)}`, `Next try at ${at}`);
    }
    case 'offline':
      return chip('offline', 'warn', 'No network');
    case 'failed':
      return chip('action-needed', 'bad', errorHeadline(state.cause));
    case 'stopped':
      return chip('stopped', 'neutral', 'Not connected');
    default:
      return assertNever(state, 'connection state');
  }
}

function connectingChip(report: ConnectionReport, firstTime: string): ChipView {
  if (report.openGap === null && report.attempts <= 1) return chip('connecting', 'info', firstTime);
  const attempt = `attempt ${countText(Math.max(1, report.attempts))}`;
  const unheard = unheardText(report);
  if (unheard === null) return chip('connecting', 'warn', `Reconnecting, ${attempt}`);
  return chip(
    'partly-live',
    'warn',
    `Partly live, reconnecting, ${attempt}`,
    `Partly live, ${unheard} are not heard, reconnecting, ${attempt}`,
  );
}

/** Minutes, so that the chip does not count seconds while nothing happens. */
const minutesText = (ms: number): string =>
  ms < 3_600_000 ? `${String(Math.floor(ms / 60_000))} min` : durationText(ms);

/** `Refreshing 31 of 46 agents`. */
export function refreshingText({
  done,
  people,
  queues,
}: Extract<RefreshReport, { phase: 'running' }>): string {
  const all = people + queues;
  const what = queues === 0 ? 'agent' : people === 0 ? 'queue' : 'agents and queue';
  return `Refreshing ${countText(done)} of ${plural(all, what)}`;
}

function liveChip({ report, subscriptions, quietMs }: ChipInput): ChipView {
  if (report.isProbing) return chip('checking', 'info', 'Checking connection…');
  if (report.state.status === 'live' && report.state.renewal !== null) {
    return chip('renewing', 'info', 'Renewing channel (no data lost)');
  }
  if (report.refresh?.phase === 'running') {
    const progress = refreshingText(report.refresh);
    return chip('refreshing', 'info', progress, progress);
  }
  if (report.state.status === 'live' && report.state.concern !== null) {
    const { retryAt } = report.state.concern;
    return retryAt === null
      ? chip('action-needed', 'bad', 'Live, but cannot be renewed')
      : chip('partly-live', 'warn', 'Live, renewal is tried again');
  }
  const refused = subscriptions.filter(({ status }) => status === 'refused').length;
  if (refused > 0) {
    return chip(
      'partly-live',
      'warn',
      `Live, ${countText(refused)} of ${plural(subscriptions.length, 'topic')} refused`,
    );
  }
  if (quietMs !== null)
    return chip('live', 'ok', `Live · no events for ${minutesText(quietMs)}`, 'Live, no events lately');
  const { roundTripMs } = report;
  const text = roundTripMs === null ? 'Live' : `Live · ${String(Math.round(roundTripMs))} ms`;
  return chip('live', 'ok', text);
}
