import { MOST_ALERTS, type Alert, type AlertRule, type Silence } from '../../../shared/model/alert.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { Occurrence } from './occurrence.ts';
import type { RuleOutcome } from './rule-watch.ts';

/** Puts an alert on top, or in the place of what it was before. Newest first. */
export function withAlert(alerts: readonly Alert[], alert: Alert): readonly Alert[] {
  const former = alerts.find(({ id }) => id === alert.id);
  if (former === undefined) return [alert, ...alerts].slice(0, MOST_ALERTS);
  // What was held and fires now is news.
  if (former.outcome.kind !== alert.outcome.kind) {
    return [alert, ...alerts.filter((other) => other !== former)];
  }
  return alerts.map((other) => (other === former ? { ...alert, isRead: former.isRead } : other));
}

/** Null for all of them. */
export function withRead(alerts: readonly Alert[], ids: readonly string[] | null): readonly Alert[] {
  const read = ids === null ? null : new Set(ids);
  return alerts.map((alert) =>
    alert.isRead || (read !== null && !read.has(alert.id)) ? alert : { ...alert, isRead: true },
  );
}

interface Told {
  readonly profileId: string;
  readonly rule: AlertRule;
  readonly at: EpochMs;
  readonly silencedBy: Silence | null;
}

/** The alert that came of a rule. */
export function alertOf({
  outcome,
  names,
  ...told
}: Told & {
  readonly outcome: Exclude<RuleOutcome, { readonly kind: 'settled' }>;
  readonly names: Directory;
}): Alert {
  const { occurrence } = outcome;
  return {
    ...commonOf(told),
    id: idOf(told.profileId, told.rule.id, occurrence),
    subject: occurrence.subject,
    subjectName: nameOf(occurrence, names),
    position: occurrence.position,
    beganAt: occurrence.beganAt,
    outcome:
      outcome.kind === 'fired'
        ? { kind: 'fired', silencedBy: told.silencedBy, heldSince: outcome.heldSince }
        : { kind: 'held', notLiveSince: outcome.since, became: 'open' },
  };
}

/** Data has not been live for too long. Where it stands on the timeline is known when it is over. */
export function notLiveAlert({ since, ...told }: Told & { readonly since: EpochMs }): Alert {
  return {
    ...commonOf(told),
    ...{ id: idOfNotLive(told.profileId, since), subject: null, subjectName: null, position: null },
    beganAt: since,
    outcome: { kind: 'fired', silencedBy: told.silencedBy, heldSince: null },
  };
}

export const idOfNotLive = (profileId: string, since: EpochMs): string =>
  `not-live ${profileId} ${String(since)}`;

/** What became of one that was held. */
export function withSettled(
  alerts: readonly Alert[],
  profileId: string,
  ruleId: string,
  { occurrence, became }: Extract<RuleOutcome, { readonly kind: 'settled' }>,
): readonly Alert[] {
  const id = idOf(profileId, ruleId, occurrence);
  return alerts.map((alert) =>
    alert.id === id && alert.outcome.kind === 'held'
      ? { ...alert, outcome: { ...alert.outcome, became } }
      : alert,
  );
}

/** Nobody follows what an earlier run of Vigil held: it is told of where it is found to have gone on. */
export const withNoneHeld = (alerts: readonly Alert[]): readonly Alert[] =>
  alerts.map((alert) =>
    alert.outcome.kind === 'held' && alert.outcome.became === 'open'
      ? { ...alert, outcome: { ...alert.outcome, became: 'unknown' } }
      : alert,
  );

function commonOf({
  profileId,
  rule,
  at,
}: Told): Pick<Alert, 'profileId' | 'ruleId' | 'ruleName' | 'isUrgent' | 'forMs' | 'at' | 'isRead'> {
  const { id: ruleId, name: ruleName, isUrgent, forMs } = rule;
  return { profileId, ruleId, ruleName, isUrgent, forMs, at, isRead: false };
}

const idOf = (profileId: string, ruleId: string, { position, beganAt }: Occurrence): string =>
  `${ruleId} ${profileId} ${String(position)} ${String(beganAt)}`;

function nameOf({ subject, topic }: Occurrence, { users, queues }: Directory): string | null {
  if (subject === null) return topic === '' ? null : topic;
  if (subject.id === null) return null;
  const known = subject.kind === 'user' ? users : subject.kind === 'queue' ? queues : {};
  return Object.hasOwn(known, subject.id) ? (known[subject.id] ?? null) : null;
}
