import type { EntryQuery } from '../../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import type { EntryCount, EntryDetail, EntryPage, Neighbours } from '../../../../shared/model/snapshot.ts';
import type { RuleRuns, RunQuery } from '../../alerts/rule-run.ts';
import { startThread, type AskedThread } from '../asked-thread.ts';
import { HistoryError } from '../history-protocol.ts';
import type { Effort, SearchAnswer, SearchKind, SearchRequest } from './search-protocol.ts';

/** Queries that took longer are told of. */
export const SLOW_MS = 40;

/** What can be found in a history on disk, beside the writing of it. Everything rejects with a `HistoryError`. */
export interface HistorySearch {
  readonly page: (query: EntryQuery, names: Directory) => Promise<EntryPage>;
  /** A count that is under way ends with what it has: one is wanted at a time. */
  readonly count: (filter: string, names: Directory) => Promise<EntryCount>;
  readonly countByTime: (query: CountsQuery, names: Directory) => Promise<CountsPage>;
  readonly entry: (position: number) => Promise<EntryDetail | null>;
  /** Where an event stands among those of its topic; null for what is none, or was deleted. */
  readonly neighbours: (position: number) => Promise<Neighbours | null>;
  /** The first entry, in the order of the timeline, that was stored at this time or later; null when there is none. */
  readonly positionAt: (at: EpochMs) => Promise<number | null>;
  /** What rules would have done in the last hours. */
  readonly runRules: (query: RunQuery, names: Directory) => Promise<RuleRuns>;
  readonly close: () => Promise<void>;
}

/** A query that took long. */
export type SlowQuery = Effort & { readonly kind: SearchKind };

export interface SearchOptions {
  readonly workerPath: string;
  /** The file, which the thread that writes has open. */
  readonly path: string;
  readonly key: string;
  readonly now: () => EpochMs;
  readonly onSlow: (query: SlowQuery) => void;
}

type AnswerOf<K extends SearchKind> = Extract<SearchAnswer, { readonly kind: K }>;

/** Reads a history in a thread of its own, which is started when something is asked, also after it had failed. */
export function createSearch({ workerPath, path, key, now, onSlow }: SearchOptions): HistorySearch {
  let thread: AskedThread<SearchRequest, SearchAnswer> | null = null;
  let known: Directory | null = null;
  let isClosed = false;

  async function send(
    to: AskedThread<SearchRequest, SearchAnswer>,
    request: SearchRequest,
  ): Promise<SearchAnswer> {
    const answer = await to.send(request);
    if (answer.effort.ms > SLOW_MS) onSlow({ kind: request.kind, ...answer.effort });
    if (answer.kind === 'failed') throw new HistoryError(answer.trouble, answer.detail);
    return answer;
  }

  async function ask<K extends SearchKind>(
    kind: K,
    request: SearchRequest,
    names?: Directory,
  ): Promise<AnswerOf<K>> {
    // What was asked too late must not start another thread.
    if (isClosed) throw new HistoryError('unexpected', 'closed');
    if (thread === null || thread.hasEnded()) {
      thread = startThread(workerPath);
      known = null;
      // Answers come in the order of the questions: what is asked next finds it open, or fails as this does.
      send(thread, { kind: 'open', path, key }).catch(() => undefined);
    }
    if (names !== undefined && names !== known) {
      known = names;
      send(thread, { kind: 'names', names }).catch(() => undefined);
    }
    const answer = await send(thread, request);
    const isExpected = (given: SearchAnswer): given is AnswerOf<K> => given.kind === kind;
    if (isExpected(answer)) return answer;
    throw new HistoryError('unexpected', `${answer.kind} in answer to ${kind}`);
  }

  return {
    page: async (query, names) => (await ask('page', { kind: 'page', query, now: now() }, names)).result,
    count: async (filter, names) => (await ask('count', { kind: 'count', filter, now: now() }, names)).result,
    countByTime: async (query, names) =>
      (await ask('count-by-time', { kind: 'count-by-time', query, now: now() }, names)).result,
    entry: async (position) => (await ask('entry', { kind: 'entry', position })).result,
    neighbours: async (position) => (await ask('neighbours', { kind: 'neighbours', position })).result,
    positionAt: async (at) => (await ask('position-at', { kind: 'position-at', at })).result,
    runRules: async (query, names) =>
      (await ask('run-rules', { kind: 'run-rules', query, now: now() }, names)).result,
    close: async () => {
      isClosed = true;
      if (thread === null) return;
      const closing = thread;
      try {
        if (!closing.hasEnded()) await send(closing, { kind: 'close' });
      } finally {
        await closing.gone();
      }
    },
  };
}
