import type { JsonValue } from '../genesys/wire.ts';
import type { Change } from '../model/timeline.ts';
import { t } from '../text/t.ts';
import { changeText } from './candidate.ts';
import { factName, knownFact, knownField } from './fields.ts';
import {
  isLeaf,
  joined,
  negated,
  type Filter,
  type Leaf,
  type Match,
  type Step,
  type ValueTest,
} from './filter.ts';
import { filterText, termOf } from './print.ts';

/** One of the terms that must all be met. `text` is the term in the language, and tells it apart from the others. */
export interface Chip {
  readonly text: string;
  /** For reading: `presence: Away`, `not queue: Billing`. */
  readonly label: string;
}

/** The terms of a filter that must all be met, in order; none for the filter that passes everything. */
export function chipsOf(filter: Filter): readonly Chip[] {
  return partsOf(filter).map((part) => ({ text: filterText(part), label: labelOf(part) }));
}

/** What must all be met: the terms of a filter, none of them an `and`. */
export function partsOf(filter: Filter): readonly Filter[] {
  if (filter.kind === 'all') return [];
  return filter.kind === 'and' ? filter.parts : [filter];
}

function labelOf(part: Filter): string {
  if (part.kind === 'not') {
    const label = labelOf(part.part);
    return part.part.kind === 'and' || part.part.kind === 'or'
      ? t('not ({terms})', { terms: label })
      : t('not {term}', { term: label });
  }
  if (!isLeaf(part)) return filterText(part).replace(/^([^\s":()[\]]+):\((.*)\)$/s, '$1: $2');
  const { name, value } = termOf(part);
  if (name === '') return value;
  // A name that is no field may be a slip: that it is looked for in the JSON should be seen.
  const isKey = part.kind === 'path' && part.path.from === 'anywhere';
  return isKey ? t('JSON key {name}: {value}', { name, value }) : `${name}: ${value}`;
}

/** The filter without the terms that a chip stands for. */
export function without(filter: Filter, chip: Chip): Filter {
  return joined(
    'and',
    partsOf(filter).filter((part) => filterText(part) !== chip.text),
  );
}

/**
 * The filter with one more term that must be met, or must not be for `exclude`. The opposite of the term is taken out,
 * and a term that is there already is not added again.
 */
export function withTerm(filter: Filter, leaf: Leaf, direction: 'for' | 'exclude'): Filter {
  const wanted = direction === 'for' ? leaf : negated(leaf);
  const [text, opposite] = [filterText(wanted), filterText(negated(wanted))];
  const others = partsOf(filter).filter((part) => ![text, opposite].includes(filterText(part)));
  return joined('and', [...others, wanted]);
}

/** The term for a value at a path of the body, as keys and indexes from the top; for an object or list, that it is there. */
export function pathTerm(path: readonly (string | number)[], value: JsonValue): Leaf {
  const steps = path.map((step): Step =>
    typeof step === 'number' ? { kind: 'index', index: step } : { kind: 'key', key: step },
  );
  const test: ValueTest =
    typeof value === 'object' && value !== null ? { is: 'present' } : { is: 'equal', text: String(value) };
  return { kind: 'path', path: { from: 'body', steps }, value: test };
}

/** The term for text of a field, such as the topic of an event or its subject. */
export function fieldTerm(
  field: 'topic' | 'agent' | 'queue' | 'conversation' | 'type' | 'correlation',
  text: string,
): Leaf {
  const match: Match = { is: 'equal', text };
  return { kind: 'text', field, match };
}

/**
 * The term for a change to the value that this one came to. What changed is left open where its name would be read as
 * something else: `conversation:` is an id, and what is not known by its name is a key of the JSON.
 */
export function changeTerm({ field, to }: Change): Leaf {
  const name = factName(field);
  const fact = knownField(name) === null ? knownFact(name) : null;
  return { kind: 'change', side: 'to', fact, value: { is: 'equal', text: changeText(to) } };
}
