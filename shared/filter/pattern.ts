import { t } from '../text/t.ts';
import { assertNever } from '../assert-never.ts';
import type { Match, Regex } from './filter.ts';
import { searchOf } from './regex/search.ts';
import { RegexProblem } from './regex/shape.ts';

export const MAX_PATTERN_LENGTH = 200;

/** A regular expression looks at so many characters of a value; of a longer one, at its beginning as if it were all. */
export const MAX_SEARCHED_LENGTH = 4096;

/** Letters are compared without their case, and as the same where Unicode has several ways to write them. */
export function folded(text: string): string {
  // Plain ASCII, which is most of it, has one way only.
  return /^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase();
}

/** Says why a regular expression is not taken, or null. */
export function regexProblem(source: string, flags: string): string | null {
  if (source === '') return t('This regular expression is empty.');
  if (!/^i?$/.test(flags)) {
    return t(
      'After the closing slash only "i" may stand, for upper and lower case alike. To look for a slash, put it in quotes.',
    );
  }
  if (source.length > MAX_PATTERN_LENGTH) {
    return t('A regular expression has at most {most} characters.', { most: MAX_PATTERN_LENGTH });
  }
  try {
    // Compiled and never run: it says whether the pattern is one at all.
    new RegExp(source, `u${flags}`);
    searchOf(source, flags !== '');
  } catch (error) {
    return error instanceof RegexProblem ? error.message : t('This is not a valid regular expression.');
  }
  return null;
}

/** A test of one text. What is compared is what `folded` makes of both, except with a regular expression. */
export function matcherOf(match: Match): (text: string) => boolean {
  switch (match.is) {
    case 'equal': {
      const wanted = folded(match.text);
      return (text) => text === match.text || folded(text) === wanted;
    }
    case 'like':
      return likeMatcher(match.pieces.map(folded));
    case 'regex':
      return regexMatcher(match);
    default:
      return assertNever(match, 'match');
  }
}

/** Finds the pieces from left to right, which takes no longer than the text is long: no regular expression is built. */
function likeMatcher(pieces: readonly string[]): (text: string) => boolean {
  const [first = '', ...others] = pieces;
  const last = others.at(-1) ?? '';
  const middle = others.slice(0, -1).filter((piece) => piece !== '');
  return (given) => {
    const text = folded(given);
    if (!text.startsWith(first) || text.length < first.length + last.length) return false;
    let from = first.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, from);
      if (found === -1) return false;
      from = found + piece.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}

function regexMatcher({ source, ignoresCase }: Regex): (text: string) => boolean {
  const search = searchOf(source, ignoresCase);
  return (text) => search(text.length > MAX_SEARCHED_LENGTH ? text.slice(0, MAX_SEARCHED_LENGTH) : text);
}
