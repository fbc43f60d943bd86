import { ProgressBar } from 'react-aria-components';
import type { ExportProgress } from '../../../../shared/model/recording.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './SessionsView.module.css';
import { fileName, progressText } from './wording.ts';

/** An export under way, and a way to end it. */
export function ExportProgressBar({ progress }: { readonly progress: ExportProgress }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const { lookedThrough, total, path } = progress;
  const percent = total === 0 ? 0 : (lookedThrough / total) * 100;
  return (
    <div className={styles['progress']}>
      <ProgressBar aria-label={t('Export to {file}', { file: fileName(path) })} value={percent}>
        {({ percentage }) => (
          <div className={styles['track']}>
            <div className={styles['fill']} style={{ width: `${String(percentage ?? 0)}%` }} />
          </div>
        )}
      </ProgressBar>
      <p>{progressText(progress)}</p>
      <div className={styles['actions']}>
        <Button onPress={() => void perform(bridge.cancelExport(null))}>{t('Cancel the export')}</Button>
      </div>
    </div>
  );
}
