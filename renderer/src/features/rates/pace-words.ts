import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Counts, TopicPace } from '../../../../shared/model/rates.ts';
import { t } from '../../../../shared/text/t.ts';
import { decimalText } from '../../wording/language.ts';
import { countText } from '../../wording/time.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `40 s`, `14 min`, `3 h 20 min`, `2 d 4 h`: as exact as anybody says it. */
export function aboutText(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 59.5 * SECOND) return t('{seconds} s', { seconds: Math.round(ms / SECOND) });
  if (ms < 59.5 * MINUTE) return t('{minutes} min', { minutes: Math.round(ms / MINUTE) });
  if (ms < DAY) {
    const [hours, minutes] = divided(Math.round(ms / MINUTE), 60);
    return minutes === 0 ? t('{hours} h', { hours }) : t('{hours} h {minutes} min', { hours, minutes });
  }
  const [days, hours] = divided(Math.round(ms / HOUR), 24);
  return hours === 0 ? t('{days} d', { days }) : t('{days} d {hours} h', { days, hours });
}

const divided = (count: number, by: number): readonly [whole: number, rest: number] => [
  Math.floor(count / by),
  count % by,
];

/** `every 40 s`, `every second`. */
function everyText(usualMs: number): string {
  return usualMs < 1.5 * SECOND ? t('every second') : t('every {duration}', { duration: aboutText(usualMs) });
}

export interface PaceWords {
  readonly text: string;
  /** It is not as it usually is. */
  readonly isSilent: boolean;
}

/** `last 12 s ago`, or `silent for 14 min, usually every 40 s`. */
export function paceWords({ lastAt, usualMs, silentForMs, isHeard }: TopicPace, now: EpochMs): PaceWords {
  if (silentForMs !== null && usualMs !== null) {
    return {
      text: t('silent for {duration}, usually {pace}', {
        duration: aboutText(silentForMs),
        pace: everyText(usualMs),
      }),
      isSilent: true,
    };
  }
  const last =
    lastAt === null ? t('no event yet') : t('last {duration} ago', { duration: aboutText(now - lastAt) });
  return { text: isHeard ? last : t('not heard now, {last}', { last }), isSilent: false };
}

/** `usually every 40 s`; null while that is not known. */
export const usualText = (usualMs: number | null): string | null =>
  usualMs === null ? null : t('usually {pace}', { pace: everyText(usualMs) });

/** `44 events in 30 min, at most 6 in 30 s; 2 min of it not heard`. */
export function countsSentence({ counts, bucketMs }: Counts): string {
  const heard = counts.filter((count) => count !== null);
  const total = heard.reduce((sum, count) => sum + count, 0);
  const unheardMs = (counts.length - heard.length) * bucketMs;
  const values = {
    total,
    duration: aboutText(counts.length * bucketMs),
    most: countText(Math.max(0, ...heard)),
    bucket: aboutText(bucketMs),
  };
  const came =
    total === 0
      ? t('0 events in {duration}', values)
      : t(
          '{total, plural, one {# event} other {# events}} in {duration}, at most {most} in {bucket}',
          values,
        );
  return unheardMs === 0
    ? came
    : t('{came}; {duration} of it not heard', { came, duration: aboutText(unheardMs) });
}

/** `1.4 events/s`. */
export function perSecondText(perSecond: number): string {
  const digits = perSecond > 0 && perSecond < 10 ? 1 : 0;
  const rate = digits === 0 ? countText(Math.round(perSecond)) : decimalText(perSecond, digits);
  return t('{rate} events/s', { rate });
}
