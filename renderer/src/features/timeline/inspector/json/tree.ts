import type { JsonDocument, JsonNode } from './document.ts';

/** A tree of which some values are open. */
export interface Tree {
  readonly document: JsonDocument;
  /** The value at the top: the body within a frame. */
  readonly root: JsonNode;
  readonly open: ReadonlySet<JsonNode>;
  /** Where the reader is. */
  readonly current: JsonNode;
}

/** A tree of this many values is short enough to be read as a whole. */
const OPEN_AS_A_WHOLE = 60;

export function treeOf(document: JsonDocument, root: JsonNode): Tree {
  const open = new Set([root]);
  if (document.afterOf(root) - root <= OPEN_AS_A_WHOLE) {
    for (let node = root; node < document.afterOf(root); node += 1) open.add(node);
  }
  return { document, root, open, current: root };
}

/** A tree knows the values of one document: of another one it begins anew. */
export const treeFor = (tree: Tree, document: JsonDocument, root: JsonNode): Tree =>
  tree.document === document && tree.root === root ? tree : treeOf(document, root);

export const canOpen = (document: JsonDocument, node: JsonNode): boolean => document.partsOf(node) > 0;

export const isOpen = ({ document, open }: Tree, node: JsonNode): boolean =>
  open.has(node) && canOpen(document, node);

/** The values that have a line, in the order of the lines. Only what is open is walked. */
export function linesOf({ document, root, open }: Omit<Tree, 'current'>): Int32Array {
  let lines = new Int32Array(64);
  let count = 0;
  const end = document.afterOf(root);
  for (let node = root; node < end;) {
    if (count === lines.length) {
      const longer = new Int32Array(count * 2);
      longer.set(lines);
      lines = longer;
    }
    lines[count] = node;
    count += 1;
    // What a value holds stands right behind it.
    node = open.has(node) ? node + 1 : document.afterOf(node);
  }
  return lines.subarray(0, count);
}

/** The line of a value, or of the closed one that hides it. Lines grow with their values, so halving finds it. */
export function lineOf(lines: Int32Array, node: JsonNode): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= node) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function toggled(tree: Tree, node: JsonNode): Tree {
  if (!canOpen(tree.document, node)) return { ...tree, current: node };
  const open = new Set(tree.open);
  if (!open.delete(node)) open.add(node);
  return { ...tree, open, current: node };
}

/** Opens everything that hides a value, and goes there. */
export function revealed(tree: Tree, node: JsonNode): Tree {
  const open = new Set(tree.open);
  let above = tree.document.parentOf(node);
  while (above !== null && above >= tree.root) {
    open.add(above);
    above = tree.document.parentOf(above);
  }
  return { ...tree, open, current: node };
}

/** Opens a value and all that stand beside it. */
function siblingsOpened(tree: Tree): Tree {
  const { document, root, current } = tree;
  const open = new Set(tree.open);
  const above = current === root ? null : document.parentOf(current);
  if (above === null) return { ...tree, open: open.add(current) };
  for (let node = above + 1; node < document.afterOf(above); node = document.afterOf(node)) {
    if (canOpen(document, node)) open.add(node);
  }
  return { ...tree, open };
}

const PAGE_LINES = 15;

/**
 * What a key does, as the ARIA tree pattern has it: Right opens and then enters, Left closes and then leaves, an asterisk
 * opens everything beside. Letters are left to the shortcuts of the window. Null for keys that mean nothing here.
 */
export function treeAfterKey(tree: Tree, key: string, lines: Int32Array): Tree | null {
  const { document, root, current } = tree;
  const from = lineOf(lines, current);
  const toLine = (line: number): Tree => ({
    ...tree,
    current: lines[Math.min(lines.length - 1, Math.max(0, line))] ?? root,
  });
  switch (key) {
    case 'ArrowDown':
      return toLine(from + 1);
    case 'ArrowUp':
      return toLine(from - 1);
    case 'PageDown':
      return toLine(from + PAGE_LINES);
    case 'PageUp':
      return toLine(from - PAGE_LINES);
    case 'Home':
      return toLine(0);
    case 'End':
      return toLine(lines.length - 1);
    case 'ArrowRight':
      if (!canOpen(document, current)) return tree;
      return isOpen(tree, current) ? toLine(from + 1) : toggled(tree, current);
    case 'ArrowLeft':
      if (isOpen(tree, current)) return toggled(tree, current);
      return current === root ? tree : { ...tree, current: document.parentOf(current) ?? root };
    case 'Enter':
    case ' ':
      return toggled(tree, current);
    case '*':
      return siblingsOpened(tree);
    default:
      return null;
  }
}
