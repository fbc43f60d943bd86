import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useShell } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Outcome.module.css';

const SHOWN_MS = 6000;

/** That something went well, in the footer where it covers nothing, for a while. The region is always there. */
export function OutcomeText() {
  const { stores } = useApp();
  const outcome = useShell((slice) => slice.outcome);
  useEffect(() => {
    if (outcome?.isProblem !== false) return;
    const timer = setTimeout(() => {
      stores.shell.setState({ outcome: null });
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [stores, outcome]);
  return (
    <span role="status" aria-label={t('Outcome')} className={styles['done']}>
      {outcome?.isProblem === false && (
        <>
          <CircleCheck size={13} aria-hidden="true" /> {outcome.text}
        </>
      )}
    </span>
  );
}

/** That something went wrong stays until it is closed. The region is always there, empty. */
export function OutcomeProblem() {
  const { stores } = useApp();
  const outcome = useShell((slice) => slice.outcome);
  const isProblem = outcome?.isProblem === true;
  return (
    <section aria-label={t('Problem')} className={isProblem ? styles['problem'] : 'visually-hidden'}>
      {isProblem && <CircleAlert size={16} aria-hidden="true" />}
      <div role="alert" aria-label={t('Problem')} className={styles['text']}>
        {isProblem && outcome.text}
      </div>
      {isProblem && (
        <Button
          look="quiet"
          aria-label={t('Close message')}
          onPress={() => {
            stores.shell.setState({ outcome: null });
          }}
        >
          <X size={16} aria-hidden="true" />
        </Button>
      )}
    </section>
  );
}
