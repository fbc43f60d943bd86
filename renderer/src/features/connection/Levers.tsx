import { useId } from 'react';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Levers.module.css';
import { LEVER_BUTTONS, RESTORE, type LeverButton } from './practice-levers.ts';

/** Faults to try out on the practice org. They reach the simulated service only, never a real organisation. */
export function Levers() {
  return (
    <section aria-label="Practice faults" className={styles['levers']}>
      <header>
        <h2>Practice faults</h2>
        <p>
          Break the practice org and watch what Vigil makes of it. Nothing here reaches a real organisation.
        </p>
        <LeverRow button={RESTORE} />
      </header>
      <ul>
        {LEVER_BUTTONS.map((button) => (
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
        onPress={() => void perform(bridge.pullLever(lever), `${label}: under way.`)}
      >
        {label}
      </Button>
      <p id={watchId}>{watch}</p>
    </div>
  );
}
