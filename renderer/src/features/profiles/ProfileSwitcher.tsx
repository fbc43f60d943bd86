import { Building2, ChevronDown, FlaskConical, Pencil, Plus } from 'lucide-react';
import { Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { PRACTICE_PROFILE_ID } from '../../../../shared/model/profile.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { activeProfile } from '../../stores/session.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './ProfileSwitcher.module.css';

const ADD = 'add';
const EDIT = 'edit';

/** Which organisation is watched; choosing another one connects it. */
export function ProfileSwitcher() {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const settings = useSession((slice) => slice.settings);
  const active = activeProfile(settings);
  const isPractice = active?.target.kind === 'practice';

  function act(key: string): void {
    if (key === ADD) stores.shell.setState({ editing: { kind: 'new' } });
    else if (key === EDIT)
      stores.shell.setState({ editing: { kind: 'saved', profileId: settings.activeProfileId } });
    else if (key !== settings.activeProfileId) void perform(bridge.connect({ profileId: key }));
  }

  return (
    <MenuTrigger>
      <Button className={styles['trigger']}>
        <span className="visually-hidden">Organisation: </span>
        <ProfileIcon isPractice={isPractice} />
        <span className={styles['name']}>{active?.name ?? 'No organisation'}</span>
        {isPractice && <span className={styles['badge']}>Practice</span>}
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover placement="bottom start" className={styles['popover'] ?? ''}>
        <Menu
          aria-label="Organisations"
          className={styles['menu'] ?? ''}
          onAction={(key) => {
            act(String(key));
          }}
        >
          <MenuSection
            selectionMode="single"
            selectedKeys={[settings.activeProfileId]}
            aria-label="Saved organisations"
          >
            {settings.profiles.map(({ id, name }) => (
              <MenuItem key={id} id={id} textValue={name} className={styles['item'] ?? ''}>
                <ProfileIcon isPractice={id === PRACTICE_PROFILE_ID} />
                <span className={styles['name']}>{name}</span>
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className={styles['line'] ?? ''} />
          <MenuItem
            id={EDIT}
            isDisabled={isPractice || active === undefined}
            className={styles['item'] ?? ''}
          >
            <Pencil size={15} aria-hidden="true" /> Edit this organisation…
          </MenuItem>
          <MenuItem id={ADD} className={styles['item'] ?? ''}>
            <Plus size={15} aria-hidden="true" /> Add an organisation…
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function ProfileIcon({ isPractice }: { readonly isPractice: boolean }) {
  return isPractice ? (
    <FlaskConical size={15} aria-hidden="true" />
  ) : (
    <Building2 size={15} aria-hidden="true" />
  );
}
