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
  readonly end: () => Promise<void>;
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: HistoryError) => void;
}

/** Starts a thread; when it ends, whatever it has not answered is refused. */
export function startThread<Request, Answer extends { readonly id: number }>(
  workerPath: string,
): AskedThread<Request, Answer> {
  const worker = new Worker(workerPath);
  const waiting = new Map<number, Waiting<Answer>>();
  let lastId = 0;
  let ended: HistoryError | null = null;

  function give(error: HistoryError): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  worker.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
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
        waiting.set(lastId, { resolve, reject });
        const message: Asked<Request> = { id: lastId, request };
        worker.postMessage(message);
      }),
    hasEnded: () => ended !== null,
    end: async () => {
      await worker.terminate();
    },
  };
}
