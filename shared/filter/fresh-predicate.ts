import type { EpochMs } from '../model/connection-state.ts';
import type { Directory } from '../model/directory.ts';
import type { Predicate } from './candidate.ts';
import type { Filter } from './filter.ts';
import { compilePredicate } from './predicate.ts';
import { SYSTEM_ZONE } from './quantities.ts';

/**
 * The test of a filter with the names that are known and at the time that it is. `names` gives a new object when they
 * changed.
 */
export function freshPredicate(
  filter: Filter,
  { names, now }: { readonly names: () => Directory; readonly now: () => EpochMs },
): () => Predicate {
  let made: { readonly names: Directory; readonly matches: Predicate } | null = null;
  return () => {
    const known = names();
    if (made?.names !== known) {
      const context = {
        names: known,
        zone: SYSTEM_ZONE,
        get now() {
          return now();
        },
      };
      made = { names: known, matches: compilePredicate(filter, context) };
    }
    return made.matches;
  };
}
