import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { refreshedText } from '../../../../shared/model/refresh.ts';
import { t } from '../../../../shared/text/t.ts';
import type { ConnectionSlice } from '../../stores/connection.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { durationText } from '../../wording/time.ts';
import { refreshingText } from '../connection/chip.ts';
import { staleText } from '../timeline/stale.ts';

/** What the line over the board says, where there is something to say of all of it. */
export type BoardStatus =
  | { readonly kind: 'stale'; readonly text: string }
  | { readonly kind: 'refreshing'; readonly text: string; readonly done: number; readonly total: number }
  /** What a refresh found; `changed` people are worth a look. */
  | {
      readonly kind: 'back';
      readonly text: string;
      readonly changed: number;
      readonly from: EpochMs;
      readonly at: EpochMs;
    };

/** What a refresh found is news for so long. */
const NEWS_MS = 10 * 60_000;

/** `seenAt` is when the refresh ended of which the user has seen enough. */
export function boardStatus(
  slice: ConnectionSlice,
  seenAt: EpochMs | null,
  now: EpochMs,
): BoardStatus | null {
  const stale = staleText(slice, now);
  if (stale !== null) return { kind: 'stale', text: stale };
  const { refresh } = slice.report;
  if (refresh === null) return null;
  if (refresh.phase === 'running') {
    const { done, people, queues } = refresh;
    return { kind: 'refreshing', text: refreshingText(refresh), done, total: people + queues };
  }
  const { at, summary } = refresh;
  if (now - at > NEWS_MS || (seenAt !== null && at <= seenAt) || summary.people.total === 0) return null;
  const found = visibleText(refreshedText(summary));
  const blindMs = slice.recovery?.blindMs ?? null;
  const text =
    blindMs === null
      ? t('{found}.', { found })
      : t('Back after {duration}. {found}.', { duration: durationText(blindMs), found });
  return { kind: 'back', text, changed: summary.people.changed, from: at - summary.tookMs, at };
}
