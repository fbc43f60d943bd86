import { t } from '../../../../shared/text/t.ts';
import type { LeftOff, RuleEditing } from '../../stores/alerts.ts';
import type { Stores } from '../../stores/stores.ts';
import { fieldsOf, type RuleFields } from './rule-fields.ts';

/** What the editor begins with: where the rule was left off, or else as it is asked for. */
export function beginningOf(
  { alerts }: Pick<Stores, 'alerts'>,
  editing: RuleEditing,
): { readonly fields: RuleFields; readonly isLeftOff: boolean } {
  const found = leftOffFor(alerts.getState().leftOff, editing);
  return { fields: found?.fields ?? startOf(editing), isLeftOff: found !== undefined };
}

/** The rule was saved, or is not wanted any more. */
export function dismissEditor({ alerts }: Pick<Stores, 'alerts'>, editing: RuleEditing): void {
  alerts.setState(({ leftOff }) => ({ editing: null, leftOff: without(leftOff, editing) }));
}

/** Closes the editor to look at something else: what was typed is there when it is opened again. */
export function leaveEditor({ alerts, shell }: Pick<Stores, 'alerts' | 'shell'>, left: LeftOff): void {
  const { editing, fields } = left;
  dismissEditor({ alerts }, editing);
  if (JSON.stringify(fields) === JSON.stringify(startOf(editing))) return;
  alerts.setState(({ leftOff }) => ({ leftOff: [...leftOff, left] }));
  const text = t('What you typed is not saved yet: you find it again in the editor of the rule.');
  shell.setState({ outcome: { isProblem: false, text } });
}

const startOf = (editing: RuleEditing): RuleFields =>
  fieldsOf(editing.kind === 'saved' ? editing.rule : editing.start);

const leftOffFor = (all: readonly LeftOff[], editing: RuleEditing): LeftOff | undefined =>
  all.findLast((left) => isSameRule(left.editing, editing));

function without(all: readonly LeftOff[], editing: RuleEditing): readonly LeftOff[] {
  const found = leftOffFor(all, editing);
  return all.filter((left) => left !== found);
}

/** A new rule of which nothing is known may be any new one. */
function isSameRule(left: RuleEditing, asked: RuleEditing): boolean {
  if (left.kind === 'saved') return asked.kind === 'saved' && asked.rule.id === left.rule.id;
  if (asked.kind === 'saved') return false;
  return Object.keys(asked.start).length === 0 || JSON.stringify(asked.start) === JSON.stringify(left.start);
}
