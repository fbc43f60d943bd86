import { CircleHelp, Monitor, Moon, Sun } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Theme } from '../../../../shared/model/snapshot.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { ConnectionChip } from '../connection/ConnectionChip.tsx';
import { ProfileSwitcher } from '../profiles/ProfileSwitcher.tsx';
import styles from './Header.module.css';

/** Which organisation is watched, and how the connection to it is. */
export function Header() {
  const { stores } = useApp();
  return (
    <header className={styles['header']}>
      <h1 className={styles['brand']}>Vigil</h1>
      <ProfileSwitcher />
      <ConnectionChip />
      <span className={styles['space']} />
      <ThemeSwitch />
      <Button
        look="quiet"
        aria-label="Keyboard shortcuts"
        onPress={() => {
          stores.shell.setState({ isHelpOpen: true });
        }}
      >
        <CircleHelp size={18} aria-hidden="true" />
      </Button>
    </header>
  );
}

const THEMES: readonly { readonly theme: Theme; readonly label: string; readonly Icon: typeof Sun }[] = [
  { theme: 'system', label: 'As the system', Icon: Monitor },
  { theme: 'light', label: 'Light', Icon: Sun },
  { theme: 'dark', label: 'Dark', Icon: Moon },
];

function ThemeSwitch() {
  const { bridge } = useApp();
  const perform = usePerform();
  const theme = useSession((slice) => slice.settings.theme);
  return (
    <ToggleButtonGroup
      aria-label="Theme"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      className={styles['themes'] ?? ''}
      onSelectionChange={(keys) => {
        const chosen = THEMES.find((each) => keys.has(each.theme));
        if (chosen !== undefined) void perform(bridge.setTheme({ theme: chosen.theme }));
      }}
    >
      {THEMES.map(({ theme: id, label, Icon }) => (
        <ToggleButton key={id} id={id} aria-label={label} className={styles['theme'] ?? ''}>
          <Icon size={15} aria-hidden="true" />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
