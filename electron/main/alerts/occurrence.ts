import type { Candidate } from '../../../shared/filter/candidate.ts';
import { subjectOf } from '../../../shared/filter/candidate.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type {
  Change,
  MonitorEvent,
  Refreshed,
  Subject,
  TimelineEntry,
} from '../../../shared/model/timeline.ts';
import { topicKey, type Losses } from './losses.ts';

/**
 * Whether it is known to still be so.
 * - `sure`: heard, or fetched, and covered since
 * - `unsure`: coverage was lost since
 * - `cut-off`: the session that heard it is over, or a refresh came that was not told here, so that nothing later can
 *   tell by comparison whether it changed
 */
export type Standing = 'sure' | 'unsure' | 'cut-off';

/** Something that a rule matches goes on: one subject, told of by one topic, is so since a moment. */
export interface Occurrence {
  /** Of the entry that it began with. */
  readonly position: number;
  readonly topic: string;
  readonly entity: string;
  readonly subject: Subject | null;
  /** On this computer's clock. */
  readonly beganAt: EpochMs;
  /** The same on the server's; null where the service did not say. */
  readonly since: EpochMs | null;
  /** What is so, by field: what an event does not speak of is as it was. */
  readonly holding: readonly Change[];
  readonly standing: Standing;
  /** Since when it has not been sure; null while it is. */
  readonly lostSince: EpochMs | null;
  readonly isFired: boolean;
  /** It became due while it was not sure, and that was said. */
  readonly isHeld: boolean;
}

/** An entry that tells of the state of a subject. */
export type StateEntry = Extract<TimelineEntry, { readonly type: 'event' | 'refreshed' }>;

export const toldBy = (entry: StateEntry): MonitorEvent | Refreshed =>
  entry.type === 'event' ? entry.event : entry.refreshed;

export const isStateEntry = (entry: TimelineEntry): entry is StateEntry =>
  entry.type === 'event' || entry.type === 'refreshed';

/** Tells apart what goes on at the same time. */
export function occurrenceKey(topic: string, entity: string): string {
  return `${topicKey(topic)}\n${entity}`;
}

/** Since when it is so by the server's clock; null where it does not say. */
export const serverMoment = (entry: StateEntry): EpochMs | null =>
  entry.type === 'event' ? entry.event.happenedAt : entry.refreshed.since;

/** What holds after some changes to it. */
export function holdingAfter(holding: readonly Change[], changes: readonly Change[]): readonly Change[] {
  if (changes.length === 0) return holding;
  const changed = new Set(changes.map(({ field }) => field));
  return [...holding.filter(({ field }) => !changed.has(field)), ...changes];
}

/** Whether changes are about anything that holds. */
export function touches(holding: readonly Change[], changes: readonly Change[]): boolean {
  return changes.some(({ field }) => holding.some((held) => held.field === field));
}

/** An entry as if it told of everything that holds, and not only of what it changed. */
export function tellingAll({ entry, body }: Candidate, holding: readonly Change[]): Candidate {
  if (entry.type === 'event')
    return { entry: { ...entry, event: { ...entry.event, changes: holding } }, body };
  if (entry.type !== 'refreshed') return { entry, body };
  return { entry: { ...entry, refreshed: { ...entry.refreshed, changes: holding } }, body };
}

/** What begins with an entry. */
export function begun(
  entry: TimelineEntry,
  { losses, toLocal }: { readonly losses: Losses; readonly toLocal: (serverMs: EpochMs) => EpochMs },
): Occurrence {
  const told = isStateEntry(entry) ? toldBy(entry) : null;
  const since = isStateEntry(entry) ? serverMoment(entry) : null;
  const topic = told?.topic ?? (entry.type === 'subscription' ? entry.subscription.topic : '');
  const lostSince = losses.since(topicKey(topic));
  return {
    position: entry.position,
    topic,
    entity: entityOf(entry),
    subject: subjectOf(entry),
    beganAt: since === null ? entry.at : Math.min(entry.at, toLocal(since)),
    since,
    holding: told?.changes ?? [],
    standing: lostSince === null ? 'sure' : 'unsure',
    lostSince,
    isFired: false,
    isHeld: false,
  };
}

/**
 * Over lost time the same may have ended and begun again, except where an event that tells of everything sets nothing
 * anew of what holds. Events of a queue tell of some of its figures only.
 */
export function isAsItWas({ holding }: Occurrence, entry: StateEntry): boolean {
  const { changes, subject } = toldBy(entry);
  return holding.length > 0 && subject.kind !== 'queue' && !touches(holding, changes);
}

const entityOf = (entry: TimelineEntry): string => (entry.type === 'event' ? (entry.event.entity ?? '') : '');

export const keyOf = (entry: StateEntry): string => occurrenceKey(toldBy(entry).topic, entityOf(entry));
