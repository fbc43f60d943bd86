import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import type { PreflightStep } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import styles from './PathSteps.module.css';
import { OUTCOME_NAMES, pathSentence, STEP_NAMES, tookText } from './wording.ts';

const ICONS: Record<PreflightStep['outcome'], LucideIcon> = {
  passed: CircleCheck,
  failed: CircleX,
  skipped: CircleDashed,
};

interface PathStepsProps {
  readonly label: string;
  readonly steps: readonly PreflightStep[] | null;
  readonly isRunning: boolean;
}

/** What was found on the way to an organisation, step by step. The region is there before its text. */
export function PathSteps({ label, steps, isRunning }: PathStepsProps) {
  return (
    <div role="status" aria-label={label}>
      {isRunning && <p>{t('Trying every step of the way…')}</p>}
      {steps !== null && (
        <>
          <p className={styles['summary']}>{pathSentence(steps)}</p>
          <ol aria-label={t('Steps')} className={styles['steps']}>
            {steps.map((step, index) => (
              <Step key={`${String(index)} ${step.step}`} step={step} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function Step({ step }: { readonly step: PreflightStep }) {
  const Icon = ICONS[step.outcome];
  return (
    <li data-outcome={step.outcome}>
      <Icon size={16} aria-label={OUTCOME_NAMES[step.outcome]()} />
      <strong>{STEP_NAMES[step.step]()}</strong>
      <span className={styles['found']}>
        <span className={styles['host']}>{step.host}</span>
        {step.outcome !== 'skipped' && <span className={styles['detail']}>{step.detail}</span>}
      </span>
      <span className={styles['took']}>{tookText(step)}</span>
    </li>
  );
}
