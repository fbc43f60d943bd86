import { FIELDS } from '../../../../shared/filter/fields.ts';
import { isLeaf, type Filter } from '../../../../shared/filter/filter.ts';
import { t } from '../../../../shared/text/t.ts';

/** A name that is no field is a key of the JSON. When it is nearly a field, it may be a slip: says so, or null. */
export function slipText(filter: Filter): string | null {
  for (const key of keysOf(filter)) {
    const field = nearest(key);
    if (field !== null) {
      return t('{key} is no field, so it is looked for as a key of the JSON. Did you mean {field}?', {
        key,
        field,
      });
    }
  }
  return null;
}

/** The keys that are looked for at any depth. */
function keysOf(filter: Filter): readonly string[] {
  if (isLeaf(filter))
    return filter.kind === 'path' && filter.path.from === 'anywhere' ? [filter.path.key] : [];
  if (filter.kind === 'all') return [];
  return filter.kind === 'not' ? keysOf(filter.part) : filter.parts.flatMap(keysOf);
}

const MAX_SLIPS = 2;
/** In shorter names everything is near to everything. */
const MIN_LENGTH = 4;

function nearest(key: string): string | null {
  if (key.length < MIN_LENGTH) return null;
  const near = FIELDS.map(({ name }) => ({ name, distance: distanceOf(key.toLowerCase(), name) }))
    .filter(({ distance }) => distance <= Math.min(MAX_SLIPS, Math.floor(key.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name ?? null;
}

/** How many letters have to be put in, taken out or replaced to make one word of another (V. Levenshtein, 1965). */
function distanceOf(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_SLIPS) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= b.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (a[at - 1] === b[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
