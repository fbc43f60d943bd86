import { assertNever } from '../../../shared/assert-never.ts';
import type { ConnectionState } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import { refreshText } from '../../../shared/model/refresh.ts';
import type { Change, ChangeValue, Subject, TimelineEntry } from '../../../shared/model/timeline.ts';
import { inEnglish } from '../../../shared/text/t.ts';

const SHORT_ID_LENGTH = 8;

/**
 * Lines for a person about rows of the timeline. They say who and what changed, never the body of an event, which
 * may hold more about people than a terminal should. Topics that were confirmed together make one line.
 */
export function entryLines(entries: readonly TimelineEntry[], directory: Directory): readonly string[] {
  const lines: string[] = [];
  let confirmed: TimelineEntry[] = [];
  const printConfirmed = (): void => {
    const [first, ...more] = confirmed;
    confirmed = [];
    if (first === undefined) return;
    const text =
      more.length === 0 ? describe(first, directory) : `${String(more.length + 1)} topics confirmed`;
    lines.push(lineOf(first, text));
  };
  for (const entry of entries) {
    if (entry.type === 'subscription' && entry.subscription.status === 'confirmed') {
      confirmed.push(entry);
      continue;
    }
    printConfirmed();
    lines.push(lineOf(entry, describe(entry, directory)));
  }
  printConfirmed();
  return lines;
}

function lineOf(entry: TimelineEntry, text: string): string {
  return `${clockText(entry.at)}  ${entry.type.padEnd(12)}  ${text}`;
}

function describe(entry: TimelineEntry, directory: Directory): string {
  switch (entry.type) {
    case 'event': {
      const { subject, changes, topic } = entry.event;
      const what = changes.map((change) => changeText(change, directory)).join(', ');
      return [subjectText(subject, directory), what === '' ? (topic.split('.').at(-1) ?? topic) : what].join(
        '  ',
      );
    }
    case 'connection':
      return stateText(entry.state);
    case 'renewal':
      return [
        `${entry.kind} ${entry.phase}`,
        ...(entry.cause === undefined ? [] : [entry.cause.message]),
      ].join(': ');
    case 'subscription': {
      const { topic, status, reason, missingPermissions = [] } = entry.subscription;
      const missing = missingPermissions.length === 0 ? [] : [`missing ${missingPermissions.join(', ')}`];
      return [`${topic} ${status}`, ...(reason === undefined ? [] : [reason]), ...missing].join(': ');
    }
    case 'gap': {
      const { from, to, cause } = entry.gap;
      return `nothing was received from ${clockText(from)} to ${clockText(to)} (${secondsText(to - from)}): ${cause.message}`;
    }
    case 'refreshed': {
      const { subject, changes, since } = entry.refreshed;
      const what = changes.map((change) => changeText(change, directory)).join(', ');
      const began = since === null ? '' : `, since ${clockText(since)}`;
      return `${subjectText(subject, directory)}  ${what} (found by refresh${began})`;
    }
    case 'refresh':
      return inEnglish(() => refreshText(entry.refresh));
    case 'diagnostic':
      return entry.error.message;
    default:
      return assertNever(entry, 'timeline entry');
  }
}

function stateText(state: ConnectionState): string {
  switch (state.status) {
    case 'waiting':
      return `waiting, attempt ${String(state.attempt)}, next at ${clockText(state.retryAt)}: ${state.cause.message}`;
    case 'offline':
      return `offline, next look at ${clockText(state.retryAt)}`;
    case 'failed':
      return `failed: ${state.cause.message}`;
    case 'signed-out':
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
    case 'live':
    case 'stopped':
      return state.status;
    default:
      return assertNever(state, 'connection state');
  }
}

function subjectText(subject: Subject, { users, queues }: Directory): string {
  switch (subject.kind) {
    case 'user':
      return users[subject.id] ?? `user ${shortId(subject.id)}`;
    case 'queue':
      return queues[subject.id] ?? `queue ${shortId(subject.id)}`;
    case 'conversation':
      return `conversation ${shortId(subject.id)}`;
    case 'other':
      return subject.id === null ? 'organisation' : shortId(subject.id);
    default:
      return assertNever(subject, 'subject');
  }
}

function changeText({ field, from, to, heldMs }: Change, directory: Directory): string {
  const held = heldMs === null ? '' : ` after ${secondsText(heldMs)}`;
  const former = from === null ? '' : `${valueText(from, directory)} → `;
  return `${field} ${former}${valueText(to, directory)}${held}`;
}

function valueText(value: ChangeValue, { presences }: Directory): string {
  switch (value.kind) {
    case 'presence':
      return presences[value.definitionId ?? ''] ?? value.systemPresence;
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    default:
      return assertNever(value, 'value');
  }
}

function shortId(id: string): string {
  return id.slice(0, SHORT_ID_LENGTH);
}

/** Universal time, so that lines of different computers can be laid side by side. */
function clockText(at: number): string {
  return new Date(at).toISOString().replace('T', ' ');
}

function secondsText(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
