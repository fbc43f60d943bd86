import { SwitchButton, SwitchField } from 'react-aria-components';
import { useApp, useShell } from '../../app-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './HelpDialog.module.css';

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ['1', '2', '3'], what: 'Timeline, Topics, Connection' },
  { keys: ['Space'], what: 'Pause or resume the timeline' },
  { keys: ['F'], what: 'Follow the newest row, or stop following' },
  { keys: ['J', 'K', '↓', '↑'], what: 'Next and previous row' },
  { keys: ['Home', 'End'], what: 'First loaded row; newest row, and follow' },
  { keys: ['Enter'], what: 'Inspect the row' },
  { keys: ['Esc'], what: 'Close the inspector' },
  { keys: ['[', ']'], what: 'Previous and next event of the same topic' },
  { keys: ['G'], what: 'Next gap' },
  { keys: ['/'], what: 'Filter' },
  { keys: ['R'], what: 'Try to connect now' },
  { keys: ['?'], what: 'This list' },
];

export function HelpDialog() {
  const { stores } = useApp();
  const isOpen = useShell((slice) => slice.isHelpOpen);
  const hasSingleKeys = useShell((slice) => slice.hasSingleKeys);
  return (
    <Dialog
      title="Keyboard shortcuts"
      isOpen={isOpen}
      onClose={() => {
        stores.shell.setState({ isHelpOpen: false });
      }}
    >
      <dl className={styles['list']}>
        {SHORTCUTS.map(({ keys, what }) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <SwitchField
        isSelected={hasSingleKeys}
        onChange={(isOn) => {
          stores.shell.setState({ hasSingleKeys: isOn });
        }}
      >
        <SwitchButton className={styles['switch'] ?? ''}>
          <span className={styles['track']} aria-hidden="true" />
          Shortcuts of a single letter or digit, until Vigil closes
        </SwitchButton>
      </SwitchField>
    </Dialog>
  );
}
