import { assertNever } from '../assert-never.ts';
import type { JsonValue } from '../genesys/wire.ts';
import type { Directory } from '../model/directory.ts';
import type { MonitorError } from '../model/monitor-error.ts';
import type { Change, ChangeValue, Subject, TimelineEntry } from '../model/timeline.ts';
import type { Zone } from './quantities.ts';

/** An entry of the timeline with what full text and paths look at: the body of an event, undefined for what is none. */
export interface Candidate {
  readonly entry: TimelineEntry;
  readonly body: JsonValue | undefined;
}

/** What a filter is judged by beside the entry. */
export interface FilterContext {
  /** Names stand for the ids that are known when the predicate is made; more names ask for a new one. */
  readonly names: Directory;
  /** What relative times count from. It may go on while a predicate is in use, which reads it anew. */
  readonly now: number;
  readonly zone: Zone;
}

export type Predicate = (candidate: Candidate) => boolean;

/** The value of a change as it came, without names of presences. */
export function changeText(value: ChangeValue): string {
  switch (value.kind) {
    case 'presence':
      return value.systemPresence;
    case 'text':
      return value.text;
    case 'number':
      return String(value.number);
    default:
      return assertNever(value, 'value of a change');
  }
}

/** The error that an entry tells of. */
export function errorOf(entry: TimelineEntry): MonitorError | null {
  switch (entry.type) {
    case 'connection':
      return 'cause' in entry.state ? entry.state.cause : null;
    case 'renewal':
      return entry.cause ?? null;
    case 'gap':
      return entry.gap.cause;
    case 'diagnostic':
      return entry.error;
    case 'event':
    case 'subscription':
    case 'refreshed':
    case 'refresh':
      return null;
    default:
      return assertNever(entry, 'entry');
  }
}

/** The changes that an entry tells of. */
export function changesOf(entry: TimelineEntry): readonly Change[] {
  if (entry.type === 'event') return entry.event.changes;
  return entry.type === 'refreshed' ? entry.refreshed.changes : [];
}

/** Whom or what an entry is about; null for entries about the connection. */
export function subjectOf(entry: TimelineEntry): Subject | null {
  if (entry.type === 'event') return entry.event.subject;
  return entry.type === 'refreshed' ? entry.refreshed.subject : null;
}
