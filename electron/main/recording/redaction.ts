import { assertNever } from '../../../shared/assert-never.ts';
import type { ConnectionState, Gap } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { RefreshSummary } from '../../../shared/model/refresh.ts';
import type { Subscription } from '../../../shared/model/subscription.ts';
import type { Refreshed, TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';
import { Pseudonyms } from './pseudonyms.ts';
import type { Naming, Recorded, RecordingFacts } from './recorded.ts';
import { redactChanges, redactEvent, redactSubject } from './redact-event.ts';
import { redactError, redactText, redactTopic } from './redact-text.ts';

/** Takes out of an export what could tell of a person. */
export interface Redaction {
  /** What pseudonymous ids are called. */
  readonly naming: Naming;
  readonly facts: (facts: RecordingFacts) => RecordingFacts;
  readonly recorded: (recorded: Recorded) => Recorded;
}

/**
 * People, queues, conversations and everything written about them become pseudonyms, the same ones from the first line
 * to the last; moments, figures and the service's words for states stay. `key` is random and of this export only.
 */
export function createRedaction(key: Uint8Array, directory: Directory): Redaction {
  const pseudonyms = new Pseudonyms(key, directory);
  return {
    naming: pseudonyms.naming,
    facts: (facts) => ({
      ...facts,
      // Whoever is looked for is named in it, as people write names: in parts and with wildcards.
      filter: facts.filter === '' ? '' : null,
      topics: facts.topics.map((topic) => redactTopic(topic, pseudonyms)),
      organisation: null,
    }),
    recorded: ({ entry, frame }) => {
      const { position, at, mark } = entry;
      const redacted = redactRecord(entry, frame, pseudonyms);
      const noted = mark === undefined ? {} : { mark: { ...mark, note: redactText(mark.note, pseudonyms) } };
      return { entry: { position, at, ...redacted.record, ...noted }, frame: redacted.frame };
    },
  };
}

interface RedactedRecord {
  readonly record: TimelineRecord;
  readonly frame: string | null;
}

function redactRecord(entry: TimelineEntry, frame: string | null, pseudonyms: Pseudonyms): RedactedRecord {
  if (entry.type !== 'event') return { record: redactOther(entry, pseudonyms), frame: null };
  const { event, frame: redactedFrame } = redactEvent(entry.event, frame, pseudonyms);
  return { record: { type: 'event', event }, frame: redactedFrame };
}

type Other = Exclude<TimelineEntry, { readonly type: 'event' }>;

function redactOther(entry: Other, pseudonyms: Pseudonyms): TimelineRecord {
  switch (entry.type) {
    case 'connection':
      return { type: 'connection', state: redactState(entry.state, pseudonyms) };
    case 'renewal': {
      const { type, kind, phase, cause } = entry;
      return { type, kind, phase, ...(cause === undefined ? {} : { cause: redactError(cause, pseudonyms) }) };
    }
    case 'subscription':
      return { type: 'subscription', subscription: redactSubscription(entry.subscription, pseudonyms) };
    case 'gap':
      return { type: 'gap', gap: redactGap(entry.gap, pseudonyms) };
    case 'refreshed':
      return { type: 'refreshed', refreshed: redactRefreshed(entry.refreshed, pseudonyms) };
    case 'refresh':
      return { type: 'refresh', refresh: redactRefresh(entry.refresh, pseudonyms) };
    case 'diagnostic': {
      // Of a frame that cannot be read nobody knows what is in it.
      const { error, sample: original, missing } = entry;
      const { length } = original;
      const sample = length === 0 ? '' : `(${String(length)} characters removed)`;
      const counted = missing === undefined ? {} : { missing };
      return { type: 'diagnostic', error: redactError(error, pseudonyms), sample, ...counted };
    }
    default:
      return assertNever(entry, 'entry');
  }
}

function redactState(state: ConnectionState, pseudonyms: Pseudonyms): ConnectionState {
  if (state.status === 'waiting' || state.status === 'failed') {
    return { ...state, cause: redactError(state.cause, pseudonyms) };
  }
  if (state.status !== 'live' || state.concern === null) return state;
  return { ...state, concern: { ...state.concern, cause: redactError(state.concern.cause, pseudonyms) } };
}

function redactSubscription(subscription: Subscription, pseudonyms: Pseudonyms): Subscription {
  const { topic, reason } = subscription;
  const why = reason === undefined ? {} : { reason: redactText(reason, pseudonyms) };
  return { ...subscription, topic: redactTopic(topic, pseudonyms), ...why };
}

function redactGap(gap: Gap, pseudonyms: Pseudonyms): Gap {
  return {
    ...gap,
    id: pseudonyms.id(gap.id),
    cause: redactError(gap.cause, pseudonyms),
    topics: gap.topics?.map((topic) => redactTopic(topic, pseudonyms)) ?? null,
  };
}

function redactRefreshed(refreshed: Refreshed, pseudonyms: Pseudonyms): Refreshed {
  return {
    ...refreshed,
    topic: redactTopic(refreshed.topic, pseudonyms),
    subject: redactSubject(refreshed.subject, pseudonyms),
    changes: redactChanges(refreshed.changes, pseudonyms),
  };
}

function redactRefresh(refresh: RefreshSummary, pseudonyms: Pseudonyms): RefreshSummary {
  const failures = refresh.failures.map(({ kind, id, message }) => {
    pseudonyms.titleOf(kind, id);
    return { kind, id: pseudonyms.id(id), message: redactText(message, pseudonyms) };
  });
  return { ...refresh, gapIds: refresh.gapIds.map((id) => pseudonyms.id(id)), failures };
}
