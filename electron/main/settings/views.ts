import { parseFilter } from '../../../shared/filter/parse.ts';
import {
  BUILT_IN_VIEWS,
  isSameView,
  MAX_VIEW_NAME_LENGTH,
  MAX_VIEWS,
  type SavedView,
} from '../../../shared/model/saved-view.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import type { Settings } from './settings.ts';

/**
 * Adds a view, or gives the one of this name another filter in place. Throws a `Failure` (`input/invalid`) that says
 * what to correct.
 */
export function withView(settings: Settings, { name, filter }: SavedView): Settings {
  const view = { name: checkName(name), filter: checkFilter(filter) };
  const isKnown = settings.views.some((other) => isSameView(other.name, view.name));
  if (!isKnown && settings.views.length >= MAX_VIEWS) {
    throw invalid(t('There are {most} views already. Remove one that is not needed.', { most: MAX_VIEWS }));
  }
  const views = isKnown
    ? settings.views.map((other) => (isSameView(other.name, view.name) ? view : other))
    : [...settings.views, view];
  return { ...settings, views };
}

/** Removes a view; one that is gone already is no problem. */
export function withoutView(settings: Settings, name: string): Settings {
  return { ...settings, views: settings.views.filter((view) => !isSameView(view.name, name)) };
}

function checkName(text: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '') throw invalid(t('The view needs a name, for example "Over limit".'));
  if (name.length > MAX_VIEW_NAME_LENGTH) {
    throw invalid(t('The name is too long: at most {most} characters.', { most: MAX_VIEW_NAME_LENGTH }));
  }
  if (BUILT_IN_VIEWS.some((view) => isSameView(view.name, name))) {
    throw invalid(t('"{name}" is a view of Vigil itself. Choose another name.', { name }));
  }
  return name;
}

function checkFilter(filter: string): string {
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw invalid(t('This filter cannot be saved: {reason}', { reason: parsed.error.message }));
  if (parsed.filter.kind === 'all') throw invalid(t('There is no filter to save. Type one first.'));
  return filter.trim();
}

const invalid = (message: string): Failure => new Failure({ code: 'input/invalid', message });
