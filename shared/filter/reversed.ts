import type { Compare, Quantity } from './filter.ts';
import { boundsOf, UTC } from './quantities.ts';

export type Range = Extract<Compare, { readonly op: '..' }>;

/**
 * Whether a range ends before it begins, whenever it is asked. Of ends that are told in two ways, such as a time of day
 * and a length of time before now, that cannot be said; two times of day may have midnight between them.
 */
export function isReversed(range: Range): boolean {
  const { from, to } = range;
  if (from === null || to === null || wayOf(from) !== wayOf(to)) return false;
  const { min, below } = boundsOf(range, 0, UTC);
  return min >= below;
}

/** How a quantity is told. What is told in one way has one order, in every zone. */
function wayOf(quantity: Quantity): string {
  if (quantity.unit !== 'moment') return quantity.unit;
  const { moment } = quantity;
  return moment.kind === 'date' && moment.isUtc ? 'date of UTC' : moment.kind;
}
