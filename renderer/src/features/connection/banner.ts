import type {
  ConnectionReport,
  ConnectionState,
  EpochMs,
} from '../../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import {
  failedOf,
  failuresText,
  refreshedText,
  type RefreshSummary,
} from '../../../../shared/model/refresh.ts';
import { t } from '../../../../shared/text/t.ts';
import { BLIP_MS, type ConnectionSlice } from '../../stores/connection.ts';
import { errorCodes, errorHeadline, errorPhrase } from '../../wording/errors.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { countdownText, countText, durationText, momentText } from '../../wording/time.ts';
import { unheardText } from './shards.ts';
import { refreshingText, type StateIcon, type Tone } from './chip.ts';

const BACK_SHOWN_MS = 8000;

export type BannerAction = 'try-now' | 'edit-profile' | 'connect' | 'reconnect' | 'show-gap';

/** What happened and since when; what Vigil does and when; what is affected; what the user can do. */
export interface BannerView {
  /** Changes when there is something new to say aloud, and not with every tick or attempt. */
  readonly kind:
    'lost' | 'part-lost' | 'slowed' | 'offline' | 'failed' | 'stopped' | 'ending' | 'refreshing' | 'back';
  readonly icon: StateIcon;
  readonly tone: Tone;
  readonly headline: string;
  /** What Vigil is doing about it; a countdown is for eyes only and has a still text beside it. */
  readonly doing: { readonly shown: string; readonly still: string } | null;
  readonly affected: string;
  readonly actions: readonly BannerAction[];
  /** Why "Try now" is not offered, where that needs saying. */
  readonly refusal: string | null;
  readonly details: string | null;
  /** Null for what is said at its end. */
  readonly spoken: string | null;
}

/** The banner for the present moment, or null when there is nothing that needs one. */
export function bannerView(slice: ConnectionSlice, now: EpochMs): BannerView | null {
  const { report, bannerDueAt } = slice;
  const { state } = report;
  if (state.status === 'live') return endingBanner(report, state, now) ?? backBanner(slice, now);
  if (state.status === 'stopped') return stoppedBanner(state, now);
  if (bannerDueAt === null || now < bannerDueAt) return null;
  switch (state.status) {
    case 'failed':
      return failedBanner(report, state, now);
    case 'offline':
      return offlineBanner(report, now);
    case 'waiting':
      return waitingBanner(report, state, now);
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
      return lostBanner(report, now);
    case 'signed-out':
      return null;
  }
}

/** Since when nothing is received: the last moment of proven life, where there was life before. */
function lossText(report: ConnectionReport, now: EpochMs, cause: MonitorError | null): string {
  const { openGap, state } = report;
  const why = cause === null ? '' : ` (${errorPhrase(cause)})`;
  const isPart = unheardText(report) !== null;
  if (openGap !== null) {
    const values = { moment: momentText(openGap.from, now), why };
    return isPart
      ? t('Part of the connection to Genesys lost at {moment}{why}.', values)
      : t('Connection to Genesys lost at {moment}{why}.', values);
  }
  if (isPart) return t('Part of the connection to Genesys is not open yet{why}.', { why });
  return 'since' in state
    ? t('Could not connect to Genesys at {moment}{why}.', { moment: momentText(state.since, now), why })
    : t('Could not connect to Genesys{why}.', { why });
}

function affectedText(report: ConnectionReport, now: EpochMs): string {
  const { openGap } = report;
  const unheard = unheardText(report);
  if (unheard !== null) {
    return openGap === null
      ? t('Events of {unheard} are not arriving; the others are live.', { unheard })
      : t('Events of {unheard} are not arriving; the others are live. The timeline marks the gap.', {
          unheard,
        });
  }
  return openGap === null
    ? t('No events are arriving yet.')
    : t('No events are arriving; what you see is as of {moment}, and the timeline marks the gap.', {
        moment: momentText(openGap.from, now),
      });
}

const lostKind = (report: ConnectionReport): 'lost' | 'part-lost' =>
  unheardText(report) === null ? 'lost' : 'part-lost';

