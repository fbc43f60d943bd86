import { basename } from 'node:path';
import type { Pushes } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Logger } from '../base/logger.ts';
import { createInOrder } from '../base/in-order.ts';
import type { HistoryFile } from '../history/history-protocol.ts';
import type { TimelineStore } from '../history/timeline-store.ts';
import type { ImportedSession } from '../recording/import-session.ts';
import type { RecentFiles } from '../recording/recent-files.ts';
import { logTrouble, RecordingError } from '../recording/recording-error.ts';
import type { RunningJob, StartJob } from '../recording/recording-thread.ts';
import type { ReplayStores } from '../recording/replay-stores.ts';
import { Replay } from './replay.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** A recording in the place of the organisation. */
export interface StagedReplay {
  readonly replay: Replay;
  readonly timeline: Timeline;
  /** All of it, also what is not shown yet. */
  readonly store: TimelineStore;
  readonly imported: ImportedSession;
}

export interface ReplayStageDeps {
  readonly clock: Clock;
  readonly startJob: StartJob;
  readonly stores: ReplayStores;
  readonly recent: RecentFiles;
  readonly push: <P extends 'replay' | 'entries' | 'updated'>(name: P, payload: Pushes[P]) => void;
  readonly log: Logger;
  readonly onUnexpected: (thrown: unknown) => void;
}

/** Holds the one recording that is shown, or none, and opens it from its file. */
export class ReplayStage {
  readonly #deps: ReplayStageDeps;
  readonly #inOrder = createInOrder();
  #staged: StagedReplay | null = null;
  #opening: RunningJob<'import'> | null = null;
  /** The number of the last picture of any recording. */
  #scene = 0;

  constructor(deps: ReplayStageDeps) {
    this.#deps = deps;
  }

  current(): StagedReplay | null {
    return this.#staged;
  }

  get isOpening(): boolean {
    return this.#opening !== null;
  }

  /** Shows a session in the place of what was shown. False when the user gave it up while it was read. */
  open(path: string): Promise<boolean> {
    return this.#inOrder(async () => {
      await this.#close();
      const into = await this.#deps.stores.begin();
      try {
        this.#staged = this.#stage(path, into, await this.#read(path, into));
        this.#deps.recent.add(path, this.#deps.clock.now());
        this.#staged.replay.play();
        return true;
      } catch (thrown) {
        await this.#deps.stores.remove(into);
        if (isTrouble(thrown, 'cancelled')) return false;
        logTrouble(this.#deps.log, 'A session could not be opened', thrown);
        if (isTrouble(thrown, 'unreadable')) this.#deps.recent.remove(path);
        throw openingFailure(thrown);
      } finally {
        this.#opening = null;
        this.#deps.push('replay', this.#staged?.replay.view() ?? null);
      }
    });
  }

  /** The organisation is shown again; a session that is being read is given up. */
  async leave(): Promise<void> {
    this.#opening?.cancel();
    await this.#inOrder(() => this.#close());
    this.#deps.push('replay', null);
  }

  /** Final, and without a word: nothing of any recording is left. */
  async stop(): Promise<void> {
    this.#opening?.cancel();
    await this.#inOrder(() => this.#close());
    await this.#deps.stores.removeAll();
  }

  /** Unpacks the file in a thread of its own. */
  async #read(path: string, into: HistoryFile): Promise<ImportedSession> {
    const fileName = basename(path);
    const tell = (progress: number): void => {
      this.#deps.push('replay', { phase: 'opening', fileName, progress });
    };
    this.#opening = this.#deps.startJob({ kind: 'import', path, into }, tell);
    tell(0);
    return this.#opening.result;
  }

  #stage(path: string, file: HistoryFile, imported: ImportedSession): StagedReplay {
    const { clock, stores, push, onUnexpected } = this.#deps;
    const store = stores.open(file);
    store.learn(imported.directory);
    this.#scene += 1;
    const replay = new Replay(
      {
        ...{ clock, imported, store, onUnexpected },
        fileName: basename(path),
        changed: (view) => {
          push('replay', view);
        },
        revealed: (entries) => {
          push('entries', entries);
        },
      },
      this.#scene,
    );
    const timeline = createTimeline({
      ...{ clock, push, onUnexpected },
      history: replay.shown,
      names: () => imported.directory,
      // Nothing is written to it.
      behind: () => undefined,
    });
    return { replay, timeline, store, imported };
  }

  async #close(): Promise<void> {
    const former = this.#staged;
    if (former === null) return;
    this.#scene = former.replay.scene;
    this.#staged = null;
    await former.replay.close();
    await this.#deps.stores.removeAll();
  }
}

function isTrouble(thrown: unknown, trouble: RecordingError['trouble']): boolean {
  return thrown instanceof RecordingError && thrown.trouble === trouble;
}

function openingFailure(thrown: unknown): Failure {
  const message = thrown instanceof RecordingError ? thrown.message : t('The session could not be opened.');
  return new Failure({ code: 'recording/unreadable', message }, { cause: thrown });
}
