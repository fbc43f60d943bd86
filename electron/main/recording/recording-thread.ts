import { Worker } from 'node:worker_threads';
import { spokenLanguage, t } from '../../../shared/text/t.ts';
import { RecordingError } from './recording-error.ts';
import {
  type FromRecording,
  type JobKind,
  type JobProgress,
  type JobResults,
  type RecordingJob,
  type ToRecording,
} from './recording-protocol.ts';

type JobOf<K extends JobKind> = Extract<RecordingJob, { readonly kind: K }>;

/** A job under way in a thread of its own. */
export interface RunningJob<K extends JobKind> {
  /** Rejects with a `RecordingError`. When it is settled, the thread has ended. */
  readonly result: Promise<JobResults[K]>;
  /** Asks it to end early; `result` then rejects with `cancelled`, unless it was done. */
  readonly cancel: () => void;
}

export type StartJob = <K extends JobKind>(
  job: JobOf<K>,
  report?: (progress: JobProgress[K]) => void,
) => RunningJob<K>;

/** Starts jobs, each in a thread of the module at `workerPath`. */
export function createRecordingThreads(workerPath: string): StartJob {
  return <K extends JobKind>(
    job: JobOf<K>,
    report: (progress: JobProgress[K]) => void = () => undefined,
  ): RunningJob<K> => {
    const worker = new Worker(workerPath);
    const cancelFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    worker.postMessage({ job, language: spokenLanguage(), cancelFlag } satisfies ToRecording);
    return {
      result: resultOf(worker, job.kind, report),
      cancel: () => {
        Atomics.store(new Int32Array(cancelFlag), 0, 1);
      },
    };
  };
}

async function resultOf<K extends JobKind>(
  worker: Worker,
  kind: K,
  report: (progress: JobProgress[K]) => void,
): Promise<JobResults[K]> {
  // It ends by itself, when its job is done: ended from outside in the midst of a call, it could take the process along.
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
    });
  });
  try {
    return await new Promise<JobResults[K]>((resolve, reject) => {
      worker.on('message', (told: FromRecording) => {
        if (told.tells === 'failed') {
          reject(new RecordingError(told.trouble, told.message, { details: told.details }));
        } else if (isProgress(told, kind)) report(told.progress);
        else if (isDone(told, kind)) resolve(told.result);
      });
      worker.on('error', (thrown) => {
        reject(brokenOff(thrown));
      });
      worker.on('exit', () => {
        reject(brokenOff());
      });
    });
  } finally {
    await gone;
  }
}

const brokenOff = (cause?: unknown): RecordingError =>
  new RecordingError(
    'unexpected',
    t('The work on the file broke off, because its part of Vigil ended. Try again; the log has the details.'),
    { cause },
  );

type ProgressOf<K extends JobKind> = {
  readonly tells: 'progress';
  readonly kind: K;
  readonly progress: JobProgress[K];
};
type DoneOf<K extends JobKind> = { readonly tells: 'done'; readonly kind: K; readonly result: JobResults[K] };

function isProgress<K extends JobKind>(told: FromRecording, kind: K): told is FromRecording & ProgressOf<K> {
  return told.tells === 'progress' && told.kind === kind;
}

function isDone<K extends JobKind>(told: FromRecording, kind: K): told is FromRecording & DoneOf<K> {
  return told.tells === 'done' && told.kind === kind;
}
