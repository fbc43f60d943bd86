import { useState } from 'react';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { PreflightStep } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { errorCodes } from '../../wording/errors.ts';
import { clockTime } from '../../wording/time.ts';
import styles from './PathCheck.module.css';
import { PathSteps } from './PathSteps.tsx';

/** Where the way to the watched organisation ends, if it does. Another organisation begins anew. */
export function PathCheck() {
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  return <PathCheckOf key={profileId} />;
}

type Found =
  | { readonly at: number; readonly steps: readonly PreflightStep[] }
  | { readonly at: number; readonly error: MonitorError };

function PathCheckOf() {
  const { bridge } = useApp();
  const [isRunning, setIsRunning] = useState(false);
  const [found, setFound] = useState<Found | null>(null);

  async function check(): Promise<void> {
    if (isRunning) return;
    setIsRunning(true);
    setFound(null);
    const answer = await bridge.checkPath(null);
    const at = Date.now();
    setFound(answer.ok ? { at, steps: answer.value } : { at, error: answer.error });
    setIsRunning(false);
  }

  return (
    <section aria-label={t('Path')} className={styles['card']}>
      <div className={styles['head']}>
        <h2>{t('Path to the organisation')}</h2>
        {found !== null && (
          <span className={styles['when']}>{t('checked at {time}', { time: clockTime(found.at) })}</span>
        )}
        <Button isPending={isRunning} onPress={() => void check()}>
          {isRunning ? t('Checking…') : t('Check the path')}
        </Button>
      </div>
      {found === null && !isRunning && (
        <p className={styles['about']}>
          {t(
            'Tries name, proxy, connection, sign-in, API and WebSocket one after another, beside the connection and without opening a channel, and names the one that fails.',
          )}
        </p>
      )}
      {found !== null && 'error' in found && (
        <p role="alert" className={styles['error']}>
          {found.error.message} <small>({errorCodes(found.error)})</small>
        </p>
      )}
      <PathSteps
        label={t('Result of the check')}
        steps={found !== null && 'steps' in found ? found.steps : null}
        isRunning={isRunning}
      />
    </section>
  );
}
