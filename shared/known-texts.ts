const MOST_TEXTS = 2000;

/** What is longer comes once, and would be held in memory for nothing. */
const MAX_TEXT_LENGTH = 200;

/** What is known of texts that come again and again: topics, field names, states. Beyond a bound it is found anew. */
export class KnownTexts<T> {
  readonly #known = new Map<string, T>();

  get(text: string): T | undefined {
    return this.#known.get(text);
  }

  /** Answers with what it was given. */
  keep(text: string, what: T): T {
    if (text.length > MAX_TEXT_LENGTH) return what;
    if (this.#known.size >= MOST_TEXTS) this.#known.clear();
    this.#known.set(text, what);
    return what;
  }
}
