import { CircleCheck, CircleX } from 'lucide-react';
import type { PreflightStep } from '../../../../shared/model/profile.ts';
import styles from './ProfileForm.module.css';
import { STEP_NAMES } from './wording.ts';

interface PreflightListProps {
  readonly steps: readonly PreflightStep[] | null;
  readonly isRunning: boolean;
}

/** What a test of the connection found, step by step. The region is there before its text. */
export function PreflightList({ steps, isRunning }: PreflightListProps) {
  return (
    <div role="status" aria-label="Result of the test">
      {isRunning && <p>Signing in, asking the API and opening a channel…</p>}
      {steps !== null && (
        <ol aria-label="Steps" className={styles['steps']}>
          {steps.map(({ step, outcome, detail }) => (
            <li key={step} data-outcome={outcome}>
              {outcome === 'passed' ? (
                <CircleCheck size={16} aria-label="Passed" />
              ) : (
                <CircleX size={16} aria-label="Failed" />
              )}
              <span>
                <strong>{STEP_NAMES[step]}:</strong> {detail}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
