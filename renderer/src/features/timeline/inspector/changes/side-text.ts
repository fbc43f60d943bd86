import { clipped, visibleText } from '../../../../wording/safe-text.ts';
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { summaryOf } from '../json/node-text.ts';

const MAX_SHOWN_LENGTH = 300;

/** One side of a difference: what stands there, also of an object or a list, as far as a reader would read it. */
export function sideText(document: JsonDocument, node: JsonNode): string {
  if (document.partsOf(node) === 0) return summaryOf(document, node);
  const start = document.startOf(node);
  const source = document.text.slice(start, Math.min(document.endOf(node), start + 2 * MAX_SHOWN_LENGTH));
  return clipped(visibleText(source), MAX_SHOWN_LENGTH);
}
