import type { Language } from '../../../shared/text/t.ts';
import type { LogFields } from '../base/logger.ts';
import type { HistoryFile } from '../history/history-protocol.ts';
import type { Whereabouts } from '../history/whereabouts.ts';
import type { ImportedSession } from './import-session.ts';
import type { RecordingTrouble } from './recording-error.ts';
import type { ExportCounts, ExportTask } from './run-export.ts';

/** What a thread is started for; it ends with it. */
export type RecordingJob =
  | { readonly kind: 'export'; readonly task: ExportTask; readonly from: Whereabouts; readonly path: string }
  /** Only the first lines, and into no file. */
  | {
      readonly kind: 'preview';
      readonly task: ExportTask;
      readonly from: Whereabouts;
      readonly lines: number;
    }
  /** `into` is a new file. */
  | { readonly kind: 'import'; readonly path: string; readonly into: HistoryFile };

export type JobKind = RecordingJob['kind'];

export interface JobProgress {
  readonly export: ExportCounts & { readonly total: number; readonly bytes: number };
  readonly preview: never;
  /** How much of the file was read, from 0 to 1. */
  readonly import: number;
}

export interface JobResults {
  readonly export: ExportCounts & { readonly bytes: number };
  readonly preview: { readonly lines: readonly string[]; readonly isComplete: boolean };
  readonly import: ImportedSession;
}

/** What the thread tells: how far it is, now and then, and at last how it ended. */
export type FromRecording =
  | {
      [K in JobKind]: { readonly tells: 'progress'; readonly kind: K; readonly progress: JobProgress[K] };
    }[JobKind]
  | { [K in JobKind]: { readonly tells: 'done'; readonly kind: K; readonly result: JobResults[K] } }[JobKind]
  | {
      readonly tells: 'failed';
      readonly trouble: RecordingTrouble;
      readonly message: string;
      /** What may be logged of the cause. */
      readonly details: LogFields;
    };

/** The only message to the thread. The flag is raised to end the job early: it is seen also by one that never waits. */
export interface ToRecording {
  readonly job: RecordingJob;
  /** For what it says when it fails; what it writes is English. */
  readonly language: Language;
  readonly cancelFlag: SharedArrayBuffer;
}
