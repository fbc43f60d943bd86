import type { FilterContext } from './candidate.ts';
import type { Compare } from './filter.ts';
import { boundsOf, type Bounds } from './quantities.ts';

/** What a comparison allows at the time that it is: relative times, such as `today`, are said anew each second. */
export function boundsNow(compare: Compare, context: Pick<FilterContext, 'now' | 'zone'>): () => Bounds {
  let said: { readonly second: number; readonly bounds: Bounds } | null = null;
  return () => {
    const { now, zone } = context;
    const second = Math.floor(now / 1000);
    if (said?.second !== second) said = { second, bounds: boundsOf(compare, now, zone) };
    return said.bounds;
  };
}
