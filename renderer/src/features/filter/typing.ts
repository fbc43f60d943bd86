/** What is being typed at the caret: the piece of a filter that a completion replaces. */
export interface Typing {
  readonly from: number;
  /** Behind the piece, which may go on behind the caret. */
  readonly to: number;
  /** The field whose value it is; null when it may become a field, a word or a name. */
  readonly field: string | null;
  /** What stands before the caret of it, without quotes. */
  readonly prefix: string;
  /** Whether it stands in the brackets of a list of values. */
  readonly isInList: boolean;
}

interface Scan {
  /** Where the piece begins that goes on at the caret. */
  readonly start: number;
  readonly isQuoted: boolean;
  /** The fields of the brackets that are open; null for those that only group. */
  readonly lists: readonly (string | null)[];
}

const SPACE = /[ \t\r\n]/;

/** Reads a filter up to the caret. It need not be complete, and rarely is. */
function scan(text: string): Scan {
  let start = 0;
  let isQuoted = false;
  const lists: (string | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted && character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (SPACE.test(character)) start = at + 1;
    else if (character === '(') {
      lists.push(/^-?([^":]+):$/.exec(text.slice(start, at))?.[1] ?? null);
      start = at + 1;
    } else if (character === ')') {
      lists.pop();
      start = at + 1;
    }
  }
  return { start, isQuoted, lists };
}

/** Where the piece ends that stands at the caret. */
function endOf(text: string, caret: number, isQuoted: boolean): number {
  const rest = text.slice(caret);
  const end = isQuoted ? rest.search(/"/) + 1 : rest.search(/[\s()]/);
  if (isQuoted) return end === 0 ? text.length : caret + end;
  return end === -1 ? text.length : caret + end;
}

/** The piece of a filter at the caret. */
export function typingAt(text: string, caret: number): Typing {
  const { start, isQuoted, lists } = scan(text.slice(0, caret));
  const to = endOf(text, caret, isQuoted);
  const list = lists.at(-1) ?? null;
  const negation = text.startsWith('-', start) && start < caret ? 1 : 0;
  const from = start + negation;
  const piece = text.slice(from, caret);
  const colon = /^([^":]+):/.exec(piece);
  if (colon?.[1] !== undefined) {
    const valueFrom = from + colon[0].length;
    return {
      from: valueFrom,
      to,
      field: colon[1],
      prefix: unquoted(text.slice(valueFrom, caret)),
      isInList: false,
    };
  }
  return { from, to, field: list, prefix: unquoted(piece), isInList: list !== null };
}

const unquoted = (text: string): string => text.replaceAll('"', '').replaceAll('\\', '');
