import { t } from '../text/t.ts';
import type { AlertRule, BuiltInChoices, BuiltInRuleId } from './alert.ts';

const COOL_DOWN_MS = 60_000;

/** That data is not live is seen in the connection; the others watch the timeline. */
const FILTERS: Readonly<Record<BuiltInRuleId, string>> = {
  'not-live': '',
  'topic-refused': 'refused:yes',
  'renewal-failed': 'type:renewal error:yes',
};

/** What Vigil tells of by itself, in words. */
export function builtInName(ruleId: BuiltInRuleId): string {
  const names: Readonly<Record<BuiltInRuleId, string>> = {
    'not-live': t('Data not live for over a minute'),
    'topic-refused': t('Topic refused'),
    'renewal-failed': t('Renewal failed'),
  };
  return names[ruleId];
}

/** A built-in rule with what the user chose of it. */
export function builtInRule(ruleId: BuiltInRuleId, choices: BuiltInChoices): AlertRule {
  return {
    id: ruleId,
    name: builtInName(ruleId),
    filter: FILTERS[ruleId],
    forMs: 0,
    scope: { kind: 'everyone' },
    coolDownMs: COOL_DOWN_MS,
    quietHours: null,
    isUrgent: false,
    ...choices[ruleId],
  };
}
