import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { EntryCount, EntryDetail, EntryPage, Neighbours } from '../../../../shared/model/snapshot.ts';
import type { RuleRuns, RunQuery } from '../../alerts/rule-run.ts';
import type { HistoryTrouble } from '../history-protocol.ts';

/**
 * What the reading thread is asked. What takes long is done in slices, in turns with whatever else was asked, and
 * within a time that it keeps by itself.
 */
export type SearchRequest =
  /** The thread that writes has it open already, and has brought it to the newest version. */
  | { readonly kind: 'open'; readonly path: string; readonly key: string }
  /** The names that filters stand for from now on. */
  | { readonly kind: 'names'; readonly names: Directory }
  | { readonly kind: 'page'; readonly query: EntryQuery; readonly now: EpochMs }
  /** Ends a count that is under way: that one answers with what it has counted. */
  | { readonly kind: 'count'; readonly filter: string; readonly now: EpochMs }
  | { readonly kind: 'count-by-time'; readonly query: CountsQuery; readonly now: EpochMs }
  | { readonly kind: 'entry'; readonly position: number }
  | { readonly kind: 'neighbours'; readonly position: number }
  | { readonly kind: 'position-at'; readonly at: EpochMs }
  | { readonly kind: 'run-rules'; readonly query: RunQuery; readonly now: EpochMs }
  | { readonly kind: 'close' };

/** What each request is answered with. */
export interface SearchResults {
  readonly open: null;
  readonly names: null;
  readonly page: EntryPage;
  readonly count: EntryCount;
  readonly 'count-by-time': CountsPage;
  readonly entry: EntryDetail | null;
  readonly neighbours: Neighbours | null;
  /** Null when every entry is older. */
  readonly 'position-at': number | null;
  readonly 'run-rules': RuleRuns;
  readonly close: null;
}

export type SearchKind = SearchRequest['kind'];

/** What a request cost the thread. Nothing of what was asked or found is in it: it is for the log. */
export interface Effort {
  readonly ms: number;
  /** Rows that were looked at. */
  readonly rows: number;
}

export type SearchAnswer = { readonly id: number; readonly effort: Effort } & (
  | { [K in SearchKind]: { readonly kind: K; readonly result: SearchResults[K] } }[SearchKind]
  | { readonly kind: 'failed'; readonly trouble: HistoryTrouble; readonly detail: string }
);
