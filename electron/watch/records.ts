import { assertNever } from '../../shared/assert-never.ts';
import type { ConnectionState } from '../../shared/model/connection-state.ts';
import { gapCategory } from '../../shared/model/gap-category.ts';
import type { MonitorError } from '../../shared/model/monitor-error.ts';
import type { ChangeValue } from '../../shared/model/timeline.ts';
import type { Stored } from '../main/history/timeline-store.ts';
import type { Trust } from '../../shared/model/trust.ts';

/** One line of output: always with `type` and `at` (ISO 8601 UTC, milliseconds). */
export type WatchRecord = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: string };

const iso = (at: number): string => new Date(at).toISOString();

/** The record of a timeline entry, or null for what is for people to read and goes to stderr. */
export function recordOf({ entry, arrival }: Stored): WatchRecord | null {
  const at = iso(entry.at);
  switch (entry.type) {
    case 'event': {
      const { seq, topic, version, correlationId } = entry.event;
      return { type: 'event', at, seq, topic, ...present({ version, correlationId }), body: arrival?.body };
    }
    case 'connection':
      return { type: 'connection', at, ...connectionFields(entry.state) };
    case 'renewal': {
      const { kind, phase, cause } = entry;
      return { type: 'renewal', at, kind, phase, ...(cause === undefined ? {} : causeFields(cause)) };
    }
    case 'subscription': {
      const { topic, status, reason, missingPermissions } = entry.subscription;
      return { type: 'subscription', at, topic, status, ...present({ reason, missingPermissions }) };
    }
    case 'gap': {
      const { id, from, to, cause, attempts, topics } = entry.gap;
      const why = { category: gapCategory(cause), ...causeFields(cause) };
      // Where others were heard, it says which topics were not.
      const unheard = topics === null ? {} : { topics };
      return { type: 'gap', at, id, from: iso(from), to: iso(to), ...why, attempts, ...unheard };
    }
    case 'refreshed': {
      const { topic, subject, changes, since } = entry.refreshed;
      const changed = changes.map(({ field, from, to }) => ({ field, from: valueOf(from), to: valueOf(to) }));
      const began = present({ since: since === null ? null : iso(since) });
      return { type: 'refreshed', at, topic, subject, changes: changed, ...began };
    }
    case 'refresh': {
      const { gapIds, tookMs, people, queues, failures, notRecovered } = entry.refresh;
      return { type: 'refresh', at, gapIds, tookMs, people, queues, failures, notRecovered };
    }
    case 'diagnostic':
      return null;
    default:
      return assertNever(entry, 'entry');
  }
}

/** A plain value for programs; a presence by its system presence, which the definition only refines. */
function valueOf(value: ChangeValue | null): string | number | null {
  if (value === null) return null;
  if (value.kind === 'presence') return value.systemPresence;
  return value.kind === 'text' ? value.text : value.number;
}

function connectionFields(state: ConnectionState): Readonly<Record<string, unknown>> {
  switch (state.status) {
    case 'waiting': {
      const { status, cause, attempt, retryAt } = state;
      return { state: status, ...causeFields(cause), attempt, retryAt: iso(retryAt) };
    }
    case 'offline':
      return { state: state.status, cause: 'net/offline', retryAt: iso(state.retryAt) };
    case 'failed':
      return { state: state.status, ...causeFields(state.cause) };
    case 'signed-out':
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
    case 'live':
    case 'stopped':
      return { state: state.status };
    default:
      return assertNever(state, 'state');
  }
}

/** What a run leaves behind: how much of the shift was heard. `share` is null before anything was wanted. */
export function coverageRecord({ since, until, coveredMs, gapMs, gaps, share }: Trust): WatchRecord {
  const at = iso(until);
  const began = since === null ? null : iso(since);
  return { type: 'coverage', at, since: began, until: at, coveredMs, gapMs, gaps, share };
}

/** `cause` is the stable code; `detail` says it in words. */
function causeFields({
  code,
  message,
  closeCode,
  httpStatus,
}: MonitorError): Readonly<Record<string, unknown>> {
  return { cause: code, detail: message, ...present({ closeCode, httpStatus }) };
}

function present(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  );
}
