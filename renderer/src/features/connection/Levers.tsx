import { useId } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Levers.module.css';
import { leverButtons, restoreButton, type LeverButton } from './practice-levers.ts';

/** Faults to try out on the practice org. They reach the simulated service only, never a real organisation. */
export function Levers() {
  return (
    <section aria-label={t('Practice faults')} className={styles['levers']}>
      <header>
        <h2>{t('Practice faults')}</h2>
        <p>
          {t(
            'Break the practice org and watch what Vigil makes of it. Nothing here reaches a real organisation.',
          )}
        </p>
        <LeverRow button={restoreButton()} />
      </header>
      <ul>
        {leverButtons().map((button) => (
          <li key={button.label}>
            <LeverRow button={button} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function LeverRow({ button: { label, lever, watch } }: { readonly button: LeverButton }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const watchId = useId();
  return (
    <div className={styles['row']}>
      <Button
        aria-describedby={watchId}
        onPress={() => void perform(bridge.pullLever(lever), t('{label}: under way.', { label }))}
      >
        {label}
      </Button>
      <p id={watchId}>{watch}</p>
    </div>
  );
}
