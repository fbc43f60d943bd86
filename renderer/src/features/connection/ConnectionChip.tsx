import { useApp, useConnection, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/use-now.ts';
import styles from './ConnectionChip.module.css';
import { chipView } from './chip.ts';
import { StateIcon } from './StateIcon.tsx';

/** The state of the connection in a shape and a few words; opens the Connection view. */
export function ConnectionChip() {
  const { stores } = useApp();
  const report = useConnection((slice) => slice.report);
  const subscriptions = useSession((slice) => slice.subscriptions);
  const view = chipView(report, subscriptions, useNow());
  return (
    <Button
      id="connection-chip"
      look="quiet"
      className={classNames(styles['chip'], styles[view.tone])}
      onPress={() => {
        stores.shell.setState({ view: 'connection' });
      }}
    >
      <StateIcon name={view.icon} />
      <span className={styles['text']} aria-hidden="true">
        {view.text}
      </span>
      <span className="visually-hidden">Connection: {view.spoken}</span>
    </Button>
  );
}
