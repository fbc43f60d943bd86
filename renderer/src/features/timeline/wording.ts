import { assertNever } from '../../../../shared/assert-never.ts';
import type { ConnectionState, EpochMs, RenewalKind } from '../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { refreshText, type RefreshSummary } from '../../../../shared/model/refresh.ts';
import type {
  Change,
  ChangeValue,
  MonitorEvent,
  Refreshed,
  TimelineEntry,
  TimelineRecord,
} from '../../../../shared/model/timeline.ts';
import type { TimelineDisplay } from '../../../../shared/model/timeline-display.ts';
import { t } from '../../../../shared/text/t.ts';
import type { Edge, EdgeState } from '../../stores/timeline.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { factText } from '../../wording/facts.ts';
import { capitalized, codeWords, presenceLabel, wrapUpName } from '../../wording/names.ts';
import { decimalText } from '../../wording/language.ts';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { clockTime, countText, dayName, durationText, momentText, preciseTime } from '../../wording/time.ts';
import { LATE_MS } from './rows.ts';

const MAX_VALUE_LENGTH = 120;

/** `Away`, or `Away · Coffee` where the organisation has its own name for it. */
export function valueText(value: ChangeValue, directory: Directory): string {
  switch (value.kind) {
    case 'presence': {
      const system = clipped(capitalized(codeWords(value.systemPresence)), MAX_VALUE_LENGTH);
      const label = presenceLabel(directory, value.definitionId);
      return label === undefined || label.toLowerCase() === system.toLowerCase()
        ? factText(system)
        : `${factText(system)} · ${label}`;
    }
    case 'text':
      return wrapUpName(directory, value.text) ?? factText(clipped(codeWords(value.text), MAX_VALUE_LENGTH));
    case 'number':
      return countText(value.number);
    default:
      return assertNever(value, 'change value');
  }
}

/** `after 12 m 04 s`, or `first seen` for the first event of a topic. */
export function changeNote(change: Change): string | null {
  if (change.from === null) return t('first seen');
  return change.heldMs === null ? null : t('after {duration}', { duration: durationText(change.heldMs) });
}

/** What is true of all changes is said once; null when their notes differ or there are none. */
export function sharedNote(changes: readonly Change[]): string | null {
  const [first, ...others] = changes.map(changeNote);
  return first !== undefined && others.every((note) => note === first) ? first : null;
}

/** One change in a line of text: `presence: Available → Away, after 12 m 04 s`. */
export function changeText(change: Change, directory: Directory): string {
  const from = change.from === null ? '' : `${valueText(change.from, directory)} → `;
  const note = changeNote(change);
  return `${visibleText(factText(change.field))}: ${from}${valueText(change.to, directory)}${note === null ? '' : `, ${note}`}`;
}

/** That a value was found by asking, and since when it is so by the server's clock. */
export function refreshedNote({ since }: Refreshed): string {
  return since === null
    ? t('Found by refresh; the server does not say since when')
    : t('Found by refresh; changed {time} (server)', { time: preciseTime(since) });
}

/** What a row says about a refresh as a whole. */
export const refreshNote = (refresh: RefreshSummary): string => visibleText(refreshText(refresh));

/** Topics whose events Vigil reads: when none of their fields changed, the body has no news to preview. */
const READ_TOPIC = /\.(presence|routingstatus|activity|station|outofoffice|observations)$/i;

/** What stands in the place of changes, when an event brought none. */
export function noChangeText({ topic, preview }: MonitorEvent): string {
  if (READ_TOPIC.test(topic)) return t('no change');
  return preview === '' ? t('no plain fields') : clipped(visibleText(preview), MAX_VALUE_LENGTH);
}

const RENEWED: Record<RenewalKind, () => string> = {
  token: () => t('Token'),
  channel: () => t('Channel'),
  socket: () => t('Socket'),
};

export type RenewalRecord = Extract<TimelineRecord, { type: 'renewal' }>;

export function renewalText({ kind, phase, cause }: RenewalRecord): string {
  const what = RENEWED[kind]();
  switch (phase) {
    case 'started':
      return t('{what} is being renewed; the former one serves until the new one is proven', { what });
    case 'done':
      return t('{what} renewed, no data lost', { what });
    case 'failed':
      return cause === undefined
        ? t('{what} not renewed; the former one still serves', { what })
        : t('{what} not renewed: {why}; the former one still serves', {
            what,
            why: visibleText(cause.message),
          });
    default:
      return assertNever(phase, 'renewal phase');
  }
}

/** What a row says about a change of the connection. */
export function connectionText(state: ConnectionState): string {
  switch (state.status) {
    case 'signed-out':
      return t('Signed out');
    case 'authorizing':
      return t('Signing in');
    case 'opening-channel':
      return t('Opening a channel');
    case 'connecting':
      return t('Connecting');
    case 'live':
      return t('Live');
    case 'waiting':
      return t('{problem}; next try at {time}', {
        problem: errorHeadline(state.cause),
        time: clockTime(state.retryAt),
      });
    case 'offline':
      return t('No network');
    case 'failed':
      return `${errorHeadline(state.cause)}: ${visibleText(state.cause.message)}`;
    case 'stopped':
      return t('Disconnected');
    default:
      return assertNever(state, 'connection state');
  }
}

