import { t } from '../text/t.ts';
import { assertNever } from '../assert-never.ts';
import { expandTopic } from '../model/topic.ts';
import {
  factName,
  isFlagField,
  isMeasureField,
  isTextField,
  knownFact,
  knownField,
  MEASURE_FIELDS,
  TEXT_FIELDS,
} from './fields.ts';
import {
  joined,
  negated,
  type Compare,
  type Filter,
  type Leaf,
  type Match,
  type MeasureField,
  type Path,
  type Quantity,
  type TextField,
  type ValueTest,
} from './filter.ts';
import { folded, regexProblem } from './pattern.ts';
import { compareText } from './print.ts';
import { parseQuantity } from './quantities.ts';
import { isReversed, type Range } from './reversed.ts';
import { FilterProblem, type Atom, type Name, type Syntax, type Term } from './syntax.ts';
import { wordsOf } from './words.ts';

/** Says what the shape of a filter means. Throws `FilterProblem` where it means nothing. */
export function meaningOf(syntax: Syntax): Filter {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return joined(syntax.kind, syntax.parts.map(meaningOf));
    case 'not':
      return negated(meaningOf(syntax.part));
    case 'word':
      return wordLeaf(syntax.atom);
    case 'term':
      return termMeaning(syntax);
    default:
      return assertNever(syntax, 'syntax');
  }
}

function wordLeaf(atom: Atom): Leaf {
  if (atom.kind === 'regex') return { kind: 'anywhere', match: regexOf(atom) };
  return wordsLeaf('entry', atom);
}

function wordsLeaf(where: 'entry' | 'note', atom: Atom & { readonly kind: 'pieces' }): Leaf {
  const last = atom.pieces.at(-1);
  const isPrefix = last?.isQuoted === false && last.text.endsWith('*');
  const text = atom.pieces.map((piece) => piece.text).join('');
  const words = wordsOf(isPrefix ? text.slice(0, -1) : text);
  if (words.length === 0) {
    throw new FilterProblem(t('There is no letter or digit to look for here.'), atom);
  }
  if (starsIn(atom) > (isPrefix ? 1 : 0)) {
    throw new FilterProblem(t('In a word an asterisk may stand at its end only.'), atom);
  }
  return { kind: 'words', where, words, isPrefix };
}

function starsIn(atom: Atom & { readonly kind: 'pieces' }): number {
  return atom.pieces.reduce(
    (count, { text, isQuoted }) => count + (isQuoted ? 0 : text.split('*').length - 1),
    0,
  );
}

function termMeaning(term: Term): Filter {
  const [first, ...rest] = term.name.steps;
  if (first?.kind !== 'key') throw new FilterProblem(t('A name starts with a key.'), term.name);
  if (rest.length > 0) return { kind: 'path', path: pathOf(term.name), value: valueTest(term) };
  const field = knownField(first.key);
  if (field !== null) return fieldMeaning(field, term);
  const fact = knownFact(first.key);
  if (fact !== null) return { kind: 'change', side: 'to', fact, value: valueTest(term) };
  if (isBody(first.key)) {
    throw new FilterProblem(t('Say which value of the body: body.name, or body.list[0].name.'), term.name);
  }
  return { kind: 'path', path: { from: 'anywhere', key: first.key }, value: valueTest(term) };
}

/** As the inspector calls it, and as the frame does. */
const isBody = (key: string): boolean => key === 'body' || key === 'eventBody';

/** A path starts at the body, whether that is said or not. */
function pathOf({ steps }: Name): Path {
  const [first, ...rest] = steps;
  return { from: 'body', steps: first?.kind === 'key' && isBody(first.key) ? rest : steps };
}

function fieldMeaning(field: string, term: Term): Filter {
  if (field === 'from') return { kind: 'change', side: 'from', fact: null, value: valueTest(term) };
  if (field === 'to') return { kind: 'change', side: 'to', fact: null, value: valueTest(term) };
  if (field === 'changed') return changedLeaf(term);
  const isSet = isFlagField(field) ? flagOf(term) : null;
  if (isFlagField(field) && isSet !== null) return { kind: 'flag', field, isSet };
  if (field === 'note' && term.operator === '' && term.atom.kind === 'pieces') {
    return wordsLeaf('note', term.atom);
  }
  const compare = isMeasureField(field) ? compareOf(term) : null;
  if (isMeasureField(field) && compare !== null) return measureLeaf(field, compare, term);
  if (isTextField(field)) return textMeaning(field, term);
  throw new FilterProblem(
    isMeasureField(field)
      ? measureProblem(field)
      : field === 'note'
        ? t('Behind {field}: only words, yes or no may stand.', { field })
        : t('Behind {field}: only yes or no may stand.', { field }),
    term.atom,
  );
}

/** What had a former value, and so is no first sight. */
function changedLeaf(term: Term): Leaf {
  const isAny = flagOf(term) === true || isStar(term.atom);
  const match = isAny ? null : matchOf(term);
  if (match !== null && match.is !== 'equal') {
    throw new FilterProblem(
      t('Behind changed: the name of what changed may stand, such as presence.'),
      term.atom,
    );
  }
  const fact = match === null ? null : factName(match.text);
  if (fact === '') throw new FilterProblem(t('There is no letter or digit to look for here.'), term.atom);
  return { kind: 'change', side: 'from', fact, value: { is: 'present' } };
}

