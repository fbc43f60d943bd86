import type { AlertRule } from '../../../shared/model/alert.ts';

/** Whether a rule applies to the same as before, and as often. */
export function isSameCondition(former: AlertRule | undefined, rule: AlertRule): boolean {
  if (former === undefined) return false;
  const conditionOf = ({ filter, forMs, coolDownMs, scope }: AlertRule): string =>
    JSON.stringify({ filter, forMs, coolDownMs, scope });
  return conditionOf(former) === conditionOf(rule);
}

/** Of two rules with a duration: whether both follow the same, and differ in how long and how often alone. */
export function isOfSameState(former: AlertRule | undefined, rule: AlertRule): boolean {
  if (former === undefined || former.forMs === 0 || rule.forMs === 0) return false;
  const { forMs, coolDownMs } = former;
  return isSameCondition(former, { ...rule, forMs, coolDownMs });
}
