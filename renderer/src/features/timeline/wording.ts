import { assertNever } from '../../../../shared/assert-never.ts';
import type { JsonValue } from '../../../../shared/genesys/wire.ts';
import type { ConnectionState, RenewalKind } from '../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { refreshText, type RefreshSummary } from '../../../../shared/model/refresh.ts';
import type { Change, ChangeValue, Refreshed, TimelineRecord } from '../../../../shared/model/timeline.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { capitalized, codeWords, presenceLabel } from '../../wording/names.ts';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { clockTime, countText, durationText, preciseTime } from '../../wording/time.ts';

const MAX_VALUE_LENGTH = 120;

/** `Away`, or `Away · Coffee` where the organisation has its own name for it. */
export function valueText(value: ChangeValue, directory: Directory): string {
  switch (value.kind) {
    case 'presence': {
      const system = clipped(capitalized(codeWords(value.systemPresence)), MAX_VALUE_LENGTH);
      const label = presenceLabel(directory, value.definitionId);
      return label === undefined || label.toLowerCase() === system.toLowerCase()
        ? system
        : `${system} · ${label}`;
    }
    case 'text':
      return clipped(codeWords(value.text), MAX_VALUE_LENGTH);
    case 'number':
      return countText(value.number);
    default:
      return assertNever(value, 'change value');
  }
}

/** `after 12 m 04 s`, or `first seen` for the first event of a topic. */
export function changeNote(change: Change): string | null {
  if (change.from === null) return 'first seen';
  return change.heldMs === null ? null : `after ${durationText(change.heldMs)}`;
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
  return `${visibleText(change.field)}: ${from}${valueText(change.to, directory)}${note === null ? '' : `, ${note}`}`;
}

/** That a value was found by asking, and since when it is so by the server's clock. */
export function refreshedNote({ since }: Refreshed): string {
  const began =
    since === null ? 'the server does not say since when' : `changed ${preciseTime(since)} (server)`;
  return `Found by refresh; ${began}`;
}

/** What a row says about a refresh as a whole. */
export const refreshNote = (refresh: RefreshSummary): string => visibleText(refreshText(refresh));

const PREVIEW_FIELDS = 4;
const PREVIEW_VALUE_LENGTH = 40;

const briefly = (text: string): string => clipped(visibleText(text), PREVIEW_VALUE_LENGTH);

/** Ids and moments fill a line and tell little. */
const NOISE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^\d{4}-\d{2}-\d{2}T/i;
/** So many parts of a body are looked at for a preview. */
const PREVIEW_PARTS = 200;

/** A few words on a body that nothing is known about: its first plain fields from the outside in. */
export function bodyPreview(body: JsonValue): string {
  if (typeof body !== 'object' || body === null) return clipped(visibleText(String(body)), MAX_VALUE_LENGTH);
  const words: string[] = [];
  const parts: [name: string, value: JsonValue][] = Object.entries(body);
  for (
    let index = 0;
    index < Math.min(parts.length, PREVIEW_PARTS) && words.length < PREVIEW_FIELDS;
    index += 1
  ) {
    const [name, value] = parts[index] ?? ['', null];
    if (typeof value === 'object') {
      if (value !== null) parts.push(...Object.entries(value).slice(0, PREVIEW_PARTS));
    } else if (!NOISE.test(String(value))) {
      words.push(`${briefly(name)}: ${briefly(String(value))}`);
    }
  }
  return words.length === 0 ? 'no plain fields' : words.join(' · ');
}

/** Topics whose events Vigil reads: when none of their fields changed, the body has no news to preview. */
const READ_TOPIC = /\.(presence|routingstatus|activity|station|outofoffice|observations)$/i;

/** What stands in the place of changes, when an event brought none. */
export function noChangeText(topic: string, body: JsonValue): string {
  return READ_TOPIC.test(topic) ? 'no change' : bodyPreview(body);
}

const RENEWED: Record<RenewalKind, string> = { token: 'Token', channel: 'Channel', socket: 'Socket' };

export type RenewalRecord = Extract<TimelineRecord, { type: 'renewal' }>;

export function renewalText({ kind, phase, cause }: RenewalRecord): string {
  switch (phase) {
    case 'started':
      return `${RENEWED[kind]} is being renewed; the former one serves until the new one is proven`;
    case 'done':
      return `${RENEWED[kind]} renewed, no data lost`;
    case 'failed':
      return `${RENEWED[kind]} not renewed${cause === undefined ? '' : `: ${visibleText(cause.message)}`}; the former one still serves`;
    default:
      return assertNever(phase, 'renewal phase');
  }
}

/** What a row says about a change of the connection. */
export function connectionText(state: ConnectionState): string {
  switch (state.status) {
    case 'signed-out':
      return 'Signed out';
    case 'authorizing':
      return 'Signing in';
    case 'opening-channel':
      return 'Opening a channel';
    case 'connecting':
      return 'Connecting';
    case 'live':
      return 'Live';
    case 'waiting':
      return `${errorHeadline(state.cause)}; next try at ${clockTime(state.retryAt)}`;
    case 'offline':
      return 'No network';
    case 'failed':
      return `${errorHeadline(state.cause)}: ${visibleText(state.cause.message)}`;
    case 'stopped':
      return 'Disconnected';
    default:
      return assertNever(state, 'connection state');
  }
}

/** What a row says about one subscription; `what` is the topic in words. */
export function subscriptionText(
  { status, reason, missingPermissions = [] }: Subscription,
  what: string,
): string {
  if (status === 'pending') return `Subscribing to ${what}`;
  if (status === 'confirmed') return `Subscribed to ${what}`;
  const why =
    missingPermissions.length > 0
      ? `missing permission ${missingPermissions.map(visibleText).join(', ')}`
      : visibleText(reason ?? 'no reason given');
  return `Refused: ${what} (${why})`;
}
