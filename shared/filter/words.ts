import { assertNever } from '../assert-never.ts';
import type { ConnectionState } from '../model/connection-state.ts';
import { gapCategory } from '../model/gap-category.ts';
import type { MonitorError } from '../model/monitor-error.ts';
import { refreshText } from '../model/refresh.ts';
import type { Change, TimelineEntry } from '../model/timeline.ts';
import { inEnglish } from '../text/t.ts';
import { changeText, type Candidate } from './candidate.ts';
import { someValue } from './json-walk.ts';
import { folded } from './pattern.ts';

/** Of an entry, so many characters of values are searched and indexed, in the order of the document. */
export const MAX_SEARCHED_CHARS = 65_536;

const ASCII_RUN = /[a-z0-9_-]+/g;
const ASCII_SIGN = /[a-z0-9]/;
const RUN = /[\p{L}\p{N}\p{M}_-]+/gu;
const SIGN = /[\p{L}\p{N}]/u;
const IS_ASCII = /^[\x00-\x7f]*$/;

/**
 * The words of a text: runs of letters, digits, `_` and `-` with a letter or digit in them, folded, in order. SQLite's
 * tokenizer `ascii` with `tokenchars '_-'` finds the very same words when they are joined by spaces: it takes all that
 * is not ASCII for letters, and no word holds any other separator.
 */
export function wordsOf(text: string): readonly string[] {
  const plain = folded(text);
  const isAscii = IS_ASCII.test(plain);
  const runs = plain.match(isAscii ? ASCII_RUN : RUN) ?? [];
  const sign = isAscii ? ASCII_SIGN : SIGN;
  return runs.filter((run) => sign.test(run));
}

/** A test for texts that hold these words one after the other, the last of them perhaps as the beginning of a word. */
export function wordsTest(words: readonly string[], isPrefix: boolean): (text: string) => boolean {
  const [first = ''] = words;
  const isSimple = words.length === 1 && IS_ASCII.test(first);
  return (text) => {
    const plain = folded(text);
    if (!plain.includes(first)) return false;
    return isSimple && IS_ASCII.test(plain)
      ? holdsWord(plain, first, isPrefix)
      : followIn(words, isPrefix, wordsOf(text));
  };
}

/** The same as cutting the text into words and looking for one, for plain ASCII and without the pieces. */
function holdsWord(plain: string, word: string, isPrefix: boolean): boolean {
  for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + 1)) {
    const isBegun = at === 0 || !isWordCode(plain.charCodeAt(at - 1));
    const end = at + word.length;
    if (isBegun && (isPrefix || end === plain.length || !isWordCode(plain.charCodeAt(end)))) return true;
  }
  return false;
}

/** `a`–`z`, `0`–`9`, `_` and `-`. */
const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95 || code === 45;

/** Whether words follow each other in a list of words; the last may go on. */
export function followIn(words: readonly string[], isPrefix: boolean, list: readonly string[]): boolean {
  const last = words.length - 1;
  for (let at = 0; at + last < list.length; at += 1) {
    const isHere = words.every((word, index) => {
      const other = list[at + index] ?? '';
      return isPrefix && index === last ? other.startsWith(word) : other === word;
    });
    if (isHere) return true;
  }
  return false;
}

/**
 * The words of an entry for the index of full text: value by value, and each value once. What a phrase finds in them
 * may lie across two values; the predicate looks at each value by itself.
 */
export function wordsOfEntry(candidate: Candidate): readonly string[] {
  const seen = new Set<string>();
  const words: string[] = [];
  someText(candidate, (text) => {
    if (!seen.has(text)) {
      seen.add(text);
      for (const word of wordsOf(text)) words.push(word);
    }
    return false;
  });
  return words;
}

/**
 * Hands over every text that bare words look at, until one is answered with true: topic, changes, errors, and all
 * strings and numbers of the body, not its keys. Notes are left out, because they change. Answers whether one was.
 */
export function someText({ entry, body }: Candidate, test: (text: string) => boolean): boolean {
  let left = MAX_SEARCHED_CHARS;
  const bounded = (text: string): boolean => {
    const shown = text.length > left ? text.slice(0, left) : text;
    left -= shown.length;
    return shown !== '' && test(shown);
  };
  if (someTextOfEntry(entry, bounded)) return true;
  if (body === undefined) return false;
  let isFound = false;
  someValue(body, (value) => {
    if (typeof value === 'string') isFound = bounded(value);
    else if (typeof value === 'number') isFound = bounded(String(value));
    return isFound || left === 0;
  });
  return isFound;
}

type Test = (text: string) => boolean;

/** What is said in the row itself. */
function someTextOfEntry(entry: TimelineEntry, test: Test): boolean {
  switch (entry.type) {
    case 'event':
      return test(entry.event.topic) || entry.event.changes.some((change) => someOfChange(change, test));
    case 'connection':
      return test('connection') || someOfState(entry.state, test);
    case 'renewal':
      return test(renewalText(entry)) || someOfError(entry.cause, test);
    case 'subscription': {
      const { topic, status, reason, missingPermissions = [] } = entry.subscription;
      return [`subscription ${status}`, topic, reason ?? '', ...missingPermissions].some(test);
    }
    case 'gap':
      return test('gap') || test(gapCategory(entry.gap.cause)) || someOfError(entry.gap.cause, test);
    case 'refreshed': {
      const { topic, changes } = entry.refreshed;
      return test('refreshed') || test(topic) || changes.some((change) => someOfChange(change, test));
    }
    case 'refresh':
      return test('refresh') || test(inEnglish(() => refreshText(entry.refresh)));
    case 'diagnostic':
      return test('diagnostic') || someOfError(entry.error, test) || test(entry.sample);
    default:
      return assertNever(entry, 'entry');
  }
}

const renewalText = ({ kind, phase }: TimelineEntry & { readonly type: 'renewal' }): string =>
  `renewal ${kind} ${phase === 'done' ? 'done renewed' : phase}`;

function someOfState(state: ConnectionState, test: Test): boolean {
  return test(state.status) || ('cause' in state && someOfError(state.cause, test));
}

const someOfError = (error: MonitorError | undefined, test: Test): boolean =>
  error !== undefined && (test(error.code) || test(error.message));

function someOfChange({ field, from, to }: Change, test: Test): boolean {
  return test(field) || (from !== null && test(changeText(from))) || test(changeText(to));
}
