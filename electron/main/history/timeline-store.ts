import type { EntryQuery } from '../../../shared/ipc/contract.ts';
import type { EntryPage } from '../../../shared/model/snapshot.ts';
import type { MonitorEvent, TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';

/** A record before it is stored: an event gets its number and every record its position from the store. */
export type UnstoredRecord = { readonly at: number } & (
  | { readonly type: 'event'; readonly event: Omit<MonitorEvent, 'seq'> }
  | Exclude<TimelineRecord, { readonly type: 'event' }>
);

/** Keeps the timeline. What `append` answers with may be published: it is stored. */
export interface TimelineStore {
  /** Stores records in order and answers with them as entries. */
  readonly append: (records: readonly UnstoredRecord[]) => Promise<readonly TimelineEntry[]>;
  readonly page: (query: EntryQuery) => Promise<EntryPage>;
  readonly close: () => Promise<void>;
}
