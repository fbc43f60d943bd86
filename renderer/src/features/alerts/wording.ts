import { assertNever } from '../../../../shared/assert-never.ts';
import type { Alert, AlertOutcome, AlertRule, RuleTrial } from '../../../../shared/model/alert.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import { clockTime, durationText, momentText } from '../../wording/time.ts';
import { visibleText } from '../../wording/safe-text.ts';

/** Whom or what an alert is about: `Ana Ruiz`; empty for what is about nobody. */
export const aboutText = ({ subject, subjectName }: Alert): string =>
  visibleText(subjectName ?? subject?.id?.slice(0, 8) ?? '');

/** `Ana Ruiz, for 10 m 00 s, since 14:31:02`. */
export function factsText(alert: Alert, now: EpochMs): string {
  const about = aboutText(alert);
  const since = t('since {time}', { time: momentText(alert.beganAt, now) });
  const lasted = alert.forMs === 0 ? [] : [t('for {length}', { length: durationText(alert.forMs) })];
  return [...(about === '' ? [] : [about]), ...lasted, since].join(', ');
}

/** What came of it beside that it fired; empty when there is nothing to say. */
export function outcomeText(outcome: AlertOutcome): string {
  if (outcome.kind === 'held') return heldText(outcome);
  const held =
    outcome.heldSince === null
      ? ''
      : t('Held while not live since {time}, and confirmed afterwards.', {
          time: clockTime(outcome.heldSince),
        });
  switch (outcome.silencedBy) {
    case null:
      return held;
    case 'paused':
      return t('No notification: alerts were paused.');
    case 'quiet-hours':
      return t('No notification: it was in quiet hours.');
    default:
      return assertNever(outcome.silencedBy, 'silence');
  }
}

function heldText({ notLiveSince, became }: Extract<AlertOutcome, { readonly kind: 'held' }>): string {
  const time = clockTime(notLiveSince);
  switch (became) {
    case 'open':
      return t('Held: not live since {time}. It is told when a refresh confirms it.', { time });
    case 'ended':
      return t('Held: not live since {time}. When data was live again, it was over.', { time });
    case 'unknown':
      return t('Held: not live since {time}. Nobody knows what became of it.', { time });
    default:
      return assertNever(became, 'outcome');
  }
}

/** `Fired`, `Held`: said with an icon of its own. */
export const outcomeLabel = ({ kind }: AlertOutcome): string => (kind === 'fired' ? t('Alert') : t('Held'));

/** `2 alerts held while not live.`; empty when none is. */
export function heldSentence(alerts: readonly Alert[]): string {
  const count = alerts.filter(({ outcome }) => outcome.kind === 'held' && outcome.became === 'open').length;
  if (count === 0) return '';
  return t('{count, plural, one {# alert} other {# alerts}} held while not live.', { count });
}

/** `presence:Away for 10 m 00 s`. */
export function ruleText({ filter, forMs }: Pick<AlertRule, 'filter' | 'forMs'>): string {
  const shown = visibleText(filter);
  if (forMs === 0) return t('{filter}, at once', { filter: shown });
  return t('{filter}, for {length}', { filter: shown, length: durationText(forMs) });
}

/** `Would have fired 7 times in the last 24 h.` */
export function trialText({
  fired,
  from,
  to,
  isWhole,
}: Pick<RuleTrial, 'fired' | 'from' | 'to' | 'isWhole'>): string {
  const length = durationText(Math.max(0, to - from));
  const times = t(
    '{fired, plural, =0 {Would not have fired} one {Would have fired once} other {Would have fired # times}}',
    { fired },
  );
  return isWhole
    ? t('{times} in the last 24 hours.', { times })
    : t('{times} in {length}: that much could be looked through.', { times, length });
}

/** What is said aloud of alerts that come together. */
export function alarmSentence(alerts: readonly Alert[]): string {
  const [first] = alerts;
  if (first === undefined) return '';
  const about = aboutText(first);
  const told = about === '' ? visibleText(first.ruleName) : `${visibleText(first.ruleName)}: ${about}`;
  if (alerts.length === 1) return t('Alert. {told}.', { told });
  return t('{count, plural, one {# alert} other {# alerts}}, the first: {told}.', {
    count: alerts.length,
    told,
  });
}

/** Until when alerts make no noise. */
export const pauseText = (pausedUntil: EpochMs, now: EpochMs): string =>
  t('Alerts are paused until {time}', { time: momentText(pausedUntil, now) });
