import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { HistoryDescription, PlannedDeletion, RetentionPolicy } from '../../../shared/model/history.ts';
import type { HistoryWriter } from './history-thread.ts';
import { decideRetention, oldestKept } from './retention.ts';

/** A history as it lies there, whoever's it is. */
export type KeptHistory = Pick<HistoryDescription, 'path' | 'entries' | 'since' | 'usedBytes'>;

/** What can be asked and decided about how a history is kept, beside what is in it. */
export interface HistoryKeeping {
  readonly describe: () => Promise<KeptHistory>;
  /** What a policy would delete as the history is now; null when it would delete nothing. */
  readonly preview: (policy: RetentionPolicy) => Promise<PlannedDeletion | null>;
  /** Deletes in the background what the policy of the profile asks for, which has changed. */
  readonly enforcePolicy: () => void;
  /** Tries at once to store what waits in memory. Answers whether all is stored now. */
  readonly tryAgain: () => Promise<boolean>;
  /** The user has chosen it: a disk that refused is left alone until Vigil quits, or they choose otherwise. */
  readonly stayInMemory: () => void;
}

/** What nothing needs to be done for: a history that is in memory anyway. */
export function keepingInMemory(kept: () => KeptHistory): HistoryKeeping {
  return {
    describe: () => Promise.resolve(kept()),
    preview: () => Promise.resolve(null),
    enforcePolicy: () => undefined,
    tryAgain: () => Promise.resolve(true),
    stayInMemory: () => undefined,
  };
}

export async function describeDisk(disk: HistoryWriter, waiting: number): Promise<KeptHistory> {
  const { first, last, since, usedBytes } = await disk.survey(0);
  const stored = first === 0 ? 0 : last - first + 1;
  return { path: disk.opened.path, entries: stored + waiting, since, usedBytes };
}

export async function previewOn(
  disk: HistoryWriter,
  policy: RetentionPolicy,
  now: EpochMs,
): Promise<PlannedDeletion | null> {
  const deletion = decideRetention(await disk.survey(oldestKept(policy, now)), policy);
  if (deletion === null) return null;
  const { keptSince, marked } = await disk.cut(deletion.through);
  return { count: deletion.count, before: keptSince ?? now, marked, why: deletion.why };
}
