import { Info, TriangleAlert, X } from 'lucide-react';
import { useId } from 'react';
import type { Notice, NoticeAction } from '../../../../shared/model/snapshot.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './Notices.module.css';
import { OutcomeProblem } from './Outcome.tsx';

/** What the user should know beside the connection, and what went wrong with what they last did. */
export function Notices() {
  const notices = useSession((slice) => slice.notices);
  return (
    <>
      {notices.length > 0 && (
        <section aria-label={t('Notices')}>
          <ul className={styles['list']}>
            {notices.map((notice) => (
              <NoticeItem key={`${notice.profileId ?? ''} ${notice.id}`} notice={notice} />
            ))}
          </ul>
        </section>
      )}
      <OutcomeProblem />
    </>
  );
}

const ACTION_LABELS: Readonly<Record<NoticeAction['action'], () => string>> = {
  'retry-history': () => t('Try again now'),
  'stay-in-memory': () => t('Go on in memory'),
  'show-file': () => t('Show the file'),
};

function NoticeItem({ notice }: { readonly notice: Notice }) {
  const { id, profileId = null, severity, message, actions = [] } = notice;
  const { bridge } = useApp();
  const perform = usePerform();
  const messageId = useId();
  const organisation = useSession(({ settings: { profiles } }) =>
    profiles.length > 1 ? profiles.find((profile) => profile.id === profileId)?.name : undefined,
  );
  return (
    <li className={classNames(styles['notice'], styles[severity])}>
      {severity === 'warning' ? (
        <TriangleAlert size={16} aria-label={t('Warning')} />
      ) : (
        <Info size={16} aria-label={t('Notice')} />
      )}
      <span id={messageId}>
        {organisation !== undefined && <strong>{organisation}: </strong>}
        {message}
      </span>
      {actions.map(({ action }) => (
        <Button
          key={action}
          aria-describedby={messageId}
          onPress={() => void perform(bridge.actOnNotice({ id, profileId, action }))}
        >
          {ACTION_LABELS[action]()}
        </Button>
      ))}
      <Button
        look="quiet"
        aria-label={t('Dismiss: {message}', { message })}
        onPress={() => void perform(bridge.dismissNotice({ id, profileId }))}
      >
        <X size={16} aria-hidden="true" />
      </Button>
    </li>
  );
}
