import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import { MAX_PAGE_SIZE } from '../../../../shared/ipc/contract.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';

/** When a refresh began and ended. */
export interface RefreshTime {
  readonly from: EpochMs;
  readonly at: EpochMs;
}

/** Who a refresh found to have changed, as the timeline tells; null when it could not be read. */
export async function changedAgents(
  bridge: Pick<MonitorBridge, 'queryEntries'>,
  { from, at }: RefreshTime,
): Promise<ReadonlySet<string> | null> {
  const query = { from: 'before', position: Number.MAX_SAFE_INTEGER, limit: MAX_PAGE_SIZE } as const;
  const answer = await bridge.queryEntries({ ...query, filter: 'type:refreshed' });
  if (!answer.ok) return null;
  return new Set(
    answer.value.entries.flatMap((entry) => {
      if (entry.type !== 'refreshed' || entry.at < from || entry.at > at) return [];
      const { subject } = entry.refreshed;
      return subject.kind === 'user' ? [subject.id] : [];
    }),
  );
}
