import { chipsOf, type Chip } from '../../../../shared/filter/chips.ts';
import type { Filter } from '../../../../shared/filter/filter.ts';
import { parseFilter, type FilterError } from '../../../../shared/filter/parse.ts';
import { filterText } from '../../../../shared/filter/print.ts';
import { BUILT_IN_VIEWS, type SavedView } from '../../../../shared/model/saved-view.ts';
import { t } from '../../../../shared/text/t.ts';
import { listFilter } from '../../stores/timeline.ts';
import { slipText } from './slips.ts';

/** What stands in the field. It is made of an applied filter, and gives way when another one is applied elsewhere. */
export interface Draft {
  readonly text: string;
  /** The filter that was applied when this was typed. */
  readonly applied: string;
}

/** The text of the field: what was typed, unless another filter was applied since. */
export const shownText = (draft: Draft, applied: string): string =>
  draft.applied === applied ? draft.text : applied;

/** The filter that a text stands for: blanks are none. */
export const applicable = (text: string): string => (text.trim() === '' ? '' : text);

export type Verdict =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly error: FilterError };

/** Whether a text can be applied. The list puts it into brackets, which has to be possible, too. */
export function judged(text: string): Verdict {
  const parsed = parseFilter(text);
  if (!parsed.ok) return parsed;
  const asList = parseFilter(listFilter(text));
  if (asList.ok) return parsed;
  const message = t('This filter is too long, or its brackets stand too deep in each other.');
  return { ok: false, error: { message, from: 0, to: text.length } };
}

/** The same filter, however it is written. */
export function isSameFilter(text: string, other: string): boolean {
  if (text === other) return true;
  const [one, two] = [parseFilter(text), parseFilter(other)];
  return one.ok && two.ok && filterText(one.filter) === filterText(two.filter);
}

/** The view that an applied filter is, built in or saved; null when it is none. */
export function viewOf(applied: string, saved: readonly SavedView[]): SavedView | null {
  return [...BUILT_IN_VIEWS, ...saved].find(({ filter }) => isSameFilter(filter, applied)) ?? null;
}

/** The chips of an applied filter; none for one that cannot be read. */
export function appliedChips(applied: string): readonly Chip[] {
  const parsed = parseFilter(applied);
  return parsed.ok ? chipsOf(parsed.filter) : [];
}

/** What the error is about, for those who do not see the mark under it. */
export function errorText({ message, from, to }: FilterError, text: string): string {
  const meant = text.slice(from, to).trim();
  if (meant === '' || meant.length > 40 || meant === text.trim()) return message;
  return t('At {meant}: {message}', { meant, message });
}

/** What may be a slip in an applied filter; null when nothing is. */
export function slipOf(applied: string): string | null {
  const parsed = parseFilter(applied);
  return parsed.ok ? slipText(parsed.filter) : null;
}
