import { useState } from 'react';
import type { HistoryDescription, RetentionPolicy } from '../../../../shared/model/history.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { fieldsOf, isSame, limitsOf, problemsOf } from './limits.ts';
import styles from './SettingsView.module.css';
import { useLookAtHistory } from './use-kept-history.ts';
import { usePlannedDeletion, type Plan } from './use-planned-deletion.ts';
import { deletionText } from './wording.ts';

const MINUTE_MS = 60_000;

/** The limits of a history. Other ones say what they would delete before they can be chosen. */
export function LimitsForm({ history }: { readonly history: HistoryDescription }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const look = useLookAtHistory();
  const former = fieldsOf(history.retention);
  const [fields, setFields] = useState(former);
  const problems = problemsOf(fields);
  const limits = isSame(fields, former) ? null : limitsOf(fields);
  const plan = usePlannedDeletion(limits);

  async function choose(): Promise<void> {
    if (limits === null || plan?.phase !== 'known') return;
    await perform(bridge.setRetention(limits), t('The limits of the history are changed.'));
    await look();
  }

  return (
    <form
      noValidate
      aria-label={t('Limits')}
      className={styles['limits']}
      onSubmit={(event) => {
        event.preventDefault();
        void choose();
      }}
    >
      <h3>{t('Limits')}</h3>
      <p className={styles['soft']}>{t('Entries beyond either limit are deleted, the oldest first.')}</p>
      <div className={styles['pair']}>
        <TextField
          label={t('Days to keep')}
          type="number"
          value={fields.days}
          problem={problems.days}
          onChange={(days) => {
            setFields({ ...fields, days });
          }}
        />
        <TextField
          label={t('Largest size in GB')}
          type="number"
          value={fields.gigabytes}
          problem={problems.gigabytes}
          onChange={(gigabytes) => {
            setFields({ ...fields, gigabytes });
          }}
        />
      </div>
      <div role="status" aria-label={t('What new limits delete')}>
        {limits !== null && plan !== null && <PlanText plan={plan} limits={limits} />}
      </div>
      {limits !== null && (
        <div className={styles['actions']}>
          <ChooseButton plan={plan} />
          <Button
            onPress={() => {
              setFields(former);
            }}
          >
            {t('Keep the former limits')}
          </Button>
        </div>
      )}
    </form>
  );
}

function PlanText({ plan, limits }: { readonly plan: Plan; readonly limits: RetentionPolicy }) {
  const now = useNowEvery(MINUTE_MS);
  if (plan.phase === 'asking')
    return <p className={styles['soft']}>{t('Looking what that would delete…')}</p>;
  if (plan.phase === 'failed') return <p className={styles['danger']}>{plan.message}</p>;
  if (plan.deletion === null) return <p className={styles['soft']}>{t('Nothing is deleted by that now.')}</p>;
  return (
    <p className={styles['danger']}>
      {deletionText(plan.deletion, limits, now)} {t('This cannot be undone.')}
    </p>
  );
}

function ChooseButton({ plan }: { readonly plan: Plan | null }) {
  const deletes = plan?.phase === 'known' && plan.deletion !== null;
  return (
    <Button type="submit" look={deletes ? 'danger' : 'primary'} isDisabled={plan?.phase !== 'known'}>
      {deletes ? t('Change the limits and delete') : t('Change the limits')}
    </Button>
  );
}
