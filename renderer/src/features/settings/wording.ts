import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type {
  HistoryDescription,
  PlannedDeletion,
  RetentionPolicy,
} from '../../../../shared/model/history.ts';
import type { SecretStorage } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { bytesText } from '../../wording/bytes.ts';
import { perLanguage } from '../../wording/language.ts';
import { clockTime, countText, isSameDay } from '../../wording/time.ts';

const DAY_MS = 86_400_000;
const day = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }));
const dayOfYear = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
);

/** `09:12 today`, `3 Nov`, `3 Nov 2025`. */
function dayText(at: EpochMs, now: EpochMs): string {
  if (isSameDay(at, now)) return todayText(at);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? day() : dayOfYear()).format(at);
}

const todayText = (at: EpochMs): string => t('{time} today', { time: minuteText(at) });

const minuteText = (at: EpochMs): string => clockTime(at).slice(0, 5);

/** `48,210 entries since 3 Nov, 84 MB`. */
export function keptText({ entries, since, usedBytes, path }: HistoryDescription, now: EpochMs): string {
  if (entries === 0 || since === null) return t('Nothing yet');
  const values = { entries, since: dayText(since, now), size: bytesText(usedBytes) };
  return path === null
    ? t('{entries, plural, one {# entry} other {# entries}} since {since}', values)
    : t('{entries, plural, one {# entry} other {# entries}} since {since}, {size}', values);
}

/** Where a history is, in a sentence. */
export function placeText({ path }: HistoryDescription, storage: SecretStorage): string {
  if (path !== null) return t('{path}, encrypted', { path });
  return storage.kind === 'memory'
    ? t('In memory until Vigil closes, because its key can be kept nowhere')
    : t('In memory for now, because the disk does not take it');
}

/** Where keys and secrets are, in a sentence. */
export const keyText = (storage: SecretStorage): string =>
  storage.kind === 'keychain'
    ? t('In {name}, a key of its own for each organisation. Without it nobody can read the file.', {
        name: storage.name,
      })
    : `${t('In memory until Vigil closes.')} ${storage.reason}`;

/** What limits would delete, and which of them asks for it. */
export function deletionText(
  { count, before, marked, why }: PlannedDeletion,
  { maxAgeMs, maxBytes }: RetentionPolicy,
  now: EpochMs,
): string {
  const when = isSameDay(before, now) ? todayText(before) : `${dayText(before, now)}, ${minuteText(before)}`;
  const reason =
    why === 'age'
      ? t(
          '{count, plural, one {It is} other {They are}} older than {days, plural, one {# day} other {# days}}.',
          { count, days: Math.round(maxAgeMs / DAY_MS) },
        )
      : t('The history takes more than {size}.', { size: bytesText(maxBytes) });
  const values = { count, when, marked: countText(marked) };
  const what =
    marked === 0
      ? t('{count, plural, one {# entry} other {# entries}} from before {when} will be deleted.', values)
      : t(
          '{count, plural, one {# entry} other {# entries}} from before {when} will be deleted, {marked} of them pinned or with a note.',
          values,
        );
  return `${what} ${reason}`;
}

/** `84 MB stored`; how much of the disk is used, for the footer. */
export function storedText({ path, usedBytes }: HistoryDescription): string {
  return path === null ? t('History in memory') : t('{size} stored', { size: bytesText(usedBytes) });
}
