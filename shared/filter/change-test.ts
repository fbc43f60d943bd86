import { assertNever } from '../assert-never.ts';
import type { Change, ChangeValue } from '../model/timeline.ts';
import { changesOf, changeText, type FilterContext, type Predicate } from './candidate.ts';
import { factName } from './fields.ts';
import type { ChangeLeaf, Match, ValueTest } from './filter.ts';
import { matcherOf } from './pattern.ts';
import { boundsOf, isWithin } from './quantities.ts';
import { remembered } from './remembered.ts';

/** Whether any change of an entry is of that fact, and came to or left that value. */
export function compileChange({ side, fact, value }: ChangeLeaf, context: FilterContext): Predicate {
  const isMeant = fact === null ? () => true : factTest(fact);
  const test = changeValueTest(value, context);
  const passes = (change: Change): boolean => {
    const on = side === 'to' ? change.to : change.from;
    return on !== null && isMeant(change.field) && test(on);
  };
  return ({ entry }) => changesOf(entry).some(passes);
}

/** A test of the fields of changes: a fact stands for itself and for those that specify it. */
export function factTest(fact: string): (field: string) => boolean {
  return remembered((field) => {
    const name = factName(field);
    return name === fact || name.startsWith(`${fact}-`);
  });
}

/** A test of what a change came to or left. A presence is meant by its system presence, and by its label. */
export function changeValueTest(value: ValueTest, context: FilterContext): (value: ChangeValue) => boolean {
  if (value.is === 'present') return () => true;
  if (value.is === 'compare') {
    const bounds = boundsOf(value.compare, context.now, context.zone);
    return (found) => found.kind === 'number' && isWithin(bounds, found.number);
  }
  const matches = matcherOf(spaced(value));
  const test = remembered((text) => matches(value.is === 'regex' ? text : spacedText(text)));
  const labels = context.names.presences;
  return (found) => {
    if (test(changeText(found))) return true;
    if (found.kind !== 'presence' || found.definitionId === null) return false;
    const label = Object.hasOwn(labels, found.definitionId) ? labels[found.definitionId] : undefined;
    return label !== undefined && test(label);
  };
}

/** `ON_QUEUE`, `on-queue` and `On queue` are the same value. */
const spacedText = (text: string): string => text.replace(/[\s_-]+/g, ' ');

function spaced(match: Match): Match {
  switch (match.is) {
    case 'equal':
      return { is: 'equal', text: spacedText(match.text) };
    case 'like':
      return { is: 'like', pieces: match.pieces.map(spacedText) };
    case 'regex':
      return match;
    default:
      return assertNever(match, 'match');
  }
}
