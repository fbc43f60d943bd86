const MOST_REMEMBERED = 2000;

/** What is longer comes once, and would be held in memory for nothing. */
const MAX_REMEMBERED_LENGTH = 200;

/** The same test, kept for texts that come again and again: topics, field names, states. */
export function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const former = known.get(text);
    if (former !== undefined) return former;
    const result = test(text);
    if (text.length > MAX_REMEMBERED_LENGTH) return result;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, result);
    return result;
  };
}
