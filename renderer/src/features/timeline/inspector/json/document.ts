/**
 * A JSON text as a table: one line for each value, in the order of the text. It keeps where things stand instead of what
 * they say, so that nothing the text says is lost: numbers with all their digits, fields that come twice, names like
 * `__proto__`. Whoever shows a value reads it at its place.
 */
export interface JsonDocument {
  readonly text: string;
  /** How many values there are; a node is a number below it, and 0 is the outermost value. */
  readonly size: number;
  readonly kindOf: (node: JsonNode) => JsonKind;
  /** Where the value stands in the text; the end is behind it. */
  readonly startOf: (node: JsonNode) => number;
  readonly endOf: (node: JsonNode) => number;
  /** Where its name stands, quotes included; null for what has none. */
  readonly nameAt: (node: JsonNode) => { readonly start: number; readonly end: number } | null;
  /** The value that holds it; null for the outermost. */
  readonly parentOf: (node: JsonNode) => JsonNode | null;
  /** The next value that is not inside this one. */
  readonly afterOf: (node: JsonNode) => JsonNode;
  /** How many values it holds directly. */
  readonly partsOf: (node: JsonNode) => number;
  /** Its place among those that are held together, from 0. */
  readonly placeOf: (node: JsonNode) => number;
  readonly depthOf: (node: JsonNode) => number;
  /** An earlier field of the same object has the same name. */
  readonly isRepeated: (node: JsonNode) => boolean;
}

export type JsonNode = number;

/** A value and the document it stands in. */
export interface Placed {
  readonly document: JsonDocument;
  readonly root: JsonNode;
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

const KINDS: readonly JsonKind[] = ['object', 'array', 'string', 'number', 'boolean', 'null'];

/** One column for each thing that is known of a value. */
const COLUMNS = [
  'start',
  'end',
  'nameStart',
  'nameEnd',
  'parent',
  'after',
  'parts',
  'place',
  'depth',
] as const;
type Column = (typeof COLUMNS)[number];
type Columns = Record<Column, Int32Array>;

/** Where no name and no parent is. */
export const NONE = -1;

/** The table while it is written. */
export class JsonTable {
  readonly #text: string;
  #size = 0;
  #kinds = new Uint8Array(FIRST_SIZE);
  #columns = columnsOf(FIRST_SIZE);
  readonly #repeated = new Set<JsonNode>();

  constructor(text: string) {
    this.#text = text;
  }

  get size(): number {
    return this.#size;
  }

  add(
    kind: JsonKind,
    start: number,
    parent: JsonNode,
    name: { start: number; end: number } | null,
  ): JsonNode {
    if (this.#size === this.#kinds.length) this.#grow();
    const node = this.#size;
    const { parts, depth } = this.#columns;
    this.#size += 1;
    this.#kinds[node] = KINDS.indexOf(kind);
    this.#set('start', node, start);
    this.#set('nameStart', node, name?.start ?? NONE);
    this.#set('nameEnd', node, name?.end ?? NONE);
    this.#set('parent', node, parent);
    this.#set('place', node, parent === NONE ? 0 : (parts[parent] ?? 0));
    this.#set('depth', node, parent === NONE ? 0 : (depth[parent] ?? 0) + 1);
    if (parent !== NONE) this.#set('parts', parent, (parts[parent] ?? 0) + 1);
    return node;
  }

  /** The value is complete: what comes next is not inside it. */
  end(node: JsonNode, end: number): void {
    this.#set('end', node, end);
    this.#set('after', node, this.#size);
  }

  markRepeated(node: JsonNode): void {
    this.#repeated.add(node);
  }

  parentOf(node: JsonNode): JsonNode {
    return this.#columns.parent[node] ?? NONE;
  }

  kindOf(node: JsonNode): JsonKind {
    return KINDS[this.#kinds[node] ?? 0] ?? 'null';
  }

  finished(): JsonDocument {
    const [columns, kinds, repeated] = [this.#columns, this.#kinds, this.#repeated];
    const read = (column: Column) => (node: JsonNode) => columns[column][node] ?? 0;
    const [nameStart, nameEnd, parent] = [read('nameStart'), read('nameEnd'), read('parent')];
    return {
      text: this.#text,
      size: this.#size,
      kindOf: (node) => KINDS[kinds[node] ?? 0] ?? 'null',
      startOf: read('start'),
      endOf: read('end'),
      nameAt: (node) => (nameStart(node) === NONE ? null : { start: nameStart(node), end: nameEnd(node) }),
      parentOf: (node) => (parent(node) === NONE ? null : parent(node)),
      afterOf: read('after'),
      partsOf: read('parts'),
      placeOf: read('place'),
      depthOf: read('depth'),
      isRepeated: (node) => repeated.has(node),
    };
  }

  #set(column: Column, node: JsonNode, value: number): void {
    this.#columns[column][node] = value;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.#kinds);
    const columns = columnsOf(size);
    for (const name of COLUMNS) columns[name].set(this.#columns[name]);
    [this.#kinds, this.#columns] = [kinds, columns];
  }
}

const FIRST_SIZE = 256;

const columnsOf = (size: number): Columns => ({
  start: new Int32Array(size),
  end: new Int32Array(size),
  nameStart: new Int32Array(size),
  nameEnd: new Int32Array(size),
  parent: new Int32Array(size),
  after: new Int32Array(size),
  parts: new Int32Array(size),
  place: new Int32Array(size),
  depth: new Int32Array(size),
});
