import { useState } from 'react';
import type { HistoryDescription } from '../../../../shared/model/history.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import styles from './SettingsView.module.css';
import { useLookAtHistory } from './use-kept-history.ts';
import { keptText } from './wording.ts';

const MINUTE_MS = 60_000;

/** Deletes everything that is kept of an organisation, after a question. */
export function EraseHistory({
  history,
  name,
}: {
  readonly history: HistoryDescription;
  readonly name: string;
}) {
  const { bridge, sync } = useApp();
  const perform = usePerform();
  const look = useLookAtHistory();
  const now = useNowEvery(MINUTE_MS);
  const [asking, setAsking] = useState<'no' | 'yes' | 'erasing'>('no');

  async function erase(): Promise<void> {
    setAsking('erasing');
    const { profileId } = history;
    const isErased = await perform(
      bridge.eraseHistory({ profileId }),
      t('The history of {name} is deleted.', { name }),
    );
    setAsking('no');
    if (!isErased) return;
    // The numbers of entries begin anew: nothing of the former picture may stay.
    await Promise.all([sync.reload(), look()]);
  }

  return (
    <div className={styles['erase']}>
      <h3>{t('Delete it')}</h3>
      <p className={styles['soft']}>
        {t(
          'Everything that is kept of this organisation, with its key and what was set aside of it. What arrives afterwards begins a new history.',
        )}
      </p>
      <Button
        look="danger"
        onPress={() => {
          setAsking('yes');
        }}
      >
        {t('Delete the history…')}
      </Button>
      <Dialog
        title={t('Delete the history of {name}?', { name })}
        isOpen={asking !== 'no'}
        onClose={() => {
          setAsking('no');
        }}
      >
        <div className={styles['question']}>
          <p>
            {t('{kept}. All of it is deleted, pins and notes included. This cannot be undone.', {
              kept: keptText(history, now),
            })}
          </p>
          <p>{t('The organisation, its topics and its secret stay.')}</p>
          <div className={styles['answers']}>
            <Button
              onPress={() => {
                setAsking('no');
              }}
            >
              {t('Keep it')}
            </Button>
            <Button look="danger" isPending={asking === 'erasing'} onPress={() => void erase()}>
              {asking === 'erasing' ? t('Deleting…') : t('Delete everything')}
            </Button>
          </div>
        </div>
      </Dialog>
    </div>
  );
}