function lostBanner(report: ConnectionReport, now: EpochMs): BannerView {
  const cause = report.openGap?.cause ?? null;
  const trying = t('Trying now (attempt {attempts})', { attempts: countText(Math.max(1, report.attempts)) });
  return {
    kind: lostKind(report),
    icon: 'connecting',
    tone: 'warn',
    headline: lossText(report, now, cause),
    doing: { shown: trying, still: trying },
    affected: affectedText(report, now),
    actions: ['try-now'],
    refusal: null,
    details: cause === null ? null : errorDetails(cause),
    spoken: `${lossText(report, now, cause)} ${t('Reconnecting.')}`,
  };
}

/** Why a wait cannot be skipped, or null when it can. */
export function tryNowRefusal({ state }: ConnectionReport, now: EpochMs): string | null {
  if (state.status !== 'waiting') return null;
  if (state.cause.code === 'channel/budget') {
    return t(
      'Trying sooner would cost a channel that other installs need: the next one is due at {moment}.',
      { moment: momentText(state.retryAt, now) },
    );
  }
  if (state.cause.code !== 'rate/limited') return null;
  return t('Trying sooner would be refused: Genesys asked us to wait until {moment}.', {
    moment: momentText(state.retryAt, now),
  });
}

type Waiting = Extract<ConnectionState, { status: 'waiting' }>;

function waitingBanner(report: ConnectionReport, state: Waiting, now: EpochMs): BannerView {
  const at = momentText(state.retryAt, now);
  const isSlowed = state.cause.code === 'rate/limited';
  const attempt = t('attempt {attempts}', { attempts: countText(report.attempts + 1) });
  const headline = isSlowed
    ? t('Genesys asked us to slow down at {moment}.', { moment: momentText(state.since, now) })
    : lossText(report, now, report.openGap?.cause ?? state.cause);
  return {
    kind: isSlowed ? 'slowed' : lostKind(report),
    icon: isSlowed ? 'slowed' : 'waiting',
    tone: 'warn',
    headline,
    doing: isSlowed
      ? {
          shown: t('Waiting until {at}, as asked.', { at }),
          still: t('Waiting until {at}, as asked.', { at }),
        }
      : {
          shown: t('Trying again {when} ({attempt})', { when: countdownText(state.retryAt, now), attempt }),
          still: t('Next try at {at} ({attempt})', { at, attempt }),
        },
    affected: affectedText(report, now),
    actions: ['try-now'],
    refusal: tryNowRefusal(report, now),
    details: errorDetails(state.cause),
    spoken: `${headline} ${t('Next try at {at}.', { at })}`,
  };
}

function offlineBanner(report: ConnectionReport, now: EpochMs): BannerView {
  const since = momentText(report.openGap?.from ?? now, now);
  const headline =
    report.openGap === null ? t('This computer has no network.') : t('No network since {since}.', { since });
  return {
    kind: 'offline',
    icon: 'offline',
    tone: 'warn',
    headline,
    doing: {
      shown: t('Waiting for the network. Vigil will reconnect by itself.'),
      still: t('Waiting for the network. Vigil will reconnect by itself.'),
    },
    affected: affectedText(report, now),
    actions: ['try-now'],
    refusal: null,
    details: null,
    spoken: `${headline} ${t('Vigil will reconnect by itself.')}`,
  };
}

const FIXED_BY_PROFILE: readonly MonitorError['code'][] = [
  'auth/invalid-client',
  'auth/forbidden',
  'auth/token-rejected',
  'secrets/missing',
  'input/invalid',
  'net/tls',
  'net/dns',
];

function failedBanner(
  report: ConnectionReport,
  state: Extract<ConnectionState, { status: 'failed' }>,
  now: EpochMs,
): BannerView {
  const unheard = unheardText(report);
  const headline = t('{problem} at {moment}.', {
    problem: errorHeadline(state.cause),
    moment: momentText(state.since, now),
  });
  const isFixedByProfile = FIXED_BY_PROFILE.includes(state.cause.code);
  return {
    kind: 'failed',
    icon: 'action-needed',
    tone: 'bad',
    headline,
    doing: { shown: state.cause.message, still: state.cause.message },
    affected:
      unheard === null
        ? t('Vigil has stopped trying, and no events are arriving until this is fixed.')
        : t(
            'Vigil has stopped trying. Until this is fixed, events of {unheard} are not arriving; the others still are.',
            { unheard },
          ),
    actions: isFixedByProfile ? ['edit-profile', 'connect'] : ['connect'],
    refusal: null,
    details: errorCodes(state.cause),
    spoken: `${headline} ${state.cause.message}`,
  };
}

