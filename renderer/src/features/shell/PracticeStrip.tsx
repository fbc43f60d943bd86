import { FlaskConical } from 'lucide-react';
import { useApp, useSession } from '../../app-context.ts';
import { activeProfile } from '../../stores/session.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './PracticeStrip.module.css';

/** Marks the practice org all the time, so that nobody takes its agents for real ones. */
export function PracticeStrip() {
  const { stores } = useApp();
  const isPractice = useSession((slice) => activeProfile(slice.settings)?.target.kind === 'practice');
  const isWelcomeDone = useSession((slice) => slice.settings.isWelcomeDone);
  if (!isPractice) return null;
  return (
    <aside aria-label="Practice" className={styles['strip']}>
      <FlaskConical size={15} aria-hidden="true" />
      <span role="note" aria-label="Practice org">
        <strong>Practice org: simulated data.</strong> People, queues and events are made up on this computer.
      </span>
      {isWelcomeDone && (
        <Button
          look="quiet"
          className={styles['button']}
          onPress={() => {
            stores.shell.setState({ editing: { kind: 'new' } });
          }}
        >
          Connect your organisation
        </Button>
      )}
    </aside>
  );
}
