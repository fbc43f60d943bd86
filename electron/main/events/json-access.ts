import type { JsonValue } from '../../../shared/genesys/wire.ts';

/** Follows a path of keys; undefined where it ends early. Bodies are the service's, so nothing is assumed. */
export function at(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let current = value;
  for (const key of path) {
    if (!isRecord(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

export function textAt(value: JsonValue | undefined, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : null;
}

export function numberAt(value: JsonValue | undefined, ...path: readonly string[]): number | null {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : null;
}

export function listAt(value: JsonValue | undefined, ...path: readonly string[]): readonly JsonValue[] {
  const found = at(value, ...path);
  return isList(found) ? found : [];
}

/** What was read last: a body is read by several, each for the same moments. */
let lastText = '';
let lastTime = NaN;

/** Milliseconds since 1970 of an ISO 8601 text, or null. */
export function timeAt(value: JsonValue | undefined, ...path: readonly string[]): number | null {
  const text = textAt(value, ...path) ?? '';
  if (text !== lastText) [lastText, lastTime] = [text, Date.parse(text)];
  return Number.isNaN(lastTime) ? null : lastTime;
}

function isRecord(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
