import { t } from '../../../../../../shared/text/t.ts';
import { clipped, visibleText } from '../../../../wording/safe-text.ts';
import type { JsonDocument, JsonNode } from './document.ts';
import { decoded } from './read-json.ts';

/** Keys from the body down; a key with a dot in it stays one key. */
export type JsonPath = readonly (string | number)[];

/** The name of a field; null for what is in a list, or in nothing. */
export function nameOf(document: JsonDocument, node: JsonNode): string | null {
  const span = document.nameAt(node);
  return span === null ? null : stringAt(document.text, span.start, span.end);
}

/** What a string says. Almost every string says what stands between its quotes. */
function stringAt(text: string, start: number, end: number): string {
  const source = text.slice(start, end);
  const inner = source.slice(1, -1);
  return source.includes('\\') ? (decoded(source) ?? inner) : inner;
}

/** The value as it stands in the text. */
export const sourceOf = (document: JsonDocument, node: JsonNode): string =>
  document.text.slice(document.startOf(node), document.endOf(node));

/** A value as text to copy or to search: what a string says, and of everything else what stands there. */
export function valueText(document: JsonDocument, node: JsonNode): string {
  return document.kindOf(node) === 'string'
    ? stringAt(document.text, document.startOf(node), document.endOf(node))
    : sourceOf(document, node);
}

/** The way from `root` to a node below it. */
export function pathOf(document: JsonDocument, node: JsonNode, root: JsonNode): JsonPath {
  const path: (string | number)[] = [];
  let at: JsonNode | null = node;
  while (at !== null && at !== root) {
    path.push(nameOf(document, at) ?? document.placeOf(at));
    at = document.parentOf(at);
  }
  return path.reverse();
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** `body.presenceDefinition.id`, `body.list[0]["odd key"]`: a path as a programmer writes it. */
export function pathText(path: JsonPath, root = 'body'): string {
  const steps = path.map((key) => {
    if (typeof key === 'number') return `[${String(key)}]`;
    return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return [root, ...steps].join('');
}

const MAX_LABEL_LENGTH = 200;
const MAX_SHOWN_LENGTH = 2_000;

/** What stands before a value in the tree; null for the outermost. */
export function labelOf(document: JsonDocument, node: JsonNode, root: JsonNode): string | null {
  if (node === root) return null;
  const span = document.nameAt(node);
  if (span === null) return String(document.placeOf(node));
  // A name of no characters is a name.
  if (span.end - span.start === 2) return '""';
  return clipped(visibleText(beginningOf(document.text, span.start, span.end)), MAX_LABEL_LENGTH);
}

/** What stands behind the label: the value with every digit it came with, or how much is inside. */
export function summaryOf(document: JsonDocument, node: JsonNode): string {
  const parts = document.partsOf(node);
  switch (document.kindOf(node)) {
    case 'object':
      return parts === 0 ? '{ }' : `{ ${t('{parts, plural, one {# field} other {# fields}}', { parts })} }`;
    case 'array':
      return parts === 0 ? '[ ]' : `[ ${t('{parts, plural, one {# item} other {# items}}', { parts })} ]`;
    case 'string': {
      const said = beginningOf(document.text, document.startOf(node), document.endOf(node));
      return `"${clipped(visibleText(said), MAX_SHOWN_LENGTH)}"`;
    }
    case 'number':
    case 'boolean':
    case 'null':
      return clipped(sourceOf(document, node), MAX_SHOWN_LENGTH);
  }
}

/** More of a string is never shown, so more is never decoded. */
const MAX_DECODED_LENGTH = 16_000;
const LONGEST_ESCAPE = 6;

/** What a string says, or the beginning of it when it is very long. */
function beginningOf(text: string, start: number, end: number): string {
  if (end - start <= MAX_DECODED_LENGTH) return stringAt(text, start, end);
  // A cut may go through an escape, so it is tried a little further to the front.
  for (let back = 0; back < LONGEST_ESCAPE; back += 1) {
    const whole = decoded(`${text.slice(start, start + MAX_DECODED_LENGTH - back)}"`);
    if (whole !== null) return `${whole}…`;
  }
  return text.slice(start + 1, start + MAX_DECODED_LENGTH);
}
