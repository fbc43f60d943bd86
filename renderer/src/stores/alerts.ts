import { createStore } from 'zustand/vanilla';
import { NO_ALERTS, type Alarm, type AlertRule, type AlertsView } from '../../../shared/model/alert.ts';
import type { RuleFields } from '../features/alerts/rule-fields.ts';

/** The rule in the editor: a saved one, or what a new one begins with. */
export type RuleEditing =
  | { readonly kind: 'saved'; readonly rule: AlertRule }
  | { readonly kind: 'new'; readonly start: Partial<Omit<AlertRule, 'id'>> };

/** A rule that was neither saved nor dismissed when its editor was left. */
export interface LeftOff {
  readonly editing: RuleEditing;
  readonly fields: RuleFields;
}

export interface AlertsSlice {
  readonly inbox: AlertsView;
  /** The last alerts that made themselves known; null before any did. */
  readonly alarm: Alarm | null;
  readonly editing: RuleEditing | null;
  /** The one that was left last comes last. */
  readonly leftOff: readonly LeftOff[];
}

export function createAlertsStore() {
  return createStore<AlertsSlice>(() => ({ inbox: NO_ALERTS, alarm: null, editing: null, leftOff: [] }));
}
