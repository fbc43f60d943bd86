import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { judgeTrust, type Trust } from '../../../../shared/model/trust.ts';
import { useCoverage } from '../../app-context.ts';

/** The trust in the shift that ends now: an open gap lowers it while it is looked at. */
export function useTrust(now: EpochMs): Trust {
  return judgeTrust(
    useCoverage((coverage) => coverage),
    now,
  );
}
