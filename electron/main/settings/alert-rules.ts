import { parseFilter } from '../../../shared/filter/parse.ts';
import {
  MAX_RULE_NAME_LENGTH,
  MAX_RULES,
  RULE_BOUNDS,
  TIME_OF_DAY,
  type AlertRule,
  type BuiltInChoice,
  type BuiltInRuleId,
} from '../../../shared/model/alert.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import type { Settings } from './settings.ts';

/** Adds a rule, or replaces the one with its id in place. Throws a `Failure` (`input/invalid`) that says what to correct. */
export function withRule(settings: Settings, rule: AlertRule): Settings {
  const checked = checkRule(rule);
  const isKnown = settings.alertRules.some(({ id }) => id === rule.id);
  if (!isKnown && settings.alertRules.length >= MAX_RULES) {
    throw invalid(t('There are {count} rules already. Remove one that is not needed.', { count: MAX_RULES }));
  }
  const alertRules = isKnown
    ? settings.alertRules.map((other) => (other.id === rule.id ? checked : other))
    : [...settings.alertRules, checked];
  return { ...settings, alertRules };
}

/** Removes a rule; one that is gone already is no problem. */
export function withoutRule(settings: Settings, ruleId: string): Settings {
  return { ...settings, alertRules: settings.alertRules.filter(({ id }) => id !== ruleId) };
}

export function withBuiltInChoice(settings: Settings, rule: BuiltInRuleId, choice: BuiltInChoice): Settings {
  return { ...settings, builtInAlerts: { ...settings.builtInAlerts, [rule]: choice } };
}

function checkRule(rule: AlertRule): AlertRule {
  const name = rule.name.trim().replace(/\s+/g, ' ');
  if (name === '') throw invalid(t('The rule needs a name, for example “Away too long”.'));
  if (name.length > MAX_RULE_NAME_LENGTH) {
    throw invalid(t('A name has at most {count} characters.', { count: MAX_RULE_NAME_LENGTH }));
  }
  checkRuleFilter(rule.filter);
  for (const field of ['forMs', 'coolDownMs'] as const) {
    const { least, most } = RULE_BOUNDS[field];
    if (!(rule[field] >= least && rule[field] <= most))
      throw invalid(t('A length of time is at most 24 hours.'));
  }
  const { quietHours } = rule;
  if (quietHours !== null && ![quietHours.from, quietHours.to].every((time) => TIME_OF_DAY.test(time))) {
    throw invalid(t('Quiet hours need two times of day, such as 22:00 and 06:00.'));
  }
  return { ...rule, name, filter: rule.filter.trim() };
}

/** Throws a `Failure` (`input/invalid`) for a filter that no rule can have. */
export function checkRuleFilter(filter: string): void {
  const parsed = parseFilter(filter);
  if (!parsed.ok)
    throw invalid(t('This filter cannot be read: {problem}', { problem: parsed.error.message }));
  if (parsed.filter.kind === 'all') throw invalid(t('The rule needs a filter: it says what to tell of.'));
}

const invalid = (message: string): Failure => new Failure({ code: 'input/invalid', message });
