import type { JsonValue } from '../../../shared/genesys/wire.ts';

const MOST_FIELDS = 4;
const LONGEST_VALUE = 40;
const LONGEST_TEXT = 120;
/** So many parts of a body are looked at. */
const MOST_PARTS = 200;

/** Ids and moments fill a line and tell little. */
const NOISE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^\d{4}-\d{2}-\d{2}T/i;

/**
 * A few words on a body that nothing is known about: its first plain fields from the outside in; empty when it has none.
 * They are the service's own characters, to be made safe by whoever shows them.
 */
export function previewOf(body: JsonValue): string {
  if (typeof body !== 'object' || body === null) return briefly(String(body), LONGEST_TEXT);
  const words: string[] = [];
  const parts: [name: string, value: JsonValue][] = firstParts(body);
  for (let index = 0; index < Math.min(parts.length, MOST_PARTS) && words.length < MOST_FIELDS; index += 1) {
    const [name, value] = parts[index] ?? ['', null];
    if (typeof value === 'object') {
      if (value !== null) parts.push(...firstParts(value));
    } else if (!NOISE.test(String(value).slice(0, LONGEST_TEXT))) {
      words.push(`${briefly(name, LONGEST_VALUE)}: ${briefly(String(value), LONGEST_VALUE)}`);
    }
  }
  return words.join(' · ');
}

function firstParts(value: JsonValue): [name: string, value: JsonValue][] {
  return typeof value === 'object' && value !== null ? Object.entries(value).slice(0, MOST_PARTS) : [];
}

function briefly(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
