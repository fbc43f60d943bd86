import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { PlannedDeletion, RetentionPolicy } from '../../../shared/model/history.ts';
import type { HistoryWriter } from './history-thread.ts';
import { decideRetention, oldestKept } from './retention.ts';
import type { HistoryKeeping, KeptHistory } from './timeline-store.ts';

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
  const { first, last, since, usedBytes } = await disk.survey(0, 0);
  const stored = first === 0 ? 0 : last - first + 1;
  return { path: disk.opened.path, entries: stored + waiting, since, usedBytes };
}

export async function previewOn(
  disk: HistoryWriter,
  policy: RetentionPolicy,
  now: EpochMs,
): Promise<PlannedDeletion | null> {
  const deletion = decideRetention(await disk.survey(oldestKept(policy, now), now), policy);
  if (deletion === null) return null;
  const { keptSince, marked } = await disk.cut(deletion.through);
  return { count: deletion.count, before: keptSince ?? now, marked, why: deletion.why };
}
