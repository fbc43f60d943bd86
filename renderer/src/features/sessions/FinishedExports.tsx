import { FolderOpen } from 'lucide-react';
import type { FinishedExport } from '../../../../shared/model/recording.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useRecordings } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { momentText } from '../../wording/time.ts';
import styles from './SessionsView.module.css';
import { fileName, resultText } from './wording.ts';

const MINUTE_MS = 60_000;

/** What was exported since Vigil was started. */
export function FinishedExports() {
  const finished = useRecordings((slice) => slice.exports.finished);
  return (
    <section aria-label={t('Last exports')} className={styles['card']}>
      <h2>{t('Last exports')}</h2>
      {finished.length === 0 ? (
        <p className={styles['soft']}>{t('Nothing was exported since Vigil was started.')}</p>
      ) : (
        <ul className={styles['list']}>
          {finished.map((one) => (
            <Item key={one.id} finished={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ finished }: { readonly finished: FinishedExport }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const now = useNowEvery(MINUTE_MS);
  const name = fileName(finished.path);
  const isFailed = finished.result.kind === 'failed';
  return (
    <li className={styles['item']}>
      <span className={styles['name']} title={finished.path}>
        {name}
      </span>
      {finished.result.kind === 'written' && (
        <Button
          look="quiet"
          aria-label={t('Show in folder: {name}', { name })}
          onPress={() => void perform(bridge.showExport({ id: finished.id }))}
        >
          <FolderOpen size={16} aria-hidden="true" /> {t('Show in folder')}
        </Button>
      )}
      <span className={isFailed ? styles['bad'] : styles['soft']}>
        {momentText(finished.at, now)} · {resultText(finished)}
      </span>
    </li>
  );
}