function textMeaning(field: TextField, term: Term): Filter {
  const match = matchOf(term);
  const { only } = TEXT_FIELDS[field];
  if (match.is === 'equal' && only !== null) {
    const known = only.find((value) => folded(value) === folded(match.text));
    if (known !== undefined) return { kind: 'text', field, match: { is: 'equal', text: known } };
    const values = isFlagField(field) ? ['yes', 'no', ...only] : only;
    const told = { text: match.text, field, values: values.join(', ') };
    throw new FilterProblem(
      isMeasureField(field)
        ? t('"{text}" is no {field}. It is one of: {values}, or a length of time such as >30s.', told)
        : t('"{text}" is no {field}. It is one of: {values}.', told),
      term.atom,
    );
  }
  if (field !== 'topic' || match.is !== 'equal') return { kind: 'text', field, match };
  const topics = expandTopic(match.text).map((text): Filter => ({
    kind: 'text',
    field,
    match: { is: 'equal', text },
  }));
  return joined('or', topics);
}

function measureLeaf(field: MeasureField, compare: Compare, term: Term): Leaf {
  const ends = compare.op === '..' ? [compare.from, compare.to] : [compare.value];
  const { unit } = MEASURE_FIELDS[field];
  if (ends.every((end) => end === null || end.unit === unit)) return { kind: 'measure', field, compare };
  throw new FilterProblem(measureProblem(field), term.atom);
}

const UNIT_PROBLEMS: Record<Quantity['unit'], () => string> = {
  number: () => t('A number belongs here, such as 5, >5 or 5..10.'),
  duration: () => t('A length of time belongs here, with its unit, such as >30s, >10m or 1h..2h30m.'),
  moment: () =>
    t('A time belongs here, such as >-15m for the last 15 minutes, 14:30..15:00, today or 2026-11-24.'),
};

const measureProblem = (field: MeasureField): string => UNIT_PROBLEMS[MEASURE_FIELDS[field].unit]();

/** `yes` and `no` where they are not quoted. */
function flagOf({ operator, atom }: Term): boolean | null {
  const text = operator === '' ? bareText(atom)?.toLowerCase() : undefined;
  if (text === 'yes' || text === 'true') return true;
  return text === 'no' || text === 'false' ? false : null;
}

function valueTest(term: Term): ValueTest {
  const compare = term.operator === '' && !isRange(term.atom) ? null : compareOf(term);
  if (compare !== null) return { is: 'compare', compare };
  if (term.operator === '' && isStar(term.atom)) return { is: 'present' };
  return matchOf(term);
}

/** Text, a pattern or a regular expression. */
function matchOf({ operator, atom }: Term): Match {
  if (operator !== '') {
    throw new FilterProblem(
      t('After {operator} a number, a length of time such as 10m, or a time such as 14:30 belongs.', {
        operator,
      }),
      atom,
    );
  }
  if (atom.kind === 'regex') return regexOf(atom);
  const pieces = [''];
  for (const { text, isQuoted } of atom.pieces) {
    const [head = '', ...others] = isQuoted ? [text] : text.split('*');
    pieces.push(`${pieces.pop() ?? ''}${head}`, ...others);
  }
  return pieces.length === 1 ? { is: 'equal', text: pieces[0] ?? '' } : { is: 'like', pieces };
}

function regexOf(atom: Atom & { readonly kind: 'regex' }): Match & { readonly is: 'regex' } {
  const problem = regexProblem(atom.source, atom.flags);
  if (problem !== null) throw new FilterProblem(problem, atom);
  return { is: 'regex', source: atom.source, ignoresCase: atom.flags !== '' };
}

/** The text of an atom that is not quoted; null for others. */
function bareText(atom: Atom): string | null {
  if (atom.kind === 'regex') return null;
  const [piece, ...others] = atom.pieces;
  return piece === undefined || piece.isQuoted || others.length > 0 ? null : piece.text;
}

const isStar = (atom: Atom): boolean => bareText(atom) === '*';
const isRange = (atom: Atom): boolean => bareText(atom)?.includes('..') === true;

/** A comparison of a size, or null when the value is none. */
function compareOf({ operator, atom }: Term): Compare | null {
  const text = bareText(atom);
  if (text === null) return null;
  const value = parseQuantity(text);
  if (value !== null) return { op: operator === '' ? '=' : operator, value };
  const ends = text.split('..');
  const [from = '', to = ''] = ends;
  if (operator !== '' || ends.length !== 2 || (from === '' && to === '')) return null;
  const [low, high] = [parseQuantity(from), parseQuantity(to)];
  if ((low === null && from !== '') || (high === null && to !== '')) return null;
  if (low !== null && high !== null && low.unit !== high.unit) return null;
  const range: Range = { op: '..', from: low, to: high };
  if (!isReversed(range)) return range;
  const turned = compareText({ op: '..', from: high, to: low });
  throw new FilterProblem(
    t('In a range the smaller or earlier value stands first: {range}.', { range: turned }),
    atom,
  );
}
