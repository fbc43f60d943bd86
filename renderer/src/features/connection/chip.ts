import { assertNever } from '../../../../shared/assert-never.ts';
import type { ConnectionReport, EpochMs } from '../../../../shared/model/connection-state.ts';
import type { RefreshReport } from '../../../../shared/model/refresh.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { t } from '../../../../shared/text/t.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { countdownText, countText, durationText, momentText } from '../../wording/time.ts';
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
  | 'replay'
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
      return chip('stopped', 'neutral', t('Not connected'));
    case 'authorizing':
      return connectingChip(report, t('Signing in…'));
    case 'opening-channel':
      return connectingChip(report, t('Opening channel…'));
    case 'connecting':
      return connectingChip(report, t('Connecting…'));
    case 'live':
      return liveChip(input);
    case 'waiting': {
      const at = momentText(state.retryAt, now);
      const unheard = unheardText(report);
      if (unheard !== null) {
        return chip(
          'partly-live',
          'warn',
          t('Partly live, next try {when}', { when: countdownText(state.retryAt, now) }),
          t('Partly live, {unheard} are not heard, next try at {at}', { unheard, at }),
        );
      }
      if (state.cause.code === 'rate/limited') {
        return chip('slowed', 'warn', t('Genesys asked us to wait until {at}', { at }));
      }
      return chip(
        'waiting',
        'warn',
        t('Next try {when}', { when: countdownText(state.retryAt, now) }),
        t('Next try at {at}', { at }),
      );
    }
    case 'offline':
      return chip('offline', 'warn', t('No network'));
    case 'failed':
      return chip('action-needed', 'bad', errorHeadline(state.cause));
    case 'stopped':
      return chip('stopped', 'neutral', t('Not connected'));
    default:
      return assertNever(state, 'connection state');
  }
}

function connectingChip(report: ConnectionReport, firstTime: string): ChipView {
  if (report.openGap === null && report.attempts <= 1) return chip('connecting', 'info', firstTime);
  const attempt = t('attempt {attempts}', { attempts: countText(Math.max(1, report.attempts)) });
  const unheard = unheardText(report);
  if (unheard === null) return chip('connecting', 'warn', t('Reconnecting, {attempt}', { attempt }));
  return chip(
    'partly-live',
    'warn',
    t('Partly live, reconnecting, {attempt}', { attempt }),
    t('Partly live, {unheard} are not heard, reconnecting, {attempt}', { unheard, attempt }),
  );
}

/** Minutes, so that the chip does not count seconds while nothing happens. */
const minutesText = (ms: number): string =>
  ms < 3_600_000 ? t('{minutes} min', { minutes: Math.floor(ms / 60_000) }) : durationText(ms);

/** `Refreshing 31 of 46 agents`. */
export function refreshingText({
  done,
  people,
  queues,
}: Extract<RefreshReport, { phase: 'running' }>): string {
  const all = people + queues;
  const counts = { done: countText(done), all };
  if (queues === 0) return t('Refreshing {done} of {all, plural, one {# agent} other {# agents}}', counts);
  if (people === 0) return t('Refreshing {done} of {all, plural, one {# queue} other {# queues}}', counts);
  return t(
    'Refreshing {done} of {all, plural, one {# agents and queue} other {# agents and queues}}',
    counts,
  );
}

function liveChip({ report, subscriptions, quietMs }: ChipInput): ChipView {
  if (report.isProbing) return chip('checking', 'info', t('Checking connection…'));
  if (report.state.status === 'live' && report.state.renewal !== null) {
    return chip('renewing', 'info', t('Renewing channel (no data lost)'));
  }
  if (report.refresh?.phase === 'running') {
    const progress = refreshingText(report.refresh);
    return chip('refreshing', 'info', progress, progress);
  }
  if (report.state.status === 'live' && report.state.concern !== null) {
    const { retryAt } = report.state.concern;
    return retryAt === null
      ? chip('action-needed', 'bad', t('Live, but cannot be renewed'))
      : chip('partly-live', 'warn', t('Live, renewal is tried again'));
  }
  const refused = subscriptions.filter(({ status }) => status === 'refused').length;
  if (refused > 0) {
    return chip(
      'partly-live',
      'warn',
      t('Live, {refused} of {count, plural, one {# topic} other {# topics}} refused', {
        refused: countText(refused),
        count: subscriptions.length,
      }),
    );
  }
  if (quietMs !== null)
    return chip(
      'live',
      'ok',
      t('Live · no events for {duration}', { duration: minutesText(quietMs) }),
      t('Live, no events lately'),
    );
  const { roundTripMs } = report;
  const text =
    roundTripMs === null ? t('Live') : t('Live · {roundTripMs} ms', { roundTripMs: Math.round(roundTripMs) });
  return chip('live', 'ok', text);
}
