import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import { perLanguage } from '../../wording/language.ts';
import { clockTime, countText, isSameDay, momentText } from '../../wording/time.ts';
import type { Bar, Frame, GapSpan, Reach } from './histogram.ts';
import { aboutText } from './pace-words.ts';
import type { TimeRange } from './time-term.ts';

const MINUTE = 60_000;

export const REACH_WORDS: Record<Reach, () => string> = {
  '15m': () => t('Last 15 minutes'),
  '1h': () => t('Last hour'),
  '24h': () => t('Last 24 hours'),
  all: () => t('All that is kept'),
};

/** `14:05`, `14:05:30`, with the day in front when it is not today. */
export const shortMoment = (at: EpochMs, now: EpochMs): string => withoutZeros(momentText(at, now), at);

const withoutZeros = (text: string, at: EpochMs): string => (at % MINUTE === 0 ? text.slice(0, -3) : text);

const day = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));

/** What stands at a mark of the axis: the time, and the date where a day begins. */
export function axisText(at: EpochMs): string {
  const time = withoutZeros(clockTime(at), at);
  return time === '00:00' ? day().format(at) : time;
}

/** `14:05 to 14:10`. */
export function rangeText({ from, to }: TimeRange, now: EpochMs): string {
  const end = isSameDay(from, to) ? clockTime(to) : momentText(to, now);
  return t('{from} to {to}', { from: shortMoment(from, now), to: withoutZeros(end, to) });
}

/**
 * `312 entries between 14:05 and 14:20, most of them, 44, in the minute from 14:07; one gap of 39 s`: all that the
 * chart shows, for those who do not see it.
 */
export function summaryOf(
  bars: readonly Bar[],
  gaps: readonly GapSpan[],
  { from, to, bucketMs }: Frame,
  now: EpochMs,
): string {
  const counted = bars.flatMap(({ count, ...bar }) => (count === null ? [] : [{ ...bar, count }]));
  const since = counted[0]?.from ?? to;
  const lost = gaps.length > 0 ? [gapsText(gaps)] : [];
  const until = Math.min(to, now);
  if (since >= until) return [t('Counting entries…'), ...lost].join('; ');
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const time = (at: EpochMs): string => shortMoment(at, now);
  const heard = t('{total, plural, one {# entry} other {# entries}} between {since} and {until}', {
    total,
    since: time(since),
    until: time(until),
  });
  const busiest = counted.reduce<(typeof counted)[number] | null>(
    (most, bar) => (bar.count > (most?.count ?? 0) ? bar : most),
    null,
  );
  const most =
    busiest === null
      ? heard
      : t('{heard}, busiest {duration} from {from} with {count}', {
          heard,
          duration: aboutText(bucketMs),
          from: time(busiest.from),
          count: countText(busiest.count),
        });
  return [most, ...lost, ...(since > from ? [t('what is older is not counted yet')] : [])].join('; ');
}

function gapsText(gaps: readonly GapSpan[]): string {
  const lostMs = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  const values = { count: gaps.length, duration: aboutText(lostMs) };
  return gaps.some(({ isOpen }) => isOpen)
    ? t(
        '{count, plural, one {one gap of {duration} so far} other {# gaps of {duration} together so far}}',
        values,
      )
    : t('{count, plural, one {one gap of {duration}} other {# gaps of {duration} together}}', values);
}

/** What lies under the pointer: `14:07:00 to 14:07:30: 44 entries`. */
export function barText(bar: Bar, now: EpochMs, gaps: readonly GapSpan[]): string {
  const isLost = gaps.some((gap) => gap.from < bar.to && gap.to > bar.from);
  const range = rangeText(bar, now);
  if (bar.count === null)
    return isLost
      ? t('{range}: not counted yet, in part not heard', { range })
      : t('{range}: not counted yet', { range });
  const values = { range, count: bar.count };
  return isLost
    ? t('{range}: {count, plural, one {# entry} other {# entries}}, in part not heard', values)
    : t('{range}: {count, plural, one {# entry} other {# entries}}', values);
}

/** `Gap of 39 s`, `Gap of some topics, 39 s so far`. */
export function gapText(gap: GapSpan): string {
  const values = { duration: aboutText(gap.to - gap.from) };
  if (gap.isPartial) {
    return gap.isOpen
      ? t('Gap of some topics, {duration} so far', values)
      : t('Gap of some topics of {duration}', values);
  }
  return gap.isOpen ? t('Gap, {duration} so far', values) : t('Gap of {duration}', values);
}
