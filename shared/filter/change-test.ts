import { assertNever } from '../assert-never.ts';
import type { Directory } from '../model/directory.ts';
import type { Change, ChangeValue } from '../model/timeline.ts';
import { boundsNow } from './bounds-now.ts';
import { changesOf, changeText, type FilterContext, type Predicate } from './candidate.ts';
import { factName } from './fields.ts';
import type { ChangeLeaf, Match, ValueTest } from './filter.ts';
import { matcherOf } from './pattern.ts';
import { isWithin } from './quantities.ts';
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

/** A test of what a change came to or left. Presences and wrap-up codes are meant by their names as well. */
export function changeValueTest(value: ValueTest, context: FilterContext): (value: ChangeValue) => boolean {
  if (value.is === 'present') return () => true;
  if (value.is === 'compare') {
    const bounds = boundsNow(value.compare, context);
    return (found) => found.kind === 'number' && isWithin(bounds(), found.number);
  }
  const matches = matcherOf(spaced(value));
  const test = remembered((text) => matches(value.is === 'regex' ? text : spacedText(text)));
  return (found) => {
    if (test(changeText(found))) return true;
    const label = labelOf(found, context.names);
    return label !== undefined && test(label);
  };
}

/** What an organisation calls a presence or, by its id, a wrap-up code. */
function labelOf(value: ChangeValue, { presences, wrapUpCodes }: Directory): string | undefined {
  switch (value.kind) {
    case 'presence':
      return value.definitionId === null ? undefined : ownName(presences, value.definitionId);
    case 'text':
      return ownName(wrapUpCodes, value.text);
    case 'number':
      return undefined;
    default:
      return assertNever(value, 'value of a change');
  }
}

const ownName = (names: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.hasOwn(names, id) ? names[id] : undefined;

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
