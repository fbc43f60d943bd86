import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import { clipped, visibleText } from '../../../wording/safe-text.ts';
import { plural } from '../../../wording/time.ts';

/** One line of the tree. Paths are lists of keys, so that a key with a dot in it stays one key. */
export interface JsonRow {
  /** The path as one string; equal for equal paths only. */
  readonly id: string;
  readonly path: readonly (string | number)[];
  readonly label: string | null;
  readonly value: JsonValue;
  readonly level: number;
  /** Null for values without parts. */
  readonly isOpen: boolean | null;
  readonly place: number;
  readonly siblings: number;
}

export const pathId = (path: readonly (string | number)[]): string => JSON.stringify(path);

type Container = readonly JsonValue[] | { readonly [key: string]: JsonValue };

const isContainer = (value: JsonValue): value is Container => typeof value === 'object' && value !== null;

const isEmpty = (value: Container): boolean => Object.keys(value).length === 0;

function partsOf(value: Container): readonly (readonly [string | number, JsonValue])[] {
  return isList(value) ? value.map((part, index) => [index, part] as const) : Object.entries(value);
}

const isList = (value: Container): value is readonly JsonValue[] => Array.isArray(value);

/**
 * The lines of a tree in which some paths are open. Only what is open is walked, without recursion, so neither the
 * size nor the depth of a body matters before someone opens it.
 */
export function jsonRows(root: JsonValue, open: ReadonlySet<string>): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  const pending: JsonRow[] = [rowOf([], null, root, 1, 1, 1, open)];
  for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
    rows.push(row);
    if (row.isOpen !== true || !isContainer(row.value)) continue;
    const parts = partsOf(row.value);
    for (let index = parts.length - 1; index >= 0; index -= 1) {
      const part = parts[index];
      if (part === undefined) continue;
      const [key, value] = part;
      pending.push(
        rowOf([...row.path, key], String(key), value, row.level + 1, index + 1, parts.length, open),
      );
    }
  }
  return rows;
}

function rowOf(
  path: readonly (string | number)[],
  key: string | null,
  value: JsonValue,
  level: number,
  place: number,
  siblings: number,
  open: ReadonlySet<string>,
): JsonRow {
  const id = pathId(path);
  const canOpen = isContainer(value) && !isEmpty(value);
  const label = key === null ? null : clipped(visibleText(key), MAX_LABEL_LENGTH);
  return { id, path, label, value, level, isOpen: canOpen ? open.has(id) : null, place, siblings };
}

const MAX_LABEL_LENGTH = 200;
const MAX_SHOWN_LENGTH = 2000;

/** What stands behind the label: the value, or how much is inside. */
export function jsonSummary(value: JsonValue): string {
  if (isContainer(value)) {
    if (isList(value)) return value.length === 0 ? '[ ]' : `[ ${plural(value.length, 'item')} ]`;
    const size = Object.keys(value).length;
    return size === 0 ? '{ }' : `{ ${plural(size, 'field')} }`;
  }
  return typeof value === 'string' ? `"${clipped(visibleText(value), MAX_SHOWN_LENGTH)}"` : String(value);
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** `body.presenceDefinition.id`, `body.list[0]["odd key"]`: a path as a programmer writes it. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`;
    return IDENTIFIER.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, 'body');
}

/** A value as JSON text, indented. Answers null when it is nested too deeply to be printed. */
export function jsonText(value: JsonValue): string | null {
  try {
    return JSON.stringify(value, null, 2);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
