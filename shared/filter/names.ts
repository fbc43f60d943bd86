import type { Directory } from '../model/directory.ts';
import type { Match, WordsLeaf } from './filter.ts';
import { folded, matcherOf } from './pattern.ts';
import { followIn, wordsOf } from './words.ts';

/** A bare word that is part of many names stands for so many of them at most, in the order of the directory. */
export const MAX_NAMED_IDS = 500;

type Names = Readonly<Record<string, string>>;

/**
 * The ids of people and queues with these words in their names. Names are not in the payload, their ids are: so bare
 * words that are part of a name also find the entries in which the id is a word. Only ids that are one word count.
 */
export function idsNamed(leaf: WordsLeaf, directory: Directory): ReadonlySet<string> {
  const ids = new Set<string>();
  if (leaf.where === 'note') return ids;
  for (const names of [directory.users, directory.queues, directory.presences, directory.wrapUpCodes]) {
    for (const [id, name] of Object.entries(names)) {
      if (ids.size >= MAX_NAMED_IDS) return ids;
      if (!followIn(leaf.words, leaf.isPrefix, wordsOf(name))) continue;
      const [word, ...others] = wordsOf(id);
      if (word !== undefined && others.length === 0) ids.add(word);
    }
  }
  return ids;
}

/** A test for the ids that `agent:` or `queue:` means: those whose name or id fits. */
export interface IdMatch {
  /** The ids with a name that fits, and for plain text the text itself, since it may be an id. */
  readonly ids: ReadonlySet<string>;
  /** For patterns: ids that are not in `ids` may fit as well. Null for plain text. */
  readonly fits: ((id: string) => boolean) | null;
}

/** Plain text means the names that have it as words: `ana` finds Ana Ruiz. A pattern is held against the whole name. */
export function idsMatching(match: Match, names: Names): IdMatch {
  if (match.is !== 'equal') {
    const fits = matcherOf(match);
    return { ids: idsWhere(names, fits), fits };
  }
  const words = wordsOf(match.text);
  const hasWords = (name: string): boolean => words.length > 0 && followIn(words, false, wordsOf(name));
  const ids = idsWhere(names, (name) => hasWords(name) || folded(name) === folded(match.text));
  return { ids: new Set([...ids, match.text, folded(match.text)]), fits: null };
}

function idsWhere(names: Names, test: (name: string) => boolean): ReadonlySet<string> {
  return new Set(
    Object.entries(names)
      .filter(([, name]) => test(name))
      .map(([id]) => id),
  );
}
