import { useState } from 'react';
import type { RuleTrial } from '../../../../shared/model/alert.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { momentText } from '../../wording/time.ts';
import { showPlace } from './open-alert.ts';
import styles from './RuleEditor.module.css';
import { trialText } from './wording.ts';

const MINUTE_MS = 60_000;
/** So many samples are offered to be looked at. */
const MOST_OFFERED = 5;

interface TrialProps {
  /** Null before it was tried, and since the rule was changed. */
  readonly trial: RuleTrial | null;
  readonly onTry: () => Promise<void>;
  /** A sample is looked at. */
  readonly onOpened: () => void;
}

/** What the rule would have done. */
export function Trial({ trial, onTry, onOpened }: TrialProps) {
  const app = useApp();
  const now = useNowEvery(MINUTE_MS);
  const [isTrying, setIsTrying] = useState(false);
  return (
    <div className={styles['trial']}>
      <Button
        isDisabled={isTrying}
        onPress={() => {
          setIsTrying(true);
          void onTry().finally(() => {
            setIsTrying(false);
          });
        }}
      >
        {t('Try it')}
      </Button>
      <p role="status" aria-label={t('Result of the trial')}>
        {isTrying ? t('Looking through the history…') : trial !== null && trialText(trial)}
      </p>
      {trial !== null && trial.samples.length > 0 && (
        <ul aria-label={t('Newest of them')} className={styles['samples']}>
          {trial.samples.slice(0, MOST_OFFERED).map(({ position, at }) => (
            <li key={`${String(position)} ${String(at)}`}>
              <Button
                look="quiet"
                onPress={() => {
                  onOpened();
                  showPlace(app, { profileId: trial.profileId, view: 'timeline', position, filter: null });
                }}
              >
                {t('Show {time}', { time: momentText(at, now) })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
