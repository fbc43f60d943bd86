import type { JsonValue } from '../genesys/wire.ts';
import { boundsNow } from './bounds-now.ts';
import type { FilterContext, Predicate } from './candidate.ts';
import type { PathLeaf, ValueTest } from './filter.ts';
import { isContainer, someAt, someValue } from './json-walk.ts';
import { matcherOf } from './pattern.ts';
import { isWithin } from './quantities.ts';

/** Whether any value that the path leads to passes. */
export function compilePath({ path, value }: PathLeaf, context: FilterContext): Predicate {
  const single = jsonTest(value, context);
  // A list passes when one of its elements does.
  const test = (found: JsonValue): boolean =>
    Array.isArray(found) ? value.is === 'present' || found.some(single) : single(found);
  if (path.from === 'body') return ({ body }) => body !== undefined && someAt(body, path.steps, test);
  const { key } = path;
  return ({ body }) => body !== undefined && someValue(body, (found, name) => name === key && test(found));
}

/** A test of one value of the body. Null is there only when it is asked for by its name. */
function jsonTest(value: ValueTest, context: FilterContext): (found: JsonValue) => boolean {
  if (value.is === 'present') return (found) => found !== null;
  if (value.is !== 'compare') {
    const matches = matcherOf(value);
    return (found) => !isContainer(found) && matches(String(found));
  }
  const bounds = boundsNow(value.compare, context);
  if (!isOfTimes(value)) return (found) => typeof found === 'number' && isWithin(bounds(), found);
  return (found) => {
    const at = typeof found === 'string' ? timeOf(found) : found;
    return typeof at === 'number' && isWithin(bounds(), at);
  };
}

function isOfTimes({ compare }: ValueTest & { readonly is: 'compare' }): boolean {
  const [first, second] = compare.op === '..' ? [compare.from, compare.to] : [compare.value, null];
  return (first ?? second)?.unit === 'moment';
}

/** Milliseconds since 1970 of an ISO 8601 text; not a number for other texts. */
function timeOf(text: string): number {
  return text.length <= 40 && /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
}
