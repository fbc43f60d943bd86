import { CircleHelp, Monitor, Moon, Search, Sun } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Theme } from '../../../../shared/model/snapshot.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { KeyCaps } from '../../keys/KeyCaps.tsx';
import { Button } from '../../ui/Button.tsx';
import { AlertBell } from '../alerts/AlertBell.tsx';
import { ConnectionChip } from '../connection/ConnectionChip.tsx';
import { ProfileSwitcher } from '../profiles/ProfileSwitcher.tsx';
import { TroubleChips } from '../profiles/TroubleChips.tsx';
import styles from './Header.module.css';

/** Which organisation is shown, how the connection to it is, and which of the others are in trouble. */
export function Header() {
  const { stores } = useApp();
  return (
    <header className={styles['header']}>
      <h1 className={styles['brand']}>Vigil</h1>
      <ProfileSwitcher />
      <ConnectionChip />
      <TroubleChips />
      <span className={styles['space']} />
      <OpenPalette />
      <AlertBell />
      <ThemeSwitch />
      <Button
        look="quiet"
        aria-label={t('Keyboard shortcuts')}
        onPress={() => {
          stores.shell.setState({ isHelpOpen: true });
        }}
      >
        <CircleHelp size={18} aria-hidden="true" />
      </Button>
    </header>
  );
}

function OpenPalette() {
  const { stores } = useApp();
  const choices = useSession((slice) => slice.settings.keys);
  return (
    <Button
      className={styles['search']}
      onPress={() => {
        stores.shell.setState({ isPaletteOpen: true });
      }}
    >
      <Search size={15} aria-hidden="true" />
      <span className={styles['searchText']}>{t('Search or command')}</span>
      <span aria-hidden="true">
        <KeyCaps action="palette" choices={choices} />
      </span>
    </Button>
  );
}

interface ThemeChoice {
  readonly theme: Theme;
  readonly label: string;
  readonly Icon: typeof Sun;
}

const themes = (): readonly ThemeChoice[] => [
  { theme: 'system', label: t('As the system'), Icon: Monitor },
  { theme: 'light', label: t('Light'), Icon: Sun },
  { theme: 'dark', label: t('Dark'), Icon: Moon },
];

function ThemeSwitch() {
  const { bridge } = useApp();
  const perform = usePerform();
  const theme = useSession((slice) => slice.settings.theme);
  return (
    <ToggleButtonGroup
      aria-label={t('Theme')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      className={styles['themes'] ?? ''}
      onSelectionChange={(keys) => {
        const chosen = themes().find((each) => keys.has(each.theme));
        if (chosen !== undefined) void perform(bridge.setTheme({ theme: chosen.theme }));
      }}
    >
      {themes().map(({ theme: id, label, Icon }) => (
        <ToggleButton key={id} id={id} aria-label={label} className={styles['theme'] ?? ''}>
          <Icon size={15} aria-hidden="true" />
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
