import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Change, Mark, MonitorEvent, Subject, TimelineEntry } from '../../../shared/model/timeline.ts';
import type { Cut, Survey } from './retention.ts';

/** Where a history is kept, and under which key. */
export interface HistoryFile {
  readonly folder: string;
  /** Whose history it is; the names of all its files begin with it. */
  readonly name: string;
  /** 32 random bytes as 64 hexadecimal digits. */
  readonly key: string;
}

/** An entry on its way to the disk: what it is found by, and the rest as JSON. */
export interface Row {
  readonly position: number;
  readonly at: EpochMs;
  readonly type: TimelineEntry['type'];
  /** The number of an event; null for what is none. */
  readonly seq: number | null;
  readonly record: string;
  /** The frame that brought an event; null for what is none. */
  readonly frame: string | null;
  /** The mark of one that is held in memory; on disk it has a table of its own. */
  readonly is_pinned?: 0 | 1;
  readonly note?: string;
}

type ColumnsOf<Value> = { readonly [Name in keyof Value]-?: Value[Name][] };

/** An event without an object in it: of its changes, how many there are. */
type FlatEvent = Omit<MonitorEvent, 'subject' | 'changes' | 'entity' | 'deliveries'> & {
  readonly position: number;
  readonly at: EpochMs;
  readonly frame: string | null;
  readonly subjectKind: Subject['kind'];
  readonly subjectId: string | null;
  readonly entity: string | undefined;
  readonly deliveries: number | undefined;
  readonly changes: number;
};

/**
 * Entries as they pass from thread to thread. Nearly all are events, and those go by column: a list of objects would take
 * twice as long, and to write each as JSON is left to the thread that stores it. Marks have a table of their own.
 */
export interface EntryColumns {
  readonly events: ColumnsOf<FlatEvent>;
  /** Those of all events, in their order. */
  readonly changes: ColumnsOf<Change>;
  readonly others: readonly Row[];
}

/** Why a history cannot be opened, written or read. */
export type HistoryTrouble =
  /** The disk is full. */
  | 'full'
  /** The folder or the file refuses it. */
  | 'unwritable'
  /** Another process has the file. */
  | 'busy'
  /** What is in the file is damaged. */
  | 'corrupt'
  /** The file is no database. */
  | 'unreadable'
  /** A newer Vigil has written it in a form that this one does not know. */
  | 'newer'
  /** The key cannot be had from the keychain. */
  | 'locked'
  /** The thread that works on the file has ended, or something that nobody foresaw. */
  | 'unexpected';

/** A file that could not be used is kept at `path`, and a new one was begun. */
export interface SetAside {
  readonly path: string;
  readonly why: 'corrupt' | 'unreadable' | 'other-key';
}

export interface SettingAside {
  readonly why: 'corrupt' | 'unreadable';
  readonly at: EpochMs;
}

export interface OpenedHistory {
  readonly lastPosition: number;
  readonly lastSeq: number;
  readonly path: string;
  readonly setAside: SetAside | null;
}

/** What the thread is asked; one answer to each, in order. */
export type HistoryRequest =
  /** With `setAside`, the file that is there is set aside first, at this moment. */
  | { readonly kind: 'open'; readonly file: HistoryFile; readonly setAside: SettingAside | null }
  /** Stores all entries or none. A position that is stored already is stored anew. */
  | { readonly kind: 'append'; readonly entries: EntryColumns }
  /** Counts one more delivery of the event at each position. */
  | { readonly kind: 'count-deliveries'; readonly positions: readonly number[] }
  /** Pins an entry or notes something on it; what is left out stays. */
  | { readonly kind: 'mark'; readonly position: number; readonly mark: Partial<Mark> }
  /** What a decision about retention needs to know. */
  | { readonly kind: 'survey'; readonly olderThan: EpochMs; readonly now: EpochMs }
  /** What would stand at the end of a deletion. */
  | { readonly kind: 'cut'; readonly through: number }
  /** Deletes at most `limit` of the oldest rows, up to and with a position. */
  | { readonly kind: 'trim'; readonly through: number; readonly limit: number }
  /** `isSound`: nothing was found wrong with the file, so the next start may trust it. */
  | { readonly kind: 'close'; readonly isSound: boolean };

/** What each request is answered with. */
export interface HistoryResults {
  readonly open: OpenedHistory;
  readonly append: null;
  /** The entries that changed, as they are now. */
  readonly 'count-deliveries': readonly TimelineEntry[];
  /** False when there is no such entry, or no longer. */
  readonly mark: boolean;
  readonly survey: Survey;
  readonly cut: Cut;
  /** How many rows were deleted. */
  readonly trim: number;
  readonly close: null;
}

export type HistoryKind = HistoryRequest['kind'];

export type FromWorker = { readonly id: number } & (
  | { [K in HistoryKind]: { readonly kind: K; readonly result: HistoryResults[K] } }[HistoryKind]
  | { readonly kind: 'failed'; readonly trouble: HistoryTrouble; readonly detail: string }
);

/** What a request is refused with. `detail` is for the log: a code of the database or the system, never content. */
export class HistoryError extends Error {
  readonly trouble: HistoryTrouble;
  readonly code: string;

  constructor(trouble: HistoryTrouble, detail: string, options?: ErrorOptions) {
    super(`The history cannot be used: ${trouble} (${detail}).`, options);
    this.name = 'HistoryError';
    this.trouble = trouble;
    this.code = detail;
  }
}
