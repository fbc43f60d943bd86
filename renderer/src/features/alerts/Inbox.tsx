import { BellRing, Hourglass, VolumeX } from 'lucide-react';
import { useState } from 'react';
import type { Alert } from '../../../../shared/model/alert.ts';
import { t } from '../../../../shared/text/t.ts';
import { useAlerts, useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { momentText } from '../../wording/time.ts';
import styles from './AlertsView.module.css';
import { openAlert } from './open-alert.ts';
import { factsText, heldSentence, outcomeLabel, outcomeText } from './wording.ts';

const MINUTE_MS = 60_000;
/** So many are listed until somebody asks for the rest. */
const FIRST_SHOWN = 50;

/** Everything that was told of, the newest first. */
export function Inbox() {
  const { bridge } = useApp();
  const perform = usePerform();
  const now = useNowEvery(MINUTE_MS);
  const { alerts, unread } = useAlerts((slice) => slice.inbox);
  const held = heldSentence(alerts);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? alerts : alerts.slice(0, FIRST_SHOWN);
  return (
    <section aria-label={t('Inbox')} className={styles['card']}>
      <header className={styles['head']}>
        <h2>{t('Inbox')}</h2>
        <p className={styles['soft']}>
          {t('{unread, plural, =0 {Nothing unread} one {# unread} other {# unread}}', { unread })}
          {held !== '' && <span className={styles['held']}> {held}</span>}
        </p>
        <Button isDisabled={unread === 0} onPress={() => void perform(bridge.readAlerts({ ids: null }))}>
          {t('Mark all as read')}
        </Button>
      </header>
      {alerts.length === 0 ? (
        <p className={styles['empty']}>
          {t(
            'Nothing has been told of yet. What your rules find appears here, and stays when it was quiet or held.',
          )}
        </p>
      ) : (
        <ul aria-label={t('Alerts, newest first')} className={styles['alerts']}>
          {shown.map((alert) => (
            <InboxItem key={alert.id} alert={alert} now={now} />
          ))}
        </ul>
      )}
      {shown.length < alerts.length && (
        <Button
          onPress={() => {
            setIsWhole(true);
          }}
        >
          {t('Show all {count}', { count: alerts.length })}
        </Button>
      )}
    </section>
  );
}

function InboxItem({ alert, now }: { readonly alert: Alert; readonly now: number }) {
  const app = useApp();
  const { profiles } = useSession((slice) => slice.settings);
  const organisation =
    profiles.length > 1 ? profiles.find(({ id }) => id === alert.profileId)?.name : undefined;
  const more = outcomeText(alert.outcome);
  return (
    <li
      className={styles['alert']}
      data-unread={!alert.isRead || undefined}
      data-outcome={alert.outcome.kind}
    >
      <OutcomeIcon alert={alert} />
      <Button
        look="quiet"
        className={styles['open']}
        onPress={() => {
          openAlert(app, alert);
        }}
      >
        <span className={styles['title']}>
          {!alert.isRead && <span className="visually-hidden">{t('Unread')}. </span>}
          <span className="visually-hidden">{outcomeLabel(alert.outcome)}: </span>
          <bdi>{visibleText(alert.ruleName)}</bdi>
          {organisation !== undefined && <bdi className={styles['org']}>{visibleText(organisation)}</bdi>}
        </span>
        <span className={styles['facts']}>
          <bdi>{factsText(alert, now)}</bdi>
        </span>
        {more !== '' && <span className={styles['more']}>{more}</span>}
      </Button>
      <time className={styles['time']} dateTime={new Date(alert.at).toISOString()}>
        {momentText(alert.at, now)}
      </time>
    </li>
  );
}

function OutcomeIcon({ alert: { outcome } }: { readonly alert: Alert }) {
  if (outcome.kind === 'held') return <Hourglass size={16} aria-hidden="true" />;
  return outcome.silencedBy === null ? (
    <BellRing size={16} aria-hidden="true" />
  ) : (
    <VolumeX size={16} aria-hidden="true" />
  );
}
