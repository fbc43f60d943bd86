import type { BUILT_IN_VIEWS, SavedView } from '../../../../shared/model/saved-view.ts';
import { t } from '../../../../shared/text/t.ts';
import { visibleText } from '../../wording/safe-text.ts';

type BuiltInName = (typeof BUILT_IN_VIEWS)[number]['name'];

const BUILT_IN: Record<BuiltInName, () => string> = {
  All: () => t('All'),
  Changes: () => t('Changes'),
  'Errors and gaps': () => t('Errors and gaps'),
  Connection: () => t('Connection'),
  'Pinned and noted': () => t('Pinned and noted'),
};

const isBuiltIn = (name: string): name is BuiltInName => Object.hasOwn(BUILT_IN, name);

/** What a view is called: those of the user as they named them. */
export const viewName = ({ name }: SavedView): string =>
  isBuiltIn(name) ? BUILT_IN[name]() : visibleText(name);
