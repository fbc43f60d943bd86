import { t } from '../text/t.ts';
import { ALL, type Filter } from './filter.ts';
import { parse, SyntaxError as GrammarError } from './filter-parser.js';
import { meaningOf } from './meaning.ts';
import { MAX_STEPS } from './regex/program.ts';
import { stepsOf } from './regex/steps.ts';
import { FilterProblem, type Span } from './syntax.ts';

export const MAX_FILTER_LENGTH = 2000;
export const MAX_FILTER_DEPTH = 30;

/** What is wrong with a filter in plain words, and the stretch of its text that is meant; `to` is behind it. */
export interface FilterError extends Span {
  readonly message: string;
}

export type ParsedFilter =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly error: FilterError };

/** Reads a filter. Never throws, and takes no longer than the length of the text says. */
export function parseFilter(text: string): ParsedFilter {
  const problem = sizeProblem(text);
  if (problem !== null) return { ok: false, error: problem };
  try {
    const syntax = parse(text);
    const filter = syntax === null ? ALL : meaningOf(syntax);
    if (stepsOf(filter) <= MAX_STEPS) return { ok: true, filter };
    const message = t(
      'The regular expressions of this filter are too large together. Leave some of them out.',
    );
    return { ok: false, error: { message, from: 0, to: text.length } };
  } catch (error) {
    return { ok: false, error: errorOf(error, text) };
  }
}

/** Length and depth are bounded before the grammar sees the text, because it follows brackets by calling itself. */
function sizeProblem(text: string): FilterError | null {
  if (text.length > MAX_FILTER_LENGTH) {
    const message = t('A filter has at most {most} characters; this one has {count}.', {
      most: MAX_FILTER_LENGTH,
      count: text.length,
    });
    return { message, from: MAX_FILTER_LENGTH, to: text.length };
  }
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === '(') depth += 1;
    else if (!isQuoted && character === ')') depth -= 1;
    if (depth <= MAX_FILTER_DEPTH) continue;
    return {
      message: t('Brackets may stand in each other {most} deep at most.', { most: MAX_FILTER_DEPTH }),
      from: at,
      to: at + 1,
    };
  }
  return null;
}

/** What the grammar names; where it only knows what else could have stood, it has no name for it. */
const GRAMMAR_PROBLEMS: Readonly<Record<string, () => string>> = {
  'no opening bracket': () => t('There is no opening bracket for this closing one.'),
  'lone AND': () => t('AND needs something on both sides.'),
  'lone OR': () => t('OR needs something on both sides.'),
  'no term': () => t('A word or a term is missing here.'),
  'no closing bracket': () => t('A closing bracket is missing for the one here.'),
  'unclosed list': () =>
    t('A closing bracket, or OR between two values, is missing in the list that starts here.'),
  'no value': () => t('A value is missing here.'),
  'no closing quote': () => t('A closing quote is missing for the one here.'),
  'no closing slash': () =>
    t('A closing slash is missing for the one here. To look for a slash, put it in quotes.'),
};

function errorOf(error: unknown, text: string): FilterError {
  if (error instanceof FilterProblem) return { message: error.message, ...error.span };
  if (error instanceof GrammarError) {
    const message = GRAMMAR_PROBLEMS[error.message]?.() ?? t('This cannot be read from here on.');
    return { message, from: error.location.start.offset, to: error.location.end.offset };
  }
  return { message: t('This filter cannot be read.'), from: 0, to: text.length };
}
