import { assertNever } from '../../../../shared/assert-never.ts';
import type { ConnectionReport, EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { countdownText, countText, durationText, momentText, plural } from '../../wording/time.ts';
import { unheardText } from './shards.ts';

/** The channels that all installs of a client id share. Source: "Usage limitations" of the Notifications API. */
const CHANNEL_LIMIT = 20;

/** `in 5 h 12 m (19:04:00)`, `just now (…)`, or `5 s ago (…)` once it has passed. */
function whenText(at: EpochMs, now: EpochMs): string {
  if (Math.abs(at - now) < 1000) return `just now (${momentText(at, now)})`;
  const relative = at >= now ? `in ${durationText(at - now)}` : `${durationText(now - at)} ago`;
  return `${relative} (${momentText(at, now)})`;
}

/** The state of the connection as one sentence. */
export function stateSentence(report: ConnectionReport, now: EpochMs): string {
  const { state } = report;
  switch (state.status) {
    case 'signed-out':
      return 'Not signed in.';
    case 'authorizing':
      return 'Signing in to Genesys Cloud.';
    case 'opening-channel':
      return 'Opening a notification channel and subscribing to its topics.';
    case 'connecting':
      return 'Connecting to the channel.';
    case 'live':
      return liveSentence(state, now);
    case 'waiting': {
      const unheard = unheardText(report);
      return `${unheard === null ? 'Not connected.' : `Not everything is heard: ${unheard} are not.`} ${state.cause.message}`;
    }
    case 'offline':
      return 'This computer has no network. Vigil reconnects by itself when it is back.';
    case 'failed':
      return `Vigil has stopped trying${partText(report)}. ${state.cause.message}`;
    case 'stopped':
      return `Disconnected at ${momentText(state.since, now)} because you asked for it.`;
    default:
      return assertNever(state, 'connection state');
  }
}

/** Whom it is about, where that is not everything. */
function partText(report: ConnectionReport): string {
  const unheard = unheardText(report);
  return unheard === null ? '' : `, and ${unheard} are not heard`;
}

function liveSentence(
  { renewal, concern }: Extract<ConnectionReport['state'], { readonly status: 'live' }>,
  now: EpochMs,
): string {
  if (renewal !== null) {
    return 'Live, and renewing: a second connection is being proven before the first one is left.';
  }
  if (concern === null) return 'Live: events arrive as they happen.';
  const next =
    concern.retryAt === null
      ? 'Vigil does not try again until you reconnect.'
      : `Next try ${countdownText(concern.retryAt, now)}.`;
  return `Live: everything arrives. But the last renewal failed. ${concern.cause.message} ${next}`;
}

/** Since when, how often and when next. */
export function stateFacts({ state, attempts, openGap }: ConnectionReport, now: EpochMs): readonly Fact[] {
  const facts: Fact[] = [];
  if ('since' in state) {
    facts.push({
      label: 'Since',
      text: `${momentText(state.since, now)}, for ${durationText(now - state.since)}`,
    });
  }
  if (openGap !== null) {
    facts.push({ label: 'Last proof of life', text: whenText(openGap.from, now) });
  }
  if (state.status !== 'live' && attempts > 0) facts.push({ label: 'Attempts', text: countText(attempts) });
  if (state.status === 'waiting') {
    facts.push({
      label: 'Next try',
      text: `${countdownText(state.retryAt, now)} (${momentText(state.retryAt, now)}), attempt ${countText(attempts + 1)}`,
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
      ? [{ label: 'Token', text: 'None in use' }]
      : [
          { label: 'Token expires', text: whenText(token.expiresAt, now) },
          { label: 'Token renews', text: whenText(token.renewsAt, now) },
          { label: 'Renewed so far', text: plural(token.renewals, 'time') },
        ]),
    ...(channel === null
      ? [{ label: 'Channel', text: 'None in use' }]
      : [
          { label: 'Channel expires', text: whenText(channel.expiresAt, now) },
          {
            label: 'Channel renews',
            text: whenText(channel.renewsAt, now),
          },
        ]),
    {
      label: 'Channels created',
      text: `${countText(channelsCreated)} this session, of ${countText(CHANNEL_LIMIT)} for the client id`,
    },
  ];
}

/** How well the line works. */
export function lineFacts(report: ConnectionReport, now: EpochMs): readonly Fact[] {
  const { lastFrameAt, roundTripMs, duplicatesFolded, malformedFrames } = report;
  return [
    {
      label: 'Last frame',
      text: lastFrameAt === null ? 'None yet' : whenText(Math.min(lastFrameAt, now), now),
    },
    {
      label: 'Round trip',
      text: roundTripMs === null ? 'Not measured yet' : `${String(Math.round(roundTripMs))} ms`,
    },
    { label: 'Duplicates', text: `${countText(duplicatesFolded)} folded` },
    { label: 'Malformed frames', text: countText(malformedFrames) },
  ];
}
