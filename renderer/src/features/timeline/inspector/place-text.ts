import type { Neighbours } from '../../../../../shared/model/snapshot.ts';
import { t } from '../../../../../shared/text/t.ts';
import { countText } from '../../../wording/time.ts';

/** `7 of 31`, `7 of 10,007+`; where it was not counted to the beginning, `12 before the last of 10,013+`. */
export function placeText({ earlier, later }: Neighbours): string {
  const all = countText(earlier.count + later.count + 1);
  if (earlier.isWhole)
    return t('{place} of {all}', {
      place: countText(earlier.count + 1),
      all: later.isWhole ? all : `${all}+`,
    });
  if (!later.isWhole) return t('one of {all}+', { all });
  return later.count === 0
    ? t('last of {all}+', { all })
    : t('{count} before the last of {all}+', { count: countText(later.count), all });
}

/** There is none in this direction; where the search ended early, there may be. */
export function isEnd({ previous, next, earlier, later }: Neighbours, step: 1 | -1): boolean {
  return step === 1 ? next === null && later.isWhole : previous === null && earlier.isWhole;
}
