import { assertNever } from '../../../../shared/assert-never.ts';
import type { FilterContext } from '../../../../shared/filter/candidate.ts';
import { TEXT_FIELDS } from '../../../../shared/filter/fields.ts';
import {
  isLeaf,
  type ChangeLeaf,
  type Filter,
  type FlagLeaf,
  type Leaf,
  type Match,
  type MeasureLeaf,
  type PathLeaf,
  type TextLeaf,
  type WordsLeaf,
} from '../../../../shared/filter/filter.ts';
import { idsMatching, idsNamed } from '../../../../shared/filter/names.ts';
import { folded, matcherOf } from '../../../../shared/filter/pattern.ts';
import { wordsOf } from '../../../../shared/filter/words.ts';
import { isOwnTerm, plainValue, term } from './index-terms.ts';
import {
  allOf,
  anyOf,
  ANYTHING,
  EVERYTHING,
  inexact,
  MARKED,
  noneOf,
  withPrefix,
  withTerm,
  type Narrowing,
} from './narrowing.ts';

/** What of a filter the index can say: always at least what matches. The predicate has the last word. */
export function narrow(filter: Filter, context: FilterContext): Narrowing {
  if (isLeaf(filter)) return narrowLeaf(filter, context);
  switch (filter.kind) {
    case 'all':
      return EVERYTHING;
    case 'and':
      return allOf(filter.parts.map((part) => narrow(part, context)));
    case 'or':
      return anyOf(filter.parts.map((part) => narrow(part, context)));
    case 'not':
      return noneOf(narrow(filter.part, context));
    default:
      return assertNever(filter, 'filter');
  }
}

function narrowLeaf(leaf: Leaf, context: FilterContext): Narrowing {
  switch (leaf.kind) {
    case 'words':
      return narrowWords(leaf, context);
    case 'text':
      return narrowText(leaf, context);
    case 'measure':
      return narrowMeasure(leaf);
    case 'flag':
      return narrowFlag(leaf);
    case 'change':
      return narrowChange(leaf, context);
    case 'path':
      return narrowPath(leaf);
    case 'anywhere':
      return ANYTHING;
    default:
      return assertNever(leaf, 'leaf');
  }
}

/** The index does not know where words stand: several in a row are for the predicate to see. */
function narrowWords({ where, words, isPrefix }: WordsLeaf, { names }: FilterContext): Narrowing {
  if (where === 'note') return MARKED;
  const last = words.length - 1;
  const parts = words.map((word, index) =>
    isPrefix && index === last ? withPrefix(word) : withTerm(word, true),
  );
  const said = words.length === 1 ? allOf(parts) : inexact(allOf(parts));
  const ids = idsNamed({ kind: 'words', where, words, isPrefix }, names);
  return anyOf([said, ...[...ids].map((id) => withTerm(id, true))]);
}

function narrowText({ field, match }: TextLeaf, { names }: FilterContext): Narrowing {
  switch (field) {
    case 'agent':
      return narrowSubject('user', match, names.users);
    case 'queue':
      return narrowSubject('queue', match, names.queues);
    case 'topic':
      return narrowTopic(match);
    case 'conversation':
      return match.is === 'equal' ? inexact(termOf('conversation', folded(match.text))) : ANYTHING;
    case 'type':
    case 'gap':
      return ofClosed(field, match, TEXT_FIELDS[field].only ?? []);
    case 'connection':
      return ofClosed('state', match, TEXT_FIELDS.connection.only ?? []);
    case 'error':
    case 'version':
    case 'correlation':
      if (match.is === 'equal') return termOf(field, folded(match.text));
      return field === 'error' ? withTerm(term('failed'), false) : inexact(typeOf('event'));
    default:
      return assertNever(field, 'field');
  }
}

const typeOf = (type: string): Narrowing => withTerm(term('type', type), true);

function termOf(kind: Parameters<typeof term>[0], value: string): Narrowing {
  return withTerm(term(kind, value), isOwnTerm(kind, value));
}

