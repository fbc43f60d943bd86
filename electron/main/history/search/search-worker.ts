/**
 * The thread that reads the file of one history while another writes it. It answers in the order in which it was asked,
 * except that what takes long is done in turns with the rest.
 */
import { parentPort } from 'node:worker_threads';
import { assertNever } from '../../../../shared/assert-never.ts';
import type { Asked } from '../asked-thread.ts';
import { HistoryError } from '../history-protocol.ts';
import { openSqlFile } from '../sql-file.ts';
import { toHistoryError } from '../trouble.ts';
import { createHistoryReader, type HistoryReader } from './history-reader.ts';
import { nextTurn, Pace } from './pace.ts';
import type { SearchAnswer, SearchRequest } from './search-protocol.ts';

/** A page is wanted at once, and goes on where it stopped; a count may take its time. */
const PAGE_MS = 100;
const COUNT_MS = 1_500;
const NEIGHBOURS_MS = 250;
/** Counts over time are asked for many times in a row: whoever wants a page has a turn in between. */
const COUNT_BY_TIME_MS = 35;
/** Whoever tries a rule out waits for it. */
const RUN_RULES_MS = 3_000;

let reader: HistoryReader | null = null;
let counting: Pace | null = null;

function opened(): HistoryReader {
  if (reader === null) throw new HistoryError('unexpected', 'not open');
  return reader;
}

const paceOf = (limitMs: number): Pace => new Pace({ limitMs, now: () => performance.now(), nextTurn });

function paceFor(request: SearchRequest): Pace {
  if (request.kind === 'count-by-time') return paceOf(COUNT_BY_TIME_MS);
  if (request.kind === 'neighbours') return paceOf(NEIGHBOURS_MS);
  if (request.kind === 'run-rules') return paceOf(RUN_RULES_MS);
  if (request.kind !== 'count') return paceOf(PAGE_MS);
  counting?.stop();
  counting = paceOf(COUNT_MS);
  return counting;
}

async function answer({ id, request }: Asked<SearchRequest>, pace: Pace): Promise<SearchAnswer> {
  switch (request.kind) {
    case 'open':
      reader = createHistoryReader(openSqlFile(request.path, request.key));
      return { id, kind: 'open', result: null, effort: pace.effort() };
    case 'names':
      opened().learn(request.names);
      return { id, kind: 'names', result: null, effort: pace.effort() };
    case 'page': {
      const result = await opened().page(request.query, request.now, pace);
      return { id, kind: 'page', result, effort: pace.effort() };
    }
    case 'count': {
      const result = await opened().count(request.filter, request.now, pace);
      return { id, kind: 'count', result, effort: pace.effort() };
    }
    case 'count-by-time': {
      const result = await opened().countByTime(request.query, request.now, pace);
      return { id, kind: 'count-by-time', result, effort: pace.effort() };
    }
    case 'entry': {
      const result = opened().entry(request.position);
      return { id, kind: 'entry', result, effort: pace.effort() };
    }
    case 'neighbours': {
      const result = await opened().neighbours(request.position, pace);
      return { id, kind: 'neighbours', result, effort: pace.effort() };
    }
    case 'position-at': {
      const result = opened().positionAt(request.at);
      return { id, kind: 'position-at', result, effort: pace.effort() };
    }
    case 'run-rules': {
      const result = await opened().runRules(request.query, request.now, pace);
      return { id, kind: 'run-rules', result, effort: pace.effort() };
    }
    case 'close':
      counting?.stop();
      reader?.close();
      reader = null;
      return { id, kind: 'close', result: null, effort: pace.effort() };
    default:
      return assertNever(request);
  }
}

async function answerOrFail(asked: Asked<SearchRequest>): Promise<void> {
  const pace = paceFor(asked.request);
  try {
    parentPort?.postMessage(await answer(asked, pace));
  } catch (thrown) {
    const { trouble, code: detail } = toHistoryError(thrown);
    const failed: SearchAnswer = { id: asked.id, kind: 'failed', trouble, detail, effort: pace.effort() };
    parentPort?.postMessage(failed);
  }
}

parentPort?.on('message', (asked: Asked<SearchRequest>) => {
  void answerOrFail(asked).then(() => {
    if (asked.request.kind === 'close') parentPort?.close();
  });
});
