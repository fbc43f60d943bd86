import { NOT_LIVE_AFTER_MS } from '../../../shared/model/alert.ts';
import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';

/** Nobody wants anything to be heard in these. */
const AT_REST: ReadonlySet<ConnectionReport['state']['status']> = new Set(['signed-out', 'stopped']);

/** Since when data has not been live; null when it is, or when nobody wants any. */
export function notLiveSince(
  former: EpochMs | null,
  { state, openGap }: ConnectionReport,
  { hasTopics, now }: { readonly hasTopics: boolean; readonly now: EpochMs },
): EpochMs | null {
  if (!hasTopics || AT_REST.has(state.status)) return null;
  if (openGap !== null) return Math.min(former ?? now, openGap.from);
  return state.status === 'live' ? null : (former ?? now);
}

/** When that is worth an alert. */
export const notLiveDueAt = (since: EpochMs): EpochMs => since + NOT_LIVE_AFTER_MS;
