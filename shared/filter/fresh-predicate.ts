import type { EpochMs } from '../model/connection-state.ts';
import type { Directory } from '../model/directory.ts';
import type { Predicate } from './candidate.ts';
import type { Filter } from './filter.ts';
import { compilePredicate } from './predicate.ts';
import { SYSTEM_ZONE } from './quantities.ts';

/** Relative times, such as `today`, are said anew this often. */
const GOOD_FOR_MS = 60_000;

/**
 * The test of a filter with the names that are known and at the time that it is. `names` gives a new object when they
 * changed.
 */
export function freshPredicate(
  filter: Filter,
  { names, now }: { readonly names: () => Directory; readonly now: () => EpochMs },
): () => Predicate {
  let made: { readonly names: Directory; readonly at: EpochMs; readonly matches: Predicate } | null = null;
  return () => {
    const [known, at] = [names(), now()];
    if (made?.names !== known || Math.abs(at - made.at) >= GOOD_FOR_MS) {
      made = {
        names: known,
        at,
        matches: compilePredicate(filter, { names: known, now: at, zone: SYSTEM_ZONE }),
      };
    }
    return made.matches;
  };
}
