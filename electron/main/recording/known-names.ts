/** A letter, a mark on one, or a digit. What stands between words is not part of a name. */
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Longer names are found by their first words. */
const MOST_WORDS = 8;
/** Longer texts are no names. */
const LONGEST_NAME = 400;
/** Shorter parts of a name are too often something else. */
const SHORTEST_PART = 3;
/** Stands for a part of a name that several people share. */
const SOMEBODY = 'Somebody';

/**
 * Names that must not be told, each with the pseudonym in its place. Finds them in free text: whole names whatever
 * their case, and single parts of the names of people as they are written.
 */
export class KnownNames {
  readonly #whole = new Map<string, string>();
  readonly #parts = new Map<string, string>();
  /** Names without a single word, such as an emoji. */
  readonly #wordless = new Map<string, string>();

  learn(name: string, pseudonym: string, { isPerson }: { readonly isPerson: boolean }): void {
    const words = wordsOf(name);
    if (words.length === 0) {
      if (name.trim() !== '') this.#wordless.set(name.trim(), pseudonym);
      return;
    }
    const key = keyOf(words);
    if (this.#whole.has(key)) return;
    this.#whole.set(key, pseudonym);
    if (!isPerson) return;
    for (const part of words) {
      if (part.length < SHORTEST_PART || part === part.toLowerCase()) continue;
      const former = this.#parts.get(part);
      this.#parts.set(part, former === undefined || former === pseudonym ? pseudonym : SOMEBODY);
    }
  }

  /** The pseudonym of a name that the text consists of, or null. */
  of(text: string): string | null {
    if (text.length > LONGEST_NAME) return null;
    return this.#whole.get(keyOf(wordsOf(text))) ?? this.#wordless.get(text.trim()) ?? null;
  }

  /** The text with every known name replaced. */
  replacedIn(text: string): string {
    const words = [...text.matchAll(WORD)];
    let result = '';
    let end = 0;
    for (let index = 0; index < words.length;) {
      const found = this.#longestFrom(words, index);
      const [first, last] = [words[index], words[index + Math.max(1, found?.length ?? 1) - 1]];
      if (first === undefined || last === undefined) break;
      const next = last.index + last[0].length;
      result += text.slice(end, first.index) + (found?.pseudonym ?? text.slice(first.index, next));
      end = next;
      index += found?.length ?? 1;
    }
    return this.#withoutWordless(result + text.slice(end));
  }

  #longestFrom(
    words: readonly RegExpExecArray[],
    index: number,
  ): { readonly pseudonym: string; readonly length: number } | null {
    for (let length = Math.min(MOST_WORDS, words.length - index); length > 0; length -= 1) {
      const pseudonym = this.#whole.get(keyOf(words.slice(index, index + length).map(([word]) => word)));
      if (pseudonym !== undefined) return { pseudonym, length };
    }
    const part = this.#parts.get(words[index]?.[0] ?? '');
    return part === undefined ? null : { pseudonym: part, length: 1 };
  }

  #withoutWordless(text: string): string {
    let result = text;
    for (const [name, pseudonym] of this.#wordless) result = result.replaceAll(name, pseudonym);
    return result;
  }
}

const wordsOf = (text: string): readonly string[] => text.match(WORD) ?? [];

const keyOf = (words: readonly string[]): string => words.slice(0, MOST_WORDS).join(' ').toLowerCase();
