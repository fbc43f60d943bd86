import { createStore } from 'zustand/vanilla';
import { NO_COVERAGE, type Coverage } from '../../../shared/model/coverage.ts';

/** What the main process knows of the time of the profile in use, replaced as a whole by a push. */
export function createCoverageStore() {
  return createStore<Coverage>(() => NO_COVERAGE);
}
