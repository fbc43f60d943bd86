import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Mark, TimelineEntry } from '../../../shared/model/timeline.ts';
import { startThread } from './asked-thread.ts';
import { columnsOf } from './entry-columns.ts';
import {
  HistoryError,
  type FromWorker,
  type HistoryFile,
  type HistoryKind,
  type HistoryRequest,
  type OpenedHistory,
  type SettingAside,
} from './history-protocol.ts';
import type { Cut, Survey } from './retention.ts';
import type { Stored } from './timeline-store.ts';
import { toHistoryError } from './trouble.ts';

/** A history on disk that is open to be written. Everything rejects with a `HistoryError`. */
export interface HistoryWriter {
  readonly opened: OpenedHistory;
  /** Stores all entries or none; when it resolves, the end of the process cannot undo it. */
  readonly append: (entries: readonly Stored[]) => Promise<void>;
  readonly countDeliveries: (positions: readonly number[]) => Promise<readonly TimelineEntry[]>;
  /** Pins an entry or notes something on it; what is left out stays. False when there is no such entry. */
  readonly mark: (position: number, mark: Partial<Mark>) => Promise<boolean>;
  readonly survey: (olderThan: EpochMs, now: EpochMs) => Promise<Survey>;
  readonly cut: (through: number) => Promise<Cut>;
  readonly trim: (through: number, limit: number) => Promise<number>;
  /** Ends the thread, also when the file could not be closed well. */
  readonly close: (isSound: boolean) => Promise<void>;
}

type AnswerOf<K extends HistoryKind> = Extract<FromWorker, { readonly kind: K }>;

/** Starts a thread on a file and opens it there. One that is damaged is set aside, and a new one is begun. */
export async function openHistoryWriter(
  workerPath: string,
  file: HistoryFile,
  now: EpochMs,
): Promise<HistoryWriter> {
  try {
    return await openInThread(workerPath, file, null);
  } catch (thrown) {
    const { trouble } = toHistoryError(thrown);
    if (trouble !== 'corrupt' && trouble !== 'unreadable') throw thrown;
    return openInThread(workerPath, file, { why: trouble, at: now });
  }
}

async function openInThread(
  workerPath: string,
  file: HistoryFile,
  setAside: SettingAside | null,
): Promise<HistoryWriter> {
  const thread = startThread<HistoryRequest, FromWorker>(workerPath);
  const ask = async <K extends HistoryKind>(kind: K, request: HistoryRequest): Promise<AnswerOf<K>> => {
    const answer = await thread.send(request);
    if (answer.kind === 'failed') throw new HistoryError(answer.trouble, answer.detail);
    const isExpected = (given: FromWorker): given is AnswerOf<K> => given.kind === kind;
    if (isExpected(answer)) return answer;
    throw new HistoryError('unexpected', `${answer.kind} in answer to ${kind}`);
  };
  const close = async (isSound: boolean): Promise<void> => {
    try {
      await ask('close', { kind: 'close', isSound });
    } finally {
      await thread.gone();
    }
  };
  let opened: OpenedHistory;
  try {
    opened = (await ask('open', { kind: 'open', file, setAside })).result;
  } catch (thrown) {
    await close(false).catch(() => undefined);
    throw thrown;
  }
  return {
    opened,
    append: async (entries) => {
      await ask('append', { kind: 'append', entries: columnsOf(entries) });
    },
    countDeliveries: async (positions) =>
      (await ask('count-deliveries', { kind: 'count-deliveries', positions })).result,
    mark: async (position, mark) => (await ask('mark', { kind: 'mark', position, mark })).result,
    survey: async (olderThan, now) => (await ask('survey', { kind: 'survey', olderThan, now })).result,
    cut: async (through) => (await ask('cut', { kind: 'cut', through })).result,
    trim: async (through, limit) => (await ask('trim', { kind: 'trim', through, limit })).result,
    close,
  };
}
