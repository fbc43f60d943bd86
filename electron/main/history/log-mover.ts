import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DiskFile } from './whereabouts.ts';

const MEGABYTE = 1024 ** 2;
/** A log of this length is moved when nothing was stored for a moment, … */
export const WORTH_MOVING_BYTES = 8 * MEGABYTE;
export const QUIET_MS = 100;
/** … and one of this length whatever comes: a burst is stored first and moved later. */
export const MUST_MOVE_BYTES = 192 * MEGABYTE;
/** A rest this small is moved by the writer itself in no time: only then can the log begin anew. */
const REST_BYTES = 2 * MEGABYTE;

/** What the thread is told; it says `moved` after each move, and ends after `close`. */
export type ToLogThread = 'move' | 'close';

/**
 * Moves the log of a history into its file in a thread of its own: that is work for the disk above all, and what is
 * stored meanwhile must not wait for it. It moves again what came meanwhile until little is left.
 */
export interface LogMover {
  /** So many bytes more are in the log. */
  readonly logged: (bytes: number) => void;
  /** Ends the thread; whoever closes the file afterwards is the last to have it open. */
  readonly close: () => Promise<void>;
}

export interface LogMoverOptions {
  readonly file: DiskFile;
  /** The module of the thread. */
  readonly workerPath: string;
  /** Moves what little is left, at once, in the thread that calls. */
  readonly moveRest: () => void;
}

export function createLogMover({ file, workerPath, moveRest }: LogMoverOptions): LogMover {
  let thread: Worker | null = null;
  let loggedBytes = 0;
  let isMoving = false;
  let quiet: NodeJS.Timeout | undefined;

  function start(): Worker {
    const started = new Worker(workerPath, { workerData: file });
    const ended = (): void => {
      if (thread === started) thread = null;
      isMoving = false;
    };
    started.on('message', moved);
    // A disk that refuses says so to whoever stores next; a log that grows on is moved by the writer.
    started.on('error', ended);
    started.on('exit', ended);
    return started;
  }

  function tell(to: Worker, what: ToLogThread): void {
    to.postMessage(what);
  }

  function move(): void {
    if (isMoving) return;
    isMoving = true;
    loggedBytes = 0;
    thread ??= start();
    tell(thread, 'move');
  }

  function moved(): void {
    isMoving = false;
    if (loggedBytes > REST_BYTES) {
      move();
      return;
    }
    loggedBytes = 0;
    moveRest();
  }

  return {
    logged: (bytes) => {
      loggedBytes += bytes;
      clearTimeout(quiet);
      if (loggedBytes >= MUST_MOVE_BYTES) move();
      else if (loggedBytes >= WORTH_MOVING_BYTES) quiet = setTimeout(move, QUIET_MS);
    },
    close: async () => {
      clearTimeout(quiet);
      const closing = thread;
      if (closing === null) return;
      const gone = once(closing, 'exit');
      tell(closing, 'close');
      await gone.catch(() => undefined);
    },
  };
}
