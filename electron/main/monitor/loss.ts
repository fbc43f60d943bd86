import { assertNever } from '../../../shared/assert-never.ts';
import type {
  ConnectionReport,
  ConnectionState,
  EpochMs,
  Gap,
  OpenGap,
} from '../../../shared/model/connection-state.ts';
import type { LostStretch, Stretch } from '../../../shared/model/coverage.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';

export const notRunning = (): MonitorError => ({
  code: 'app/not-running',
  message: t('Vigil was not running.'),
});
export const notRunningUnclear = (): MonitorError => ({
  code: 'app/not-running',
  message: t('Vigil was not running. The clock was set back since, so it may have been for longer.'),
});
export const disconnected = (): MonitorError => ({
  code: 'app/disconnected',
  message: t('The session had been closed.'),
});

/** What was sent shortly before the last frame came may still have been under way when the process ended. */
const UNDER_WAY_MS = 2_000;

/** Up to when a stretch leaves nothing open, where the process or the session ended after it. */
export function provenUntil(last: Stretch): EpochMs {
  return last.kind === 'heard' ? Math.max(last.from, last.to - UNDER_WAY_MS) : last.to;
}

export function lostStretch(id: string, gap: OpenGap, share: number, to: EpochMs): LostStretch {
  const { from, cause, attempts, topics } = gap;
  return { kind: 'lost', id, from, to: Math.max(from, to), cause, attempts, topics, share, gapId: null };
}

export function gapOf(id: string, { from, to, cause, attempts, topics }: LostStretch): Gap {
  return { id, from, to, cause, attempts, topics };
}

/** How much of what is wanted a gap takes: the share of the topics that it is about. */
export function lostShare({ topics }: OpenGap, { shards }: Pick<ConnectionReport, 'shards'>): number {
  const wanted = shards.reduce((sum, shard) => sum + shard.topics, 0);
  if (topics === null || wanted === 0) return 1;
  return Math.min(1, Math.max(1, topics.length) / wanted);
}

/** What keeps a session from hearing anything yet; null as long as it is only under way. */
export function failureOf(state: ConnectionState): MonitorError | null {
  switch (state.status) {
    case 'waiting':
    case 'failed':
      return state.cause;
    case 'offline':
      return { code: 'net/offline', message: t('This computer has no network connection.') };
    case 'signed-out':
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
    case 'live':
    case 'stopped':
      return null;
    default:
      return assertNever(state, 'connection state');
  }
}
