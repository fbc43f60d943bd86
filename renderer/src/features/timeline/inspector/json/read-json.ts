import { JsonTable, NONE, type JsonDocument, type JsonNode } from './document.ts';

export type JsonReading =
  | { readonly ok: true; readonly document: JsonDocument }
  /** `broken`: the text is no JSON. `too-many`: it has more values than a tree can hold. */
  | { readonly ok: false; readonly why: 'broken' | 'too-many' };

/** So many lines of a tree are about as high as a page of the window can be. */
export const MOST_VALUES = 1_000_000;

const VALUES_AT_ONCE = 2_000;

/**
 * Reads a JSON text. It pauses after every couple of thousand values, so that a large one can be read in small steps;
 * it neither recurses nor builds what it reads, so neither depth nor names can harm it.
 */
export function* readJson(text: string): Generator<undefined, JsonReading> {
  const reader = new Reader(text);
  while (!reader.isDone) {
    if (!reader.step()) return { ok: false, why: 'broken' };
    if (reader.table.size > MOST_VALUES) return { ok: false, why: 'too-many' };
    if (reader.table.size % VALUES_AT_ONCE === 0) yield;
  }
  return { ok: true, document: reader.table.finished() };
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = [
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['null', 'null'],
] as const;
/** What a string must be decoded for, or cannot have at all. */
const UNUSUAL = /[\\\u0000-\u001f]/;

interface Span {
  readonly start: number;
  readonly end: number;
}

class Reader {
  readonly table: JsonTable;
  readonly #text: string;
  #at = 0;
  /** The object or list that is being read; `NONE` outside the outermost. */
  #within: JsonNode = NONE;
  /** The names of each object that is being read, once it has two. */
  readonly #names = new Map<JsonNode, Set<string>>();
  readonly #firstNames = new Map<JsonNode, string>();
  isDone = false;

  constructor(text: string) {
    this.#text = text;
    this.table = new JsonTable(text);
    this.#skipSpace();
  }

  /** Reads one value, and the brackets that close behind it. False when the text is no JSON. */
  step(): boolean {
    let name: Span | null = null;
    if (this.#within !== NONE && this.table.kindOf(this.#within) === 'object') {
      name = this.#name();
      if (name === null) return false;
    }
    if (!this.#value(name)) return false;
    return this.#afterValue();
  }

  #name(): Span | null {
    const name = this.#string();
    this.#skipSpace();
    if (name === null || !this.#take(':')) return null;
    this.#skipSpace();
    return name;
  }

  #value(name: Span | null): boolean {
    const start = this.#at;
    const first = this.#text[start];
    if (first === '{' || first === '[') return this.#open(first === '{' ? 'object' : 'array', name);
    const kind = this.#scalar(first);
    if (kind === null) return false;
    const node = this.table.add(kind, start, this.#within, name);
    this.table.end(node, this.#at);
    if (name !== null) this.#noteName(node, name);
    return true;
  }

  #open(kind: 'object' | 'array', name: Span | null): boolean {
    const node = this.table.add(kind, this.#at, this.#within, name);
    if (name !== null) this.#noteName(node, name);
    this.#at += 1;
    this.#within = node;
    this.#skipSpace();
    return true;
  }

  #scalar(first: string | undefined): 'string' | 'number' | 'boolean' | 'null' | null {
    if (first === '"') return this.#string() === null ? null : 'string';
    for (const [word, kind] of WORDS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return kind;
    }
    NUMBER.lastIndex = this.#at;
    if (!NUMBER.test(this.#text)) return null;
    this.#at = NUMBER.lastIndex;
    return 'number';
  }

  /** Closes what ends here. An object or list that has just begun and goes on is left at its first value. */
  #afterValue(): boolean {
    for (;;) {
      const node = this.#within;
      if (node === NONE) {
        this.#skipSpace();
        this.isDone = true;
        return this.#at === this.#text.length;
      }
      const close = this.table.kindOf(node) === 'object' ? '}' : ']';
      const hasBegunNow = node === this.table.size - 1;
      this.#skipSpace();
      if (!this.#take(close)) {
        if (hasBegunNow) return true;
        if (!this.#take(',')) return false;
        this.#skipSpace();
        return true;
      }
      this.table.end(node, this.#at);
      this.#names.delete(node);
      this.#firstNames.delete(node);
      this.#within = this.table.parentOf(node);
    }
  }

  /** The quotes included; null when there is no string here. */
  #string(): Span | null {
    const start = this.#at;
    if (this.#text[start] !== '"') return null;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
      if (end === -1) return null;
    } while (isEscaped(this.#text, end));
    this.#at = end + 1;
    const span = { start, end: this.#at };
    const source = this.#text.slice(start, this.#at);
    return UNUSUAL.test(source) && decoded(source) === null ? null : span;
  }

  #noteName(node: JsonNode, { start, end }: Span): void {
    const object = this.#within;
    const source = this.#text.slice(start, end);
    const name = source.includes('\\') ? (decoded(source) ?? source) : source.slice(1, -1);
    const first = this.#firstNames.get(object);
    if (first === undefined) {
      this.#firstNames.set(object, name);
      return;
    }
    const names = this.#names.get(object) ?? new Set([first]);
    if (names.has(name)) this.table.markRepeated(node);
    names.add(name);
    this.#names.set(object, names);
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

/** What a string in quotes says; null when it is none. */
export function decoded(source: string): string | null {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