/** Every value that there is can be tried. */
function ofClosed(kind: 'type' | 'gap' | 'state', match: Match, values: readonly string[]): Narrowing {
  const test = matcherOf(match);
  const fitting = values.filter(test);
  return fitting.length === 0 ? noneOf(EVERYTHING) : anyOf(fitting.map((value) => termOf(kind, value)));
}

function narrowSubject(
  kind: 'user' | 'queue',
  match: Match,
  names: Readonly<Record<string, string>>,
): Narrowing {
  const { ids, fits } = idsMatching(match, names);
  if (fits !== null) return withTerm(term('about', kind), false);
  return anyOf([...ids].map((id) => termOf(kind, id)));
}

/** A pattern may begin and end within a segment, and reach over several; the ones without an asterisk are whole. */
function narrowTopic(match: Match): Narrowing {
  if (match.is === 'regex') return ANYTHING;
  const segments = match.is === 'equal' ? folded(match.text).split('.') : wholeSegments(match.pieces);
  const [first, ...others] = segments;
  if (first === undefined) return ANYTHING;
  if (match.is === 'equal' && others.length === 0) return termOf('topic', first);
  const parts = segments.map((segment) => anyOf([termOf('topic', segment), termOf('topic-part', segment)]));
  return inexact(allOf(parts));
}

/** An asterisk stands between each two pieces. */
function wholeSegments(pieces: readonly string[]): readonly string[] {
  const segments = pieces.map((piece) => folded(piece).split('.'));
  return segments.flatMap((parts, index) => {
    const from = index === 0 ? 0 : 1;
    return parts.slice(from, index === pieces.length - 1 ? parts.length : -1);
  });
}

function narrowMeasure({ field }: MeasureLeaf): Narrowing {
  switch (field) {
    case 'at':
    case 'position':
      return ANYTHING;
    case 'seq':
    case 'deliveries':
    case 'happened':
    case 'lag':
      return inexact(typeOf('event'));
    case 'gap':
      return inexact(typeOf('gap'));
    case 'for':
      return withTerm(term('has'), false);
    default:
      return assertNever(field, 'field');
  }
}

function narrowFlag({ field, isSet }: FlagLeaf): Narrowing {
  const set = flagSet(field);
  return isSet ? set : noneOf(set);
}

function flagSet(field: FlagLeaf['field']): Narrowing {
  switch (field) {
    case 'pinned':
    case 'note':
      return MARKED;
    case 'refused':
      return withTerm(term('refused'), true);
    case 'gap':
      return typeOf('gap');
    case 'error':
      return withTerm(term('failed'), true);
    default:
      return assertNever(field, 'field');
  }
}

/** Presences and wrap-up codes are meant by their labels as well; labels change, ids do not. */
function narrowChange({ side, fact: meant, value }: ChangeLeaf, { names }: FilterContext): Narrowing {
  const fact = meant ?? '';
  const present = withTerm(term(side === 'to' ? 'has' : 'had', fact), isOwnTerm('has', fact));
  if (value.is === 'present') return present;
  if (value.is !== 'equal') return inexact(present);
  const wanted = plainValue(value.text);
  const called = (labels: Readonly<Record<string, string>>): readonly string[] =>
    Object.keys(labels).filter((id) => plainValue(labels[id] ?? '') === wanted);
  const by = side === 'to' ? 'to-by' : 'from-by';
  return anyOf([
    termOf(side, `${fact}:${wanted}`),
    ...called(names.presences).map((id) => termOf(by, `${fact}:${id}`)),
    // The id is the value itself, and the term stands for all that differ from it in case or signs only.
    ...called(names.wrapUpCodes).map((id) => inexact(termOf(side, `${fact}:${plainValue(id)}`))),
  ]);
}

/** The words of a value are among those of the entry, unless the entry has more of them than are searched. */
function narrowPath({ value }: PathLeaf): Narrowing {
  if (value.is !== 'equal' || NOT_SEARCHED.test(value.text)) return ANYTHING;
  const words = wordsOf(value.text);
  if (words.length === 0) return ANYTHING;
  const said = allOf(words.map((word) => withTerm(word, false)));
  return anyOf([said, withTerm(term('cut'), false)]);
}

const NOT_SEARCHED = /^(true|false|null)$/i;
