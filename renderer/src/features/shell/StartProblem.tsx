import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import { t } from '../../../../shared/text/t.ts';
import { Button } from '../../ui/Button.tsx';
import { errorCodes } from '../../wording/errors.ts';
import styles from './StartProblem.module.css';

interface StartProblemProps {
  readonly error: MonitorError;
  readonly onRetry: () => Promise<void>;
}

/** The window could not get its first picture from the main process. */
export function StartProblem({ error, onRetry }: StartProblemProps) {
  return (
    <div role="alert" className={styles['problem']}>
      <h1>{t('Vigil could not open its window')}</h1>
      <p>{error.message}</p>
      <p className={styles['codes']}>{errorCodes(error)}</p>
      <Button look="primary" onPress={() => void onRetry()}>
        {t('Try again')}
      </Button>
    </div>
  );
}
