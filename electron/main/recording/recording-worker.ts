/**
 * The thread that writes an export or reads a session. It is started for one job, does it, and ends.
 */
import { parentPort } from 'node:worker_threads';
import { assertNever } from '../../../shared/assert-never.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { speakLanguage } from '../../../shared/text/languages.ts';
import { toMonitorError } from '../base/failure.ts';
import { openHistory } from '../history/open-history.ts';
import { openEntrySource, type EntrySource, type Part } from './entry-source.ts';
import { createFileSink } from './file-sink.ts';
import { createPreviewSink } from './preview-sink.ts';
import { RecordingError, troubleFields } from './recording-error.ts';
import type { FromRecording, RecordingJob, ToRecording } from './recording-protocol.ts';
import { runExport } from './run-export.ts';
import { openSessionFile } from './session-reader.ts';
import { unpacking, unpackSession } from './unpack-session.ts';

type JobOf<K extends RecordingJob['kind']> = Extract<RecordingJob, { readonly kind: K }>;

/** A preview looks no further than this. */
const PREVIEWED = 20_000;
/** More often nobody wants to know. */
const REPORT_EVERY_MS = 100;

function tell(message: FromRecording): void {
  parentPort?.postMessage(message);
}

/** Passes on what is told now and then. */
function nowAndThen(pass: (message: () => FromRecording) => void): (message: () => FromRecording) => void {
  let toldAt = -Infinity;
  return (message) => {
    if (performance.now() - toldAt < REPORT_EVERY_MS) return;
    toldAt = performance.now();
    pass(message);
  };
}

const tellNowAndThen = nowAndThen((message) => {
  tell(message());
});

/** Seen without waiting for a message: a job does not give way to one by itself. */
type IsCancelled = () => boolean;

function writeExport({ task, from, path }: JobOf<'export'>, isCancelled: IsCancelled): FromRecording {
  const source = openEntrySource(from);
  try {
    const sink = createFileSink(path);
    const counts = runExport(task, {
      source,
      sink,
      isCancelled,
      report: (progress) => {
        tellNowAndThen(() => ({
          tells: 'progress',
          kind: 'export',
          progress: { ...progress, total: source.total, bytes: sink.bytes() },
        }));
      },
    });
    return { tells: 'done', kind: 'export', result: { ...counts, bytes: sink.bytes() } };
  } finally {
    source.close();
  }
}

function preview({ task, from, lines }: JobOf<'preview'>, isCancelled: IsCancelled): FromRecording {
  const source = openEntrySource(from);
  const sink = createPreviewSink(lines);
  let lookedThrough = 0;
  const isEnough = (): boolean => sink.isFull() || lookedThrough >= PREVIEWED;
  try {
    runExport(task, {
      source: { ...source, parts: () => tellingParts(source) },
      sink,
      isCancelled: () => isEnough() || isCancelled(),
      report: (counts) => {
        lookedThrough = counts.lookedThrough;
      },
    });
  } catch (thrown) {
    const isExpected = thrown instanceof RecordingError && thrown.trouble === 'cancelled' && isEnough();
    if (!isExpected) throw thrown;
  } finally {
    source.close();
  }
  return { tells: 'done', kind: 'preview', result: { lines: sink.lines(), isComplete: !isEnough() } };
}

/** What a preview is for: entries that tell of people, and not of the connection. */
function* tellingParts(source: EntrySource): Iterable<Part> {
  for (const part of source.parts()) {
    const recorded = part.recorded.filter(({ entry: { type } }) => TELLING.has(type));
    yield { positions: recorded.length, recorded };
  }
}

const TELLING: ReadonlySet<TimelineEntry['type']> = new Set(['event', 'refreshed', 'gap']);

async function readSession(
  { path, into }: JobOf<'import'>,
  isCancelled: IsCancelled,
): Promise<FromRecording> {
  const file = await openSessionFile(path);
  const { database } = unpacking(() => openHistory(into, null));
  const result = await unpackSession(file, database, {
    isCancelled,
    report: (progress) => {
      tellNowAndThen(() => ({ tells: 'progress', kind: 'import', progress }));
    },
  });
  return { tells: 'done', kind: 'import', result };
}

async function carryOut(job: RecordingJob, isCancelled: IsCancelled): Promise<FromRecording> {
  switch (job.kind) {
    case 'export':
      return writeExport(job, isCancelled);
    case 'preview':
      return preview(job, isCancelled);
    case 'import':
      return readSession(job, isCancelled);
    default:
      return assertNever(job);
  }
}

function failure(thrown: unknown): FromRecording {
  const details = troubleFields(thrown);
  if (thrown instanceof RecordingError) {
    return { tells: 'failed', trouble: thrown.trouble, message: thrown.message, details };
  }
  return { tells: 'failed', trouble: 'unexpected', message: toMonitorError(thrown).message, details };
}

parentPort?.once('message', ({ job, language, cancelFlag }: ToRecording) => {
  speakLanguage(language);
  const flag = new Int32Array(cancelFlag);
  carryOut(job, () => Atomics.load(flag, 0) !== 0).then(tell, (thrown: unknown) => {
    tell(failure(thrown));
  });
});
