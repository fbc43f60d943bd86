import { parseFilter } from '../../../../shared/filter/parse.ts';
import { parseQuantity, quantityText } from '../../../../shared/filter/quantities.ts';
import {
  MAX_RULE_NAME_LENGTH,
  RULE_BOUNDS,
  type AlertRule,
  type AlertRuleDraft,
  type AlertScope,
  type RuleTrial,
} from '../../../../shared/model/alert.ts';
import { t } from '../../../../shared/text/t.ts';

/** A rule as it is typed. */
export interface RuleFields {
  readonly name: string;
  readonly filter: string;
  /** Lengths of time as the language of filters writes them: `10m`, `1h30m`. */
  readonly lasts: string;
  readonly coolDown: string;
  readonly scope: AlertScope;
  readonly hasNotification: boolean;
  readonly hasSound: boolean;
  readonly isUrgent: boolean;
  readonly hasQuietHours: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
}

export type RuleProblems = Partial<Record<'name' | 'filter' | 'lasts' | 'coolDown' | 'quiet', string>>;

const FIRST: Omit<AlertRule, 'id'> = {
  name: '',
  isOn: true,
  filter: '',
  forMs: 10 * 60_000,
  scope: { kind: 'everyone' },
  channels: { notification: true, sound: false },
  coolDownMs: 5 * 60_000,
  quietHours: null,
  isUrgent: false,
};

/** What the editor begins with: a saved rule, or what is known of a new one. */
export function fieldsOf(start: Partial<Omit<AlertRule, 'id'>>): RuleFields {
  const rule = { ...FIRST, ...start };
  return {
    name: rule.name,
    filter: rule.filter,
    lasts: lengthText(rule.forMs),
    coolDown: lengthText(rule.coolDownMs),
    scope: rule.scope,
    hasNotification: rule.channels.notification,
    hasSound: rule.channels.sound,
    isUrgent: rule.isUrgent,
    hasQuietHours: rule.quietHours !== null,
    quietFrom: rule.quietHours?.from ?? '22:00',
    quietTo: rule.quietHours?.to ?? '06:00',
  };
}

export function problemsOf(fields: RuleFields): RuleProblems {
  const { name, filter, lasts, coolDown, hasQuietHours, quietFrom, quietTo } = fields;
  const parsed = parseFilter(filter);
  return {
    ...(name.trim() === '' ? { name: t('The rule needs a name, for example “Away too long”.') } : {}),
    ...(name.length > MAX_RULE_NAME_LENGTH
      ? { name: t('A name has at most {count} characters.', { count: MAX_RULE_NAME_LENGTH }) }
      : {}),
    ...(parsed.ok && parsed.filter.kind === 'all'
      ? { filter: t('Say what to tell of, for example presence:Away.') }
      : {}),
    ...(parsed.ok ? {} : { filter: parsed.error.message }),
    ...(lengthOf(lasts) === null ? { lasts: NO_LENGTH() } : {}),
    ...(lengthOf(coolDown) === null ? { coolDown: NO_LENGTH() } : {}),
    ...(hasQuietHours && (quietFrom === '' || quietTo === '') ? { quiet: t('Give both times.') } : {}),
  };
}

/** Fields as they stood when they were tried, and what came of it. */
export interface Tried {
  readonly fields: RuleFields;
  readonly trial: RuleTrial;
}

/** What a trial says of the rule as it stands: nothing of one that was changed since it was asked for. */
export const trialOf = (tried: Tried | null, fields: RuleFields): RuleTrial | null =>
  tried?.fields === fields ? tried.trial : null;

/** The rule that is typed; null while something is wrong with it. */
export function draftOf(
  fields: RuleFields,
  { id, isOn }: Pick<AlertRuleDraft, 'id' | 'isOn'>,
): AlertRuleDraft | null {
  const [forMs, coolDownMs] = [lengthOf(fields.lasts), lengthOf(fields.coolDown)];
  if (Object.keys(problemsOf(fields)).length > 0 || forMs === null || coolDownMs === null) return null;
  return {
    ...(id === undefined ? {} : { id }),
    isOn,
    name: fields.name,
    filter: fields.filter,
    forMs,
    coolDownMs,
    scope: fields.scope,
    channels: { notification: fields.hasNotification, sound: fields.hasSound },
    quietHours: fields.hasQuietHours ? { from: fields.quietFrom, to: fields.quietTo } : null,
    isUrgent: fields.isUrgent,
  };
}

const NO_LENGTH = (): string => t('Write a length of time up to 24 hours, such as 90s, 10m or 1h30m.');

function lengthOf(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '0') return 0;
  const quantity = parseQuantity(trimmed);
  if (quantity?.unit !== 'duration' || quantity.ms > RULE_BOUNDS.forMs.most) return null;
  return quantity.ms;
}

const lengthText = (ms: number): string => (ms === 0 ? '' : quantityText({ unit: 'duration', ms }));
