import type { JsonValue } from '../../../../../../shared/genesys/wire.ts';
import { pathTerm, withTerm } from '../../../../../../shared/filter/chips.ts';
import { MAX_FILTER_LENGTH, parseFilter } from '../../../../../../shared/filter/parse.ts';
import { filterText } from '../../../../../../shared/filter/print.ts';
import type { JsonDocument, JsonNode } from './document.ts';
import { pathOf, sourceOf, valueText } from './node-text.ts';

/** Every character may be written as an escape of six. */
const LONGEST_SOURCE = 6 * MAX_FILTER_LENGTH;

/**
 * The filter with one more term: that the body has this value at this place, or has not. Null where the language cannot
 * say it, as for a value that is longer than a filter may be; a filter that cannot be read is replaced.
 */
export function filterWithValue(
  filter: string,
  {
    document,
    node,
    root,
  }: { readonly document: JsonDocument; readonly node: JsonNode; readonly root: JsonNode },
  direction: 'for' | 'exclude',
): string | null {
  // Before it is decoded: it may have megabytes.
  if (document.kindOf(node) === 'string' && document.endOf(node) - document.startOf(node) > LONGEST_SOURCE)
    return null;
  const parsed = parseFilter(filter);
  const former = parsed.ok ? parsed.filter : ({ kind: 'all' } as const);
  const term = pathTerm(pathOf(document, node, root), comparable(document, node));
  const text = filterText(withTerm(former, term, direction));
  return parseFilter(text).ok ? text : null;
}

/** The value as a filter compares it; of an object or a list it asks only whether there is one. */
function comparable(document: JsonDocument, node: JsonNode): JsonValue {
  switch (document.kindOf(node)) {
    case 'object':
    case 'array':
      return [];
    case 'string':
      return valueText(document, node);
    case 'number':
      return Number(sourceOf(document, node));
    case 'boolean':
      return sourceOf(document, node) === 'true';
    case 'null':
      return null;
  }
}