/** What a row says about one subscription; `what` is the topic in words. */
export function subscriptionText(
  { status, reason, missingPermissions = [] }: Subscription,
  what: string,
): string {
  if (status === 'pending') return t('Subscribing to {what}', { what });
  if (status === 'confirmed') return t('Subscribed to {what}', { what });
  const why =
    missingPermissions.length > 0
      ? t('missing permission {permissions}', { permissions: missingPermissions.map(visibleText).join(', ') })
      : visibleText(reason ?? t('no reason given'));
  return t('Refused: {what} ({why})', { what, why });
}

/** The moment that a row shows; `isOther` when the wanted one is not known. */
export function momentOf(
  entry: TimelineEntry,
  wanted: TimelineDisplay['moment'],
): { readonly at: EpochMs; readonly isOther: boolean } {
  if (wanted === 'stored') return { at: entry.at, isOther: false };
  const happenedAt = entry.type === 'event' ? entry.event.happenedAt : null;
  return { at: happenedAt ?? entry.at, isOther: entry.type === 'event' && happenedAt === null };
}

/** Every moment that is known of an entry, for whoever looks closer. */
export function momentsText(entry: TimelineEntry): string {
  const stored = t('Stored {day}, {time}', { day: dayName(entry.at), time: preciseTime(entry.at) });
  if (entry.type !== 'event') return stored;
  const { happenedAt } = entry.event;
  return happenedAt === null
    ? t('{stored}; the event does not say when it happened', { stored })
    : t('{stored}; happened {time} (server)', { stored, time: preciseTime(happenedAt) });
}

/** `+3.2 s late`, or that it came after what happened later; null when neither is worth a word. */
export function latenessText(entry: TimelineEntry, isOutOfOrder: boolean): string | null {
  const happenedAt = entry.type === 'event' ? entry.event.happenedAt : null;
  const lagMs = happenedAt === null ? 0 : entry.at - happenedAt;
  if (lagMs > LATE_MS) return t('+{lag} late', { lag: lagText(lagMs) });
  return isOutOfOrder ? t('out of order') : null;
}

const MINUTE_MS = 60_000;
const lagText = (lagMs: number): string =>
  lagMs < MINUTE_MS ? t('{seconds} s', { seconds: decimalText(lagMs / 1000, 1) }) : durationText(lagMs);

/** What the line at an end of the loaded rows says. */
export function edgeText(edge: Edge, state: EdgeState, hasMore: boolean, now: EpochMs): string {
  switch (state.kind) {
    case 'searching':
      return searchingText(edge, state.at === null ? null : momentText(state.at, now));
    case 'stopped':
      return state.at === null
        ? t('The search was stopped.')
        : t('Searched to {moment}.', { moment: momentText(state.at, now) });
    case 'failed':
      return edge === 'older'
        ? t('Older rows could not be loaded: {why}', { why: visibleText(state.error.message) })
        : t('Newer rows could not be loaded: {why}', { why: visibleText(state.error.message) });
    case 'idle':
      if (edge === 'older') return hasMore ? t('Older rows') : t('The history begins here');
      return hasMore ? t('Newer rows') : t('The history ends here');
    default:
      return assertNever(state, 'edge state');
  }
}

/** `moment` is how far the search has come; null before it has come anywhere. */
function searchingText(edge: Edge, moment: string | null): string {
  if (edge === 'older') {
    return moment === null ? t('Older rows are on their way…') : t('Searching back to {moment}…', { moment });
  }
  return moment === null
    ? t('Newer rows are on their way…')
    : t('Searching forward to {moment}…', { moment });
}

/** `214 waiting, oldest 3 m 12 s`: what a paused view holds back. */
export function waitingText(count: number, since: EpochMs | null, now: EpochMs): string {
  return since === null
    ? t('{count} waiting', { count: countText(count) })
    : t('{count} waiting, oldest {duration}', {
        count: countText(count),
        duration: durationText(now - since),
      });
}

interface Counted {
  readonly isFiltered: boolean;
  /** Null while it is being counted. */
  readonly matching: number | null;
  readonly isWhole: boolean;
  readonly total: number;
}

/** `312 of 48,210`, or `48,210 entries` without a filter. */
export function countsText({ isFiltered, matching, isWhole, total }: Counted): string {
  if (!isFiltered) return t('{total, plural, one {# entry} other {# entries}}', { total });
  if (matching === null) return t('counting among {total}…', { total: countText(total) });
  const values = { matching: countText(matching), total: countText(total) };
  return isWhole ? t('{matching} of {total}', values) : t('at least {matching} of {total}', values);
}
