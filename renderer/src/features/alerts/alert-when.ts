import { changeTerm, fieldTerm } from '../../../../shared/filter/chips.ts';
import { joined, type Filter } from '../../../../shared/filter/filter.ts';
import { filterText } from '../../../../shared/filter/print.ts';
import type { AlertScope } from '../../../../shared/model/alert.ts';
import type { Change, Subject, TimelineEntry } from '../../../../shared/model/timeline.ts';
import type { RuleEditing } from '../../stores/alerts.ts';
import type { Stores } from '../../stores/stores.ts';

type Start = Extract<RuleEditing, { readonly kind: 'new' }>['start'];

/** Opens the editor with what is known of a rule. */
export function alertWhen({ alerts }: Pick<Stores, 'alerts'>, start: Start): void {
  alerts.setState({ editing: { kind: 'new', start } });
}

/** A rule that would have told of an entry: its first change, of whom or what it is about; null where it tells of none. */
export function startFrom(entry: TimelineEntry, profileId: string): Start | null {
  if (entry.type === 'subscription') return { filter: 'refused:yes', forMs: 0 };
  if (entry.type !== 'event' && entry.type !== 'refreshed') return null;
  const told = entry.type === 'event' ? entry.event : entry.refreshed;
  const [change] = told.changes;
  if (change === undefined) return { filter: filterText(fieldTerm('topic', told.topic)), forMs: 0 };
  return startOf(change, told.subject, profileId);
}

/** A rule about a change of somebody or something. */
export function startOf(change: Change, subject: Subject, profileId: string): Start {
  const { filter, scope } = about(subject, profileId);
  return { filter: filterText(joined('and', [changeTerm(change), ...filter])), scope };
}

/** One person is a matter of whom the rule watches; a queue or a conversation of what it says. */
function about(
  subject: Subject,
  profileId: string,
): { readonly filter: readonly Filter[]; readonly scope: AlertScope } {
  const everyone = { kind: 'organisation', profileId } as const;
  if (subject.kind === 'user') return { filter: [], scope: { kind: 'agent', profileId, userId: subject.id } };
  if (subject.kind === 'other') return { filter: [], scope: everyone };
  return { filter: [fieldTerm(subject.kind, subject.id)], scope: everyone };
}
