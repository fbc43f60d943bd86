import type { JsonDocument, JsonNode, Placed } from '../json/document.ts';
import { nameOf, pathOf, sourceOf, valueText, type JsonPath } from '../json/node-text.ts';

/** Where two bodies differ. A side is null where it has nothing at this place. */
export interface Difference {
  /** Of the later body; of what is gone, the one it had. */
  readonly path: JsonPath;
  readonly from: JsonNode | null;
  readonly to: JsonNode | null;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** There are more than anybody would read. */
  readonly hasMore: boolean;
}

export const MOST_DIFFERENCES = 200;

/**
 * What differs between two bodies, in the order of the later one. What stands there letter by letter is not looked into; the
 * rest is compared without recursion, pausing at each pair.
 */
export function* compared(former: Placed, latter: Placed): Generator<undefined, Comparison> {
  const differences: Difference[] = [];
  const pending: Pair[] = [{ from: former.root, to: latter.root }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (differences.length === MOST_DIFFERENCES) return { differences, hasMore: true };
    const parts = isSame(former.document, latter.document, pair) ? [] : partsOf(former, latter, pair);
    if (parts === null) differences.push({ ...pair, path: pathOfPair(former, latter, pair) });
    else pending.push(...parts.reverse());
    yield;
  }
  return { differences, hasMore: false };
}

/** Two values of one place; at least one is there. */
interface Pair {
  readonly from: JsonNode | null;
  readonly to: JsonNode | null;
}

function pathOfPair(former: Placed, latter: Placed, { from, to }: Pair): JsonPath {
  if (to !== null) return pathOf(latter.document, to, latter.root);
  return from === null ? [] : pathOf(former.document, from, former.root);
}

/** So many digits every reader of JSON keeps. */
const KEPT_DIGITS = 15;

function isSame(former: JsonDocument, latter: JsonDocument, { from, to }: Pair): boolean {
  if (from === null || to === null) return false;
  const [one, other] = [sourceOf(former, from), sourceOf(latter, to)];
  if (one === other) return true;
  const kind = former.kindOf(from);
  if (kind !== latter.kindOf(to)) return false;
  if (kind === 'string') return valueText(former, from) === valueText(latter, to);
  return kind === 'number' && digits(one) <= KEPT_DIGITS && digits(other) <= KEPT_DIGITS
    ? Number(one) === Number(other)
    : false;
}

const digits = (source: string): number => source.replaceAll(/\D/g, '').length;

/** The pairs within a pair; null when it has none, so that it differs as a whole. */
function partsOf(former: Placed, latter: Placed, { from, to }: Pair): Pair[] | null {
  if (from === null || to === null) return null;
  const kind = former.document.kindOf(from);
  if (kind !== latter.document.kindOf(to) || (kind !== 'object' && kind !== 'array')) return null;
  const [before, after] =
    kind === 'object'
      ? [byName(former.document, from), byName(latter.document, to)]
      : itemsByKey(former.document, from, latter.document, to);
  const kept = [...after].map(([key, node]): Pair => ({ from: before.get(key) ?? null, to: node }));
  const gone = [...before]
    .filter(([key]) => !after.has(key))
    .map(([, node]): Pair => ({ from: node, to: null }));
  // Two that differ in form alone, as in a name that is written otherwise, have no pair that differs.
  return [...kept, ...gone];
}

type Keyed = ReadonlyMap<string, JsonNode>;

/** Of a field that comes twice, the last counts, as for every reader of JSON. */
function byName(document: JsonDocument, node: JsonNode): Keyed {
  return new Map(partsIn(document, node).map((part) => [nameOf(document, part) ?? '', part]));
}

/** Items of lists by their ids where all of them have one, so that one that moved is still itself; else by their places. */
function itemsByKey(
  former: JsonDocument,
  from: JsonNode,
  latter: JsonDocument,
  to: JsonNode,
): [Keyed, Keyed] {
  const [before, after] = [byId(former, from), byId(latter, to)];
  return before !== null && after !== null ? [before, after] : [byPlace(former, from), byPlace(latter, to)];
}

function byPlace(document: JsonDocument, node: JsonNode): Keyed {
  return new Map(partsIn(document, node).map((part, place) => [String(place), part]));
}

function byId(document: JsonDocument, node: JsonNode): Keyed | null {
  const items = partsIn(document, node);
  const keyed = new Map<string, JsonNode>();
  for (const item of items) {
    const id = document.kindOf(item) === 'object' ? byName(document, item).get('id') : undefined;
    if (id === undefined || document.kindOf(id) !== 'string') return null;
    keyed.set(valueText(document, id), item);
  }
  return keyed.size === items.length ? keyed : null;
}

function partsIn(document: JsonDocument, node: JsonNode): readonly JsonNode[] {
  const parts: JsonNode[] = [];
  for (let part = node + 1; part < document.afterOf(node); part = document.afterOf(part)) parts.push(part);
  return parts;
}
