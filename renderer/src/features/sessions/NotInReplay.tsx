import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './SessionsView.module.css';

/** Stands where a view would show, and act on, what is now, while a recording is shown. */
export function NotInReplay() {
  const { bridge } = useApp();
  const perform = usePerform();
  return (
    <div className={styles['view']}>
      <section aria-label={t('Not in a replay')} className={styles['card']}>
        <h2>{t('This is not part of a recording')}</h2>
        <p className={styles['soft']}>
          {t(
            'Topics and the connection are those of your organisation as it is now, and Vigil goes on listening to it in the background. To see and change them, leave the replay.',
          )}
        </p>
        <div className={styles['actions']}>
          <Button onPress={() => void perform(bridge.controlReplay({ command: 'leave' }))}>
            {t('Leave replay')}
          </Button>
        </div>
      </section>
    </div>
  );
}
