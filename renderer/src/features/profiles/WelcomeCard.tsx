import { PRACTICE_PROFILE_ID } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useRecordings, useSession } from '../../app-context.ts';
import { openReplay } from '../../stores/recordings.ts';
import { Button } from '../../ui/Button.tsx';
import { useOpenSession } from '../sessions/use-open-session.ts';
import styles from './WelcomeCard.module.css';

/** Greets on the first run without standing in the way: the practice org is live behind it. */
export function WelcomeCard() {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const isDone = useSession((slice) => slice.settings.isWelcomeDone);
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  const openSession = useOpenSession();
  if (isDone || isReplay) return null;
  return (
    <section aria-label={t('Welcome')} className={styles['card']}>
      <div>
        <h2>{t('Welcome to Vigil')}</h2>
        <p>
          {t(
            'This is a practice org with made-up people, live already: look around, break its connection on purpose, and connect your own organisation when you are ready.',
          )}
        </p>
      </div>
      <div className={styles['actions']}>
        <Button
          look="primary"
          onPress={() => {
            stores.shell.setState({ editing: { kind: 'new' } });
          }}
        >
          {t('Connect your organisation')}
        </Button>
        <Button onPress={() => void perform(bridge.connect({ profileId: PRACTICE_PROFILE_ID }))}>
          {t('Look around the practice org')}
        </Button>
        <Button onPress={() => void openSession(null)}>{t('Replay a recorded session…')}</Button>
      </div>
    </section>
  );
}
