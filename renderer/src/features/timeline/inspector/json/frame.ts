import type { JsonDocument, JsonNode } from './document.ts';
import { nameOf } from './node-text.ts';

/** The part of a frame that is the event itself; of a field that comes twice, the last counts, as for every reader of JSON. */
export function bodyWithin(document: JsonDocument): JsonNode | null {
  let body: JsonNode | null = null;
  if (document.kindOf(0) !== 'object') return null;
  for (let node = 1; node < document.size; node = document.afterOf(node)) {
    if (nameOf(document, node) === 'eventBody') body = node;
  }
  return body;
}
