import { VIEW_NAMES, type ViewName } from '../../../../shared/model/view-name.ts';
import { t } from '../../../../shared/text/t.ts';

const LABELS: Readonly<Record<ViewName, () => string>> = {
  board: () => t('Board'),
  timeline: () => t('Timeline'),
  topics: () => t('Topics'),
  connection: () => t('Connection'),
  alerts: () => t('Alerts'),
  sessions: () => t('Sessions'),
  settings: () => t('Settings'),
};

export const viewLabel = (view: ViewName): string => LABELS[view]();

/** The views as they are listed. */
export const viewTabs = (): readonly { readonly view: ViewName; readonly label: string }[] =>
  VIEW_NAMES.map((view) => ({ view, label: viewLabel(view) }));
