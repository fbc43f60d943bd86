import { Worker } from 'node:worker_threads';
import { HistoryError } from './history-protocol.ts';

/** What is sent to a thread; its answer carries the same number. */
export interface Asked<Request> {
  readonly id: number;
  readonly request: Request;
}

/** A thread that is asked one thing after another, and answers each. */
export interface AskedThread<Request, Answer> {
  /** Rejects with a `HistoryError` when the thread has ended. */
  readonly send: (request: Request) => Promise<Answer>;
  readonly hasEnded: () => boolean;
  /**
   * Resolves when it has ended, which it does by itself when it is asked to close. To end it from outside would end the
   * whole process where it happens in the midst of a call of the database.
   */
  readonly gone: () => Promise<void>;
}

/** What a thread makes is soon done with. Left to itself V8 takes more for it under load, and gives that back minutes later. */
const YOUNG_GENERATION_MB = 16;

interface Waiting<Answer> {
  readonly id: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: HistoryError) => void;
}

/** Starts a thread; when it ends, whatever it has not answered is refused. */
export function startThread<Request, Answer extends { readonly id: number }>(
  workerPath: string,
): AskedThread<Request, Answer> {
  const worker = new Worker(workerPath, {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  // Few at a time, and no map: as its table grows old, it keeps all that come after it alive, with what they ask.
  let waiting: readonly Waiting<Answer>[] = [];
  let lastId = 0;
  let ended: HistoryError | null = null;
  const exit = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });

  function give(error: HistoryError): void {
    ended ??= error;
    const unanswered = waiting;
    waiting = [];
    for (const { reject } of unanswered) reject(error);
  }

  worker.on('message', (answer: Answer) => {
    const asked = waiting.find(({ id }) => id === answer.id);
    waiting = waiting.filter((other) => other !== asked);
    asked?.resolve(answer);
  });
  worker.on('error', (thrown) => {
    give(new HistoryError('unexpected', 'thread failed', { cause: thrown }));
  });
  worker.on('exit', () => {
    give(new HistoryError('unexpected', 'thread ended'));
  });

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(ended);
          return;
        }
        lastId += 1;
        waiting = [...waiting, { id: lastId, resolve, reject }];
        const message: Asked<Request> = { id: lastId, request };
        worker.postMessage(message);
      }),
    hasEnded: () => ended !== null,
    gone: () => exit,
  };
}
