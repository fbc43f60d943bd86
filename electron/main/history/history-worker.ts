/**
 * The thread that works on the file of one history. It is asked one thing at a time and answers each.
 */
import { parentPort } from 'node:worker_threads';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Asked } from './asked-thread.ts';
import type { HistoryDatabase } from './history-database.ts';
import { HistoryError, type FromWorker, type HistoryRequest } from './history-protocol.ts';
import { openHistory } from './open-history.ts';
import { rowsOf } from './row-columns.ts';
import { IndexKeeper } from './search/index-keeper.ts';
import { toHistoryError } from './trouble.ts';

let database: HistoryDatabase | null = null;

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

function opened(): HistoryDatabase {
  if (database === null) throw new HistoryError('unexpected', 'not open');
  return database;
}

function answer(id: number, request: HistoryRequest): FromWorker {
  switch (request.kind) {
    case 'open': {
      const opening = openHistory(request.file, request.setAside);
      database = opening.database;
      keeper.begin();
      return { id, kind: 'open', result: opening.opened };
    }
    case 'append':
      opened().append(rowsOf(request.rows));
      keeper.stored(request.rows.positions.length);
      return { id, kind: 'append', result: null };
    case 'count-deliveries':
      return { id, kind: 'count-deliveries', result: opened().countDeliveries(request.positions) };
    case 'mark':
      return { id, kind: 'mark', result: opened().mark(request.position, request.mark) };
    case 'survey':
      return { id, kind: 'survey', result: opened().survey(request.olderThan) };
    case 'cut':
      return { id, kind: 'cut', result: opened().cut(request.through) };
    case 'trim':
      return { id, kind: 'trim', result: opened().trim(request.through, request.limit) };
    case 'close':
      keeper.end();
      database?.close(request.isSound);
      database = null;
      return { id, kind: 'close', result: null };
    default:
      return assertNever(request);
  }
}

function answerOrFail({ id, request }: Asked<HistoryRequest>): FromWorker {
  try {
    return answer(id, request);
  } catch (thrown) {
    const { trouble, code } = toHistoryError(thrown);
    return { id, kind: 'failed', trouble, detail: code };
  }
}

/** Nothing has been asked for so long: there is time for what has time. */
const IDLE_AFTER_MS = 5;
let idling: NodeJS.Timeout | undefined;

/** One small step at a time: whatever is asked in the meantime waits no longer than that takes. */
function doWhatHasTime(): void {
  try {
    if (database?.doWhatHasTime() === true) idling = setTimeout(doWhatHasTime, 0);
  } catch {
    // What stands in the way of it shows at the next thing that is asked.
  }
}

parentPort?.on('message', (message: Asked<HistoryRequest>) => {
  clearTimeout(idling);
  parentPort?.postMessage(answerOrFail(message));
  idling = setTimeout(doWhatHasTime, IDLE_AFTER_MS);
});
