import type { Directory } from '../../../shared/model/directory.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/** An entry on its way into a file: of an event, with the frame that brought it. */
export interface Recorded {
  readonly entry: TimelineEntry;
  readonly frame: string | null;
}

/** How many entries it stands in the place of: nobody knows what they told of. */
export const missingIn = (entry: TimelineEntry): number =>
  entry.type === 'diagnostic' ? (entry.missing ?? 0) : 0;

/** What was done before to the entries that are exported. */
export interface Origin {
  /** What they were chosen by; empty for all, null where that was removed with the names. */
  readonly filter: string | null;
  readonly isRedacted: boolean;
}

/** Of entries that come from no recording. */
export const ORIGINAL: Origin = { filter: '', isRedacted: false };

/** What a file says of itself before its first entry. */
export interface RecordingFacts {
  readonly appVersion: string;
  readonly exportedAt: EpochMs;
  /** When the first and the last entry that were looked through came; null when there was none. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
  /** Null where it is removed with the names. */
  readonly filter: string | null;
  /** Topics that were subscribed when it was exported. */
  readonly topics: readonly string[];
  /** Null where names are removed. */
  readonly organisation: string | null;
  readonly isRedacted: boolean;
  /** How far the clock of this computer is from that of the service; null when that is not known. */
  readonly clockOffsetMs: number | null;
}

/** The words for ids; null where none is known. */
export interface Naming {
  readonly user: (id: string) => string | null;
  readonly queue: (id: string) => string | null;
  readonly presence: (id: string) => string | null;
  readonly wrapUpCode: (id: string) => string | null;
}

/** Writes one format, piece by piece: what it answers with belongs into the file, in this order. */
export interface EntryWriter {
  readonly begin: (facts: RecordingFacts) => string;
  readonly entry: (recorded: Recorded) => string;
  readonly end: () => string;
}

/** In ISO 8601. What no calendar has stays the number that it is: the service, or a recording, may tell of any moment. */
export function momentText(at: EpochMs): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}

export function namingOf({ users, queues, presences, wrapUpCodes }: Directory): Naming {
  const own = (names: Readonly<Record<string, string>>, id: string): string | null =>
    Object.hasOwn(names, id) ? (names[id] ?? null) : null;
  return {
    user: (id) => own(users, id),
    queue: (id) => own(queues, id),
    presence: (id) => own(presences, id),
    wrapUpCode: (id) => own(wrapUpCodes, id),
  };
}
