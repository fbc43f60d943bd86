import type { Answer, Argument, PushName, Pushes, Verb } from '../../../shared/ipc/contract.ts';
import type { ExportFormat } from '../../../shared/model/recording.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Stored } from '../history/timeline-store.ts';
import type { Recordable } from './recordable.ts';

/** Verbs that the shell answers itself, because they need the operating system's desktop. */
export type ShellVerb = 'copyText' | 'closeWindow' | 'countOverLimit' | 'getLoginItem' | 'setLoginItem';

/** Verbs about files: exports of what the window shows, and recordings that it shows instead. */
export type RecordingVerb =
  'previewExport' | 'exportEntries' | 'cancelExport' | 'showExport' | 'openRecording' | 'controlReplay';

/**
 * The use cases behind the window, without a window: what the shell offers over IPC and what the command line
 * prints. A handler rejects with a `Failure` when it cannot do what was asked.
 */
export interface Monitor {
  readonly handlers: {
    readonly [V in Exclude<Verb, ShellVerb>]: (argument: Argument<V>) => Promise<Answer<V>>;
  };
  /** Listens to one kind of push; the returned function stops it. */
  readonly on: <P extends PushName>(name: P, listener: (payload: Pushes[P]) => void) => () => void;
  /** Listens to everything that is stored of any organisation, whatever the window shows; the returned function stops it. */
  readonly onStored: (listener: (stored: readonly Stored[], profileId: string) => void) => () => void;
  /** Tells the user something that they may dismiss, in the place of what was told under the same id. */
  readonly tell: (notice: Notice) => void;
  /** Tells what the operating system saw. Hints start a probe or skip a wait; they prove nothing. */
  readonly hint: (hint: SystemHint) => void;
  /** Connects what was connected last, or the practice org before the user has chosen anything. */
  readonly start: () => Promise<void>;
  /** Final: afterwards there is no request, no timer, no socket and no listener. */
  readonly stop: () => Promise<void>;
}

/** The organisations as they are; recordings are put around them. */
export interface LiveMonitor extends Omit<Monitor, 'handlers'> {
  readonly handlers: Omit<Monitor['handlers'], RecordingVerb>;
  /** What there is to export. */
  readonly recordable: () => Promise<Recordable>;
  /** Of the one that is shown; null while there is only the practice org. */
  readonly organisationName: () => string | null;
}

/** Asks the user for a file; null when they chose none. */
export interface ChooseFile {
  readonly toSave: (suggestedName: string, format: ExportFormat) => Promise<string | null>;
  readonly toOpen: () => Promise<string | null>;
}

/** Every one gives up idle connections, and each but `suspended` looks at once whether the line is alive. */
export type SystemHint = 'suspended' | 'resumed' | 'locked' | 'unlocked' | 'network-changed';
