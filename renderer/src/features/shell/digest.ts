import type { Rates } from '../../../../shared/model/rates.ts';
import { judgeTrust } from '../../../../shared/model/trust.ts';
import { t } from '../../../../shared/text/t.ts';
import { watchedBoards } from '../../stores/board.ts';
import { openReplay } from '../../stores/recordings.ts';
import type { Stores } from '../../stores/stores.ts';
import { boardDigest } from '../board/digest.ts';
import { chipView } from '../connection/chip.ts';
import { trustSentence } from '../connection/trust.ts';

const MINUTE_MS = 60_000;

type DigestStores = Pick<Stores, 'board' | 'connection' | 'coverage' | 'session' | 'recordings'>;

/** How things stand, in a few sentences to be heard: the connection, what came lately, the agents, and what is missing. */
export function digestText(
  { board, connection, coverage, session, recordings }: DigestStores,
  rates: Rates | null,
  now: number,
): string {
  if (openReplay(recordings.getState()) !== null) {
    return t('A recording is shown, not what happens now.');
  }
  const { subscriptions, settings } = session.getState();
  // How fast the line is changes all the time and is no news.
  const report = { ...connection.getState().report, roundTripMs: null };
  const chip = chipView({ report, subscriptions, now, quietMs: null });
  const topics = t('{count, plural, one {# topic} other {# topics}}', { count: subscriptions.length });
  return [
    t('{state}.', { state: chip.spoken }),
    rates === null || !rates.isHeard
      ? t('{topics}.', { topics })
      : t('{topics}, {count, plural, one {# event} other {# events}} in the last minute.', {
          topics,
          count: lastMinute(rates),
        }),
    boardDigest(watchedBoards(board.getState(), settings), now),
    trustSentence(judgeTrust(coverage.getState(), now), now),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

/** Events of the last minute, as well as stretches tell: the one that goes on counts in full. */
function lastMinute({ recent: { counts, bucketMs } }: Rates): number {
  const stretches = Math.max(1, Math.round(MINUTE_MS / bucketMs));
  return counts.slice(-stretches).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
