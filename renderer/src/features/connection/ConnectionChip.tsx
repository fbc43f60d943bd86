import { t } from '../../../../shared/text/t.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './ConnectionChip.module.css';
import { StateIcon } from './StateIcon.tsx';
import { useChip } from './use-chip.ts';

/** The state of the connection in a shape and a few words; opens the Connection view. */
export function ConnectionChip() {
  const { stores } = useApp();
  const view = useChip();
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
      <span className="visually-hidden">{t('Connection: {spoken}', { spoken: view.spoken })}</span>
    </Button>
  );
}
