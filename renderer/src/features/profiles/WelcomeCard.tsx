import { PRACTICE_PROFILE_ID } from '../../../../shared/model/profile.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './WelcomeCard.module.css';

/** Greets on the first run without standing in the way: the practice org is live behind it. */
export function WelcomeCard() {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const isDone = useSession((slice) => slice.settings.isWelcomeDone);
  if (isDone) return null;
  return (
    <section aria-label="Welcome" className={styles['card']}>
      <div>
        <h2>Welcome to Vigil</h2>
        <p>
          This is a practice org with made-up people, live already: look around, break its connection on
          purpose, and connect your own organisation when you are ready.
        </p>
      </div>
      <div className={styles['actions']}>
        <Button
          look="primary"
          onPress={() => {
            stores.shell.setState({ editing: { kind: 'new' } });
          }}
        >
          Connect your organisation
        </Button>
        <Button onPress={() => void perform(bridge.connect({ profileId: PRACTICE_PROFILE_ID }))}>
          Look around the practice org
        </Button>
      </div>
    </section>
  );
}