function stoppedBanner(state: Extract<ConnectionState, { status: 'stopped' }>, now: EpochMs): BannerView {
  const headline = t('Disconnected at {moment}.', { moment: momentText(state.since, now) });
  return {
    kind: 'stopped',
    icon: 'stopped',
    tone: 'neutral',
    headline,
    doing: null,
    affected: t('No events are arriving until you connect again.'),
    actions: ['connect'],
    refusal: null,
    details: null,
    spoken: headline,
  };
}

/** Everything arrives, but nothing will once the channel ends: the time to act is before that. */
function endingBanner(
  { channel, token }: ConnectionReport,
  { concern }: Extract<ConnectionState, { status: 'live' }>,
  now: EpochMs,
): BannerView | null {
  if (concern?.retryAt !== null) return null;
  const { cause } = concern;
  const ends = [channel, token].flatMap((held) => held?.expiresAt ?? []);
  const headline =
    ends.length === 0
      ? t('Live, but this connection cannot be renewed.')
      : t('Live until {moment} at the latest, but this connection cannot be renewed.', {
          moment: momentText(Math.min(...ends), now),
        });
  const isFixedByProfile = FIXED_BY_PROFILE.includes(cause.code);
  return {
    kind: 'ending',
    icon: 'action-needed',
    tone: 'bad',
    headline,
    doing: { shown: cause.message, still: cause.message },
    affected: t('Events still arrive. They will stop when the channel ends.'),
    actions: isFixedByProfile ? ['edit-profile', 'reconnect'] : ['reconnect'],
    refusal: null,
    details: errorCodes(cause),
    spoken: `${headline} ${cause.message}`,
  };
}

/** Shown while the refresh runs, and some seconds after it ended; without a refresh, some seconds after the return. */
function backBanner({ recovery, report: { refresh } }: ConnectionSlice, now: EpochMs): BannerView | null {
  if (recovery === null || recovery.blindMs < BLIP_MS) return null;
  const headline = t('Back after {duration}.', { duration: durationText(recovery.blindMs) });
  if (refresh?.phase === 'running') {
    const progress = `${refreshingText(refresh)}.`;
    return {
      kind: 'refreshing',
      icon: 'refreshing',
      tone: 'info',
      headline,
      doing: { shown: progress, still: t('Refreshing.') },
      affected: t('The gap is marked on the timeline.'),
      actions: ['show-gap'],
      refusal: null,
      details: null,
      spoken: null,
    };
  }
  const summary = refresh !== null && refresh.at >= recovery.at ? refresh.summary : null;
  if (now - (summary === null ? recovery.at : (refresh?.at ?? now)) >= BACK_SHOWN_MS) return null;
  const found = summary === null ? '' : summaryText(summary);
  return {
    kind: 'back',
    icon: 'live',
    tone: summary !== null && failedOf(summary) > 0 ? 'warn' : 'ok',
    headline,
    doing: found === '' ? null : { shown: found, still: found },
    affected: t('The gap is marked on the timeline.'),
    actions: ['show-gap'],
    refusal: null,
    details: null,
    spoken: `${headline} ${found === '' ? t('Events are arriving again.') : found}`,
  };
}

/** `46 of 46 agents refreshed, 3 changed.` */
function summaryText(summary: RefreshSummary): string {
  const parts = [refreshedText(summary), failuresText(summary).replace(/\.$/, '')];
  return visibleText(
    parts
      .filter((part) => part !== '')
      .map((part) => `${part}.`)
      .join(' '),
  );
}

const errorDetails = (error: MonitorError): string => `${error.message} (${errorCodes(error)})`;
