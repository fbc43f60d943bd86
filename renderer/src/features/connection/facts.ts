import { assertNever } from '../../../../shared/assert-never.ts';
import type { ConnectionReport, EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { countdownText, countText, durationText, momentText } from '../../wording/time.ts';
import { unheardText } from './shards.ts';

/** The channels that all installs of a client id share. Source: "Usage limitations" of the Notifications API. */
const CHANNEL_LIMIT = 20;

/** `in 5 h 12 m (19:04:00)`, `just now (…)`, or `5 s ago (…)` once it has passed. */
function whenText(at: EpochMs, now: EpochMs): string {
  const moment = momentText(at, now);
  if (Math.abs(at - now) < 1000) return t('just now ({moment})', { moment });
  return at >= now
    ? t('in {duration} ({moment})', { duration: durationText(at - now), moment })
    : t('{duration} ago ({moment})', { duration: durationText(now - at), moment });
}

/** The state of the connection as one sentence. */
export function stateSentence(report: ConnectionReport, now: EpochMs): string {
  const { state } = report;
  switch (state.status) {
    case 'signed-out':
      return t('Not signed in.');
    case 'authorizing':
      return t('Signing in to Genesys Cloud.');
    case 'opening-channel':
      return t('Opening a notification channel and subscribing to its topics.');
    case 'connecting':
      return t('Connecting to the channel.');
    case 'live':
      return liveSentence(state, now);
    case 'waiting': {
      const unheard = unheardText(report);
      return `${unheard === null ? t('Not connected.') : t('Not everything is heard: {unheard} are not.', { unheard })} ${state.cause.message}`;
    }
    case 'offline':
      return t('This computer has no network. Vigil reconnects by itself when it is back.');
    case 'failed':
      return `${stoppedTryingText(report)} ${state.cause.message}`;
    case 'stopped':
      return t('Disconnected at {moment} because you asked for it.', {
        moment: momentText(state.since, now),
      });
    default:
      return assertNever(state, 'connection state');
  }
}

function stoppedTryingText(report: ConnectionReport): string {
  const unheard = unheardText(report);
  return unheard === null
    ? t('Vigil has stopped trying.')
    : t('Vigil has stopped trying, and {unheard} are not heard.', { unheard });
}

function liveSentence(
  { renewal, concern }: Extract<ConnectionReport['state'], { readonly status: 'live' }>,
  now: EpochMs,
): string {
  if (renewal !== null) {
    return t('Live, and renewing: a second connection is being proven before the first one is left.');
  }
  if (concern === null) return t('Live: events arrive as they happen.');
  const next =
    concern.retryAt === null
      ? t('Vigil does not try again until you reconnect.')
      : t('Next try {when}.', { when: countdownText(concern.retryAt, now) });
  return `${t('Live: everything arrives. But the last renewal failed.')} ${concern.cause.message} ${next}`;
}

/** Since when, how often and when next. */
export function stateFacts({ state, attempts, openGap }: ConnectionReport, now: EpochMs): readonly Fact[] {
  const facts: Fact[] = [];
  if ('since' in state) {
    facts.push({
      label: t('Since'),
      text: t('{moment}, for {duration}', {
        moment: momentText(state.since, now),
        duration: durationText(now - state.since),
      }),
    });
  }
  if (openGap !== null) {
    facts.push({ label: t('Last proof of life'), text: whenText(openGap.from, now) });
  }
  if (state.status !== 'live' && attempts > 0)
    facts.push({ label: t('Attempts'), text: countText(attempts) });
  if (state.status === 'waiting') {
    facts.push({
      label: t('Next try'),
      text: t('{when} ({moment}), attempt {attempts}', {
        when: countdownText(state.retryAt, now),
        moment: momentText(state.retryAt, now),
        attempts: countText(attempts + 1),
      }),
    });
  }
  return facts;
}

/** Everything that expires and is renewed. */
export function renewalFacts(
  { token, channel, channelsCreated }: ConnectionReport,
  now: EpochMs,
): readonly Fact[] {
  return [
    ...(token === null
      ? [{ label: t('Token'), text: t('None in use') }]
      : [
          { label: t('Token expires'), text: whenText(token.expiresAt, now) },
          { label: t('Token renews'), text: whenText(token.renewsAt, now) },
          {
            label: t('Renewed so far'),
            text: t('{renewals, plural, one {# time} other {# times}}', { renewals: token.renewals }),
          },
        ]),
    ...(channel === null
      ? [{ label: t('Channel'), text: t('None in use') }]
      : [
          { label: t('Channel expires'), text: whenText(channel.expiresAt, now) },
          {
            label: t('Channel renews'),
            text: whenText(channel.renewsAt, now),
          },
        ]),
    {
      label: t('Channels created'),
      text: t('{created} this session, of {limit} for the client id', {
        created: countText(channelsCreated),
        limit: countText(CHANNEL_LIMIT),
      }),
    },
  ];
}

/** How well the line works. */
export function lineFacts(report: ConnectionReport, now: EpochMs): readonly Fact[] {
  const { lastFrameAt, roundTripMs, duplicatesFolded, malformedFrames } = report;
  return [
    {
      label: t('Last frame'),
      text: lastFrameAt === null ? t('None yet') : whenText(Math.min(lastFrameAt, now), now),
    },
    {
      label: t('Round trip'),
      text: roundTripMs === null ? t('Not measured yet') : `${String(Math.round(roundTripMs))} ms`,
    },
    {
      label: t('Duplicates'),
      text: t('{duplicatesFolded} folded', { duplicatesFolded: countText(duplicatesFolded) }),
    },
    { label: t('Malformed frames'), text: countText(malformedFrames) },
  ];
}
