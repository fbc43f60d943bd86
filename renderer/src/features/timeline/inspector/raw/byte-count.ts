/** So much is encoded at once: a millisecond or two. */
const CHARACTERS_AT_ONCE = 200_000;

/** How many bytes a text has on the wire. It pauses after each part. */
export function* byteCount(text: string): Generator<undefined, number> {
  const encoder = new TextEncoder();
  let bytes = 0;
  let at = 0;
  while (at < text.length) {
    const cut = at + CHARACTERS_AT_ONCE;
    // Halves of one character belong together.
    const end = /[\ud800-\udbff]/.test(text.charAt(cut - 1)) ? cut + 1 : cut;
    bytes += encoder.encode(text.slice(at, end)).length;
    at = end;
    yield;
  }
  return bytes;
}
