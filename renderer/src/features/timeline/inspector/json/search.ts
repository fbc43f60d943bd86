import type { JsonDocument, JsonNode } from './document.ts';
import { nameOf, valueText } from './node-text.ts';

const VALUES_AT_ONCE = 500;

/**
 * The values below `root` that have some text in their name or in what they say, upper and lower case being the same.
 * It pauses every few hundred values.
 */
export function* foundIn(
  document: JsonDocument,
  root: JsonNode,
  text: string,
): Generator<undefined, readonly JsonNode[]> {
  const sought = text.toLowerCase();
  const found: JsonNode[] = [];
  for (let node = root; node < document.afterOf(root); node += 1) {
    if (has(document, node, root, sought)) found.push(node);
    if (node % VALUES_AT_ONCE === 0) yield;
  }
  return found;
}

function has(document: JsonDocument, node: JsonNode, root: JsonNode, sought: string): boolean {
  const name = node === root ? null : nameOf(document, node);
  if (name?.toLowerCase().includes(sought) === true) return true;
  const kind = document.kindOf(node);
  if (kind === 'object' || kind === 'array') return false;
  return valueText(document, node).toLowerCase().includes(sought);
}

/** The current value when it is a match, or else the next one, going round. Null when there is none. */
export function nearestMatch(found: readonly JsonNode[], current: JsonNode): JsonNode | null {
  return nextMatch(found, current - 1, 1);
}

/** The match behind the current value, or the one before it, going round. Null when there is none. */
export function nextMatch(found: readonly JsonNode[], current: JsonNode, step: 1 | -1): JsonNode | null {
  if (step === 1) return found.find((node) => node > current) ?? found[0] ?? null;
  return found.findLast((node) => node < current) ?? found.at(-1) ?? null;
}
