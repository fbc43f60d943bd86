/**
 * Characters that would draw something other than what they are: controls, line separators, invisible and
 * bidirectional formatting (which can make one text read as another), and halves of a surrogate pair. Joiners that
 * real names need (U+200C, U+200D) stay.
 */
const DECEPTIVE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const escaped = (character: string): string =>
  SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Text from the network, made safe to read: what cannot be seen is written as an escape. */
export const visibleText = (text: string): string => text.replace(DECEPTIVE, escaped);

/** At most `maxLength` characters, with an ellipsis where something was left out. */
export function clipped(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
}
