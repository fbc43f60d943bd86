/**
 * The thread that works on the file of one history. It is asked one thing at a time and answers each.
 */
import { extname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Asked } from './asked-thread.ts';
import { bytesOf, rowsOf } from './entry-columns.ts';
import type { HistoryDatabase } from './history-database.ts';
import { HistoryError, type FromWorker, type HistoryRequest } from './history-protocol.ts';
import { createLogMover, type LogMover } from './log-mover.ts';
import { openHistory } from './open-history.ts';
import { IndexKeeper } from './search/index-keeper.ts';
import { toHistoryError } from './trouble.ts';

/** Beside this one, as source and as it is built. */
const LOG_WORKER_PATH = join(import.meta.dirname, `log-worker${extname(import.meta.filename)}`);

let database: HistoryDatabase | null = null;
let log: LogMover | null = null;

const keeper = new IndexKeeper({
  indexNext: (limit) => {
    try {
      return database?.indexNext(limit) ?? 0;
    } catch {
      // A full or damaged disk: whoever stores or reads next says so. What is not in the index is found by looking.
      return 0;
    }
  },
  now: () => performance.now(),
  schedule: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
});

function moveRest(): void {
  try {
    database?.moveLog();
  } catch {
    // What stands in the way of it shows at the next thing that is asked.
  }
}

function opened(): HistoryDatabase {
  if (database === null) throw new HistoryError('unexpected', 'not open');
  return database;
}

async function answer(id: number, request: HistoryRequest): Promise<FromWorker> {
  switch (request.kind) {
    case 'open': {
      const opening = openHistory(request.file, request.setAside);
      database = opening.database;
      const file = { path: opening.opened.path, key: request.file.key };
      log = createLogMover({ file, workerPath: LOG_WORKER_PATH, moveRest });
      keeper.begin();
      return { id, kind: 'open', result: opening.opened };
    }
    case 'append': {
      const rows = rowsOf(request.entries);
      opened().append(rows);
      log?.logged(bytesOf(rows));
      keeper.stored(rows.length);
      return { id, kind: 'append', result: null };
    }
    case 'count-deliveries':
      return { id, kind: 'count-deliveries', result: opened().countDeliveries(request.positions) };
    case 'mark':
      return { id, kind: 'mark', result: opened().mark(request.position, request.mark) };
    case 'survey':
      return { id, kind: 'survey', result: opened().survey(request.olderThan, request.now) };
    case 'cut':
      return { id, kind: 'cut', result: opened().cut(request.through) };
    case 'trim':
      return { id, kind: 'trim', result: opened().trim(request.through, request.limit) };
    case 'close':
      keeper.end();
      await log?.close();
      database?.close(request.isSound);
      database = null;
      return { id, kind: 'close', result: null };
    default:
      return assertNever(request);
  }
}

async function answerOrFail({ id, request }: Asked<HistoryRequest>): Promise<FromWorker> {
  try {
    return await answer(id, request);
  } catch (thrown) {
    const { trouble, code } = toHistoryError(thrown);
    return { id, kind: 'failed', trouble, detail: code };
  }
}

parentPort?.on('message', (message: Asked<HistoryRequest>) => {
  void answerOrFail(message).then((answered) => {
    parentPort?.postMessage(answered);
    if (message.request.kind === 'close') parentPort?.close();
  });
});
