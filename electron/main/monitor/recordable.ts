import type { Directory } from '../../../shared/model/directory.ts';
import type { Whereabouts } from '../history/whereabouts.ts';

/** What an export has to know of the timeline that the window shows. */
export interface Recordable {
  /** Everything that happened so far is there. */
  readonly whereabouts: Whereabouts;
  readonly directory: Directory;
  readonly topics: readonly string[];
  /** By name; null where it is not known. */
  readonly organisation: string | null;
  readonly clockOffsetMs: number | null;
  /** Secrets in use, for the last look before anything leaves. */
  readonly secrets: readonly string[];
}
