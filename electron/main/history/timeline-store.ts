import type { EntryQuery } from '../../../shared/ipc/contract.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { HistoryDescription, PlannedDeletion, RetentionPolicy } from '../../../shared/model/history.ts';
import type { CountsPage, CountsQuery } from '../../../shared/model/histogram.ts';
import type { EntryCount, EntryDetail, EntryPage, Neighbours } from '../../../shared/model/snapshot.ts';
import type { Mark, MonitorEvent, TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';
import type { RuleRuns, RunQuery } from '../alerts/rule-run.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What brought an event: the frame as it came, and the body that was read from it. */
export interface Arrival {
  readonly frame: string;
  readonly body: JsonValue;
}

/** Remembers where a record came to stand: `position` is null until it is stored. */
export interface Receipt {
  position: number | null;
}

/** A record before it is stored: an event gets its number and every record its position from the store. */
export type UnstoredRecord = { readonly at: number } & (
  | {
      readonly type: 'event';
      readonly event: Omit<MonitorEvent, 'seq'>;
      readonly arrival: Arrival;
      readonly receipt?: Receipt;
    }
  | Exclude<TimelineRecord, { readonly type: 'event' }>
);

/** What is written: a record, or that an event of an earlier record was delivered once more. */
export type Written = UnstoredRecord | { readonly type: 'repeat'; readonly of: Readonly<Receipt> };

/** An entry that is stored; of an event, also what brought it. */
export interface Stored {
  readonly entry: TimelineEntry;
  readonly arrival: Arrival | null;
}

/** A history as it lies there, whoever's it is. */
export type KeptHistory = Pick<HistoryDescription, 'path' | 'entries' | 'since' | 'usedBytes'>;

/** What can be asked and decided about how a history is kept, beside what is in it. */
export interface HistoryKeeping {
  readonly describe: () => Promise<KeptHistory>;
  /** What a policy would delete as the history is now; null when it would delete nothing. */
  readonly preview: (policy: RetentionPolicy) => Promise<PlannedDeletion | null>;
  /** Deletes in the background what the policy of the profile asks for, which has changed. */
  readonly enforcePolicy: () => void;
  /** Tries at once to store what waits in memory. Answers whether all is stored now. */
  readonly tryAgain: () => Promise<boolean>;
  /** The user has chosen it: a disk that refused is left alone until Vigil quits, or they choose otherwise. */
  readonly stayInMemory: () => void;
}

/** Keeps the timeline. What `append` answers with may be published: it is stored. */
export interface TimelineStore {
  /** Stores records in order and answers with them as entries. */
  readonly append: (records: readonly UnstoredRecord[]) => Promise<readonly Stored[]>;
  /**
   * Counts one more delivery of the event at each position, and answers with the entries as they are now. A position
   * may be named more than once; one that is no longer there is passed over.
   */
  readonly countDeliveries: (positions: readonly number[]) => Promise<readonly TimelineEntry[]>;
  readonly page: (query: EntryQuery) => Promise<EntryPage>;
  /** How many entries match a filter. A count that is under way ends with what it has: one is wanted at a time. */
  readonly count: (filter: string) => Promise<EntryCount>;
  /** How many entries match, by when they were stored: as far as that is counted soon. */
  readonly countByTime: (query: CountsQuery) => Promise<CountsPage>;
  /** The first entry, in the order of the timeline, that was stored at this time or later; null when there is none. */
  readonly positionAt: (at: EpochMs) => Promise<number | null>;
  /** What rules would have done in the last hours, and what goes on: as far back as that is done soon. */
  readonly runRules: (query: RunQuery) => Promise<RuleRuns>;
  /** Null when there is no such entry, or no longer. */
  readonly entry: (position: number) => Promise<EntryDetail | null>;
  /** Where an event stands among those of its topic; null for what is none, or was deleted. */
  readonly neighbours: (position: number) => Promise<Neighbours | null>;
  /** Pins an entry or notes something on it; what is left out stays. Answers with the entry as it is now. */
  readonly mark: (position: number, mark: Partial<Mark>) => Promise<TimelineEntry | null>;
  /** The names that filters stand for from now on. */
  readonly learn: (names: Directory) => void;
  readonly keeping: HistoryKeeping;
  /** Where all of it is, for an export: a thread of its own reads it there. */
  readonly whereabouts: () => Promise<Whereabouts>;
  readonly close: () => Promise<void>;
}
