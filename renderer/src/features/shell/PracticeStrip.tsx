import { FlaskConical } from 'lucide-react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useRecordings, useSession } from '../../app-context.ts';
import { openReplay } from '../../stores/recordings.ts';
import { activeProfile } from '../../stores/session.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './PracticeStrip.module.css';

/** Marks the practice org all the time, so that nobody takes its agents for real ones. */
export function PracticeStrip() {
  const { stores } = useApp();
  const isPractice = useSession((slice) => activeProfile(slice.settings)?.target.kind === 'practice');
  const isWelcomeDone = useSession((slice) => slice.settings.isWelcomeDone);
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  // What a recording shows is not of this organisation.
  if (!isPractice || isReplay) return null;
  return (
    <aside aria-label={t('Practice')} className={styles['strip']}>
      <FlaskConical size={15} aria-hidden="true" />
      <span role="note" aria-label={t('Practice org')}>
        <strong>{t('Practice org: simulated data.')}</strong>{' '}
        {t('People, queues and events are made up on this computer.')}
      </span>
      {isWelcomeDone && (
        <Button
          look="quiet"
          className={styles['button']}
          onPress={() => {
            stores.shell.setState({ editing: { kind: 'new' } });
          }}
        >
          {t('Connect your organisation')}
        </Button>
      )}
    </aside>
  );
}
