import type { Alarm, Alert } from '../../../shared/model/alert.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Reveal } from '../../../shared/model/reveal.ts';
import { t } from '../../../shared/text/t.ts';

/** A notification of the operating system, and where a click on it leads. */
export interface AlertNotification {
  readonly title: string;
  readonly body: string;
  readonly place: Reveal;
}

/** So many of several alerts are named. */
const MOST_NAMED = 4;

/** What a notification says of alerts that come together; null where nobody wants one. */
export function notificationOf({ alerts, hasNotification }: Alarm): AlertNotification | null {
  const [first] = alerts;
  if (!hasNotification || first === undefined) return null;
  if (alerts.length === 1) return { title: first.ruleName, body: bodyOf(first), place: placeOf(first) };
  const named = alerts.slice(0, MOST_NAMED).map(lineOf);
  const more = alerts.length - named.length;
  return {
    title: t('{count, plural, one {# alert} other {# alerts}}', { count: alerts.length }),
    body: [...named, ...(more > 0 ? [t('and {more} more', { more })] : [])].join('\n'),
    place: { profileId: first.profileId, view: 'alerts', position: null, filter: null },
  };
}

function placeOf({ profileId, position }: Alert): Reveal {
  return { profileId, view: position === null ? 'connection' : 'timeline', position, filter: null };
}

function bodyOf({ subjectName, beganAt }: Alert): string {
  const time = timeText(beganAt);
  return subjectName === null
    ? t('Since {time}', { time })
    : t('{subject}, since {time}', { subject: subjectName, time });
}

const lineOf = ({ ruleName, subjectName }: Alert): string =>
  subjectName === null ? ruleName : t('{rule}: {subject}', { rule: ruleName, subject: subjectName });

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const timeText = (at: EpochMs): string => TIME.format(at);
