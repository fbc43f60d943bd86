import type { EpochMs } from './connection-state.ts';
import type { MonitorError } from './monitor-error.ts';

/** `session` can be opened again and replayed; the others are for other tools. */
export type ExportFormat = 'session' | 'csv' | 'har';

/** What is to be written, and how. */
export interface ExportRequest {
  readonly format: ExportFormat;
  /** In the filter language; empty for all entries. Gaps are written whatever it says. */
  readonly filter: string;
  /** Names, ids, numbers, addresses and free text give way to pseudonyms. */
  readonly isRedacted: boolean;
  /** Only entries that came from this moment on, and up to that one, and gaps that reach into that; null for no bound. */
  readonly from: EpochMs | null;
  readonly to: EpochMs | null;
}

/** The first lines of what would be written, as they would be written. */
export interface ExportPreview {
  readonly lines: readonly string[];
  /** The whole is no longer than this. */
  readonly isComplete: boolean;
}

/** An export under way. */
export interface ExportProgress {
  readonly path: string;
  readonly format: ExportFormat;
  readonly isRedacted: boolean;
  /** Entries looked through so far, of so many. */
  readonly lookedThrough: number;
  readonly total: number;
  /** Entries written so far: those that match, and gaps. */
  readonly written: number;
  readonly bytes: number;
}

/** An export that came to its end. */
export interface FinishedExport {
  readonly id: string;
  readonly path: string;
  readonly format: ExportFormat;
  readonly isRedacted: boolean;
  readonly at: EpochMs;
  readonly result:
    | { readonly kind: 'written'; readonly entries: number; readonly bytes: number }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed'; readonly error: MonitorError };
}

/** A session file that was written or opened lately. */
export interface RecentRecording {
  readonly path: string;
  readonly at: EpochMs;
}

export interface ExportsView {
  readonly running: ExportProgress | null;
  /** Those of this run, newest first. */
  readonly finished: readonly FinishedExport[];
  readonly recent: readonly RecentRecording[];
}

export const NO_EXPORTS: ExportsView = { running: null, finished: [], recent: [] };

/** So fast as it was, and up to twenty times as fast. */
export const REPLAY_SPEEDS = [0.5, 1, 2, 5, 10, 20] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

/** A stretch of a recording that nothing was heard in. */
export interface RecordedGap {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The recording that the window shows in the place of the organisation. */
export type ReplayView =
  | {
      readonly phase: 'opening';
      readonly fileName: string;
      /** How much of the file was read, from 0 to 1. */
      readonly progress: number;
    }
  | {
      readonly phase: 'open';
      /** Another one for each opening, and after each jump: what was shown before no longer belongs to it. */
      readonly scene: number;
      readonly fileName: string;
      readonly isRedacted: boolean;
      /** The filter that the recording was exported with; empty for all entries, null where it was removed. */
      readonly filter: string | null;
      /** Whose it is; null where that was removed. */
      readonly organisation: string | null;
      /** When the first and the last entry were recorded. */
      readonly from: EpochMs;
      readonly to: EpochMs;
      readonly entries: number;
      /** The longest gaps, in order, at most `MOST_GAPS_SHOWN`. */
      readonly gaps: readonly RecordedGap[];
      /** The moment of the recording that is shown. */
      readonly at: EpochMs;
      /** The last entry that is shown; 0 before the first. */
      readonly position: number;
      readonly isPlaying: boolean;
      readonly speed: ReplaySpeed;
    };

export const MOST_GAPS_SHOWN = 200;

/** `next` is the next entry that matches the watched filter. */
export type ReplayMove =
  | { readonly command: 'play' | 'pause' | 'next' | 'end' }
  | { readonly command: 'seek'; readonly at: EpochMs }
  | { readonly command: 'speed'; readonly speed: ReplaySpeed };

export type ReplayCommand = ReplayMove | { readonly command: 'leave' };
