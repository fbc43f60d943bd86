import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import type { ConnectionSlice } from '../../stores/connection.ts';
import { unheardText } from '../connection/shards.ts';
import { durationText, momentText } from '../../wording/time.ts';

/** A view is called stale when nothing vouched for it for this long. */
const STALE_MS = 10_000;
const UNSAFE_MS = 5 * 60_000;

/** The last moment the picture was known to be true; null while it is. */
export function trueUntil({ report, troubleSince }: ConnectionSlice): EpochMs | null {
  const { state, openGap } = report;
  if (state.status === 'live') return null;
  if (openGap !== null) return openGap.from;
  return state.status === 'stopped' ? state.since : troubleSince;
}

/** The strip over the timeline while it is not live, or null. Of what is live, it must not be said that it is not. */
export function staleText(slice: ConnectionSlice, now: EpochMs): string | null {
  const asOf = trueUntil(slice);
  if (asOf === null || now - asOf < STALE_MS) return null;
  const moment = momentText(asOf, now);
  const unheard = unheardText(slice.report);
  if (unheard !== null) {
    return now - asOf < UNSAFE_MS
      ? t('{unheard} not live since {moment}; the others are live', { unheard, moment })
      : t('{unheard} not live for {duration}: do not act on them. The others are live', {
          unheard,
          duration: durationText(now - asOf),
        });
  }
  return now - asOf < UNSAFE_MS
    ? t('Not live: as of {moment}', { moment })
    : t('Not live for {duration}: do not act on this. As of {moment}', {
        duration: durationText(now - asOf),
        moment,
      });
}
