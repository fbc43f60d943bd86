import { Building2, ChevronDown, FlaskConical, Pencil, Plug, Plus, Unplug } from 'lucide-react';
import { Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator, Text } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { OrganisationMark } from '../../ui/OrganisationMark.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { StateIcon } from '../connection/StateIcon.tsx';
import { organisationViews, type OrganisationView } from './organisations.ts';
import { StatusWords } from './StatusWords.tsx';
import styles from './ProfileSwitcher.module.css';

const ADD = 'add';
const EDIT = 'edit';
const CONNECT = 'connect';
const DISCONNECT = 'disconnect';

/** Every organisation, as it stands now. */
function useOrganisations(): readonly OrganisationView[] {
  const settings = useSession((slice) => slice.settings);
  const statuses = useSession((slice) => slice.organisations);
  return organisationViews(settings, statuses, useNowEvery(1000));
}

/** Which organisation is shown, and how each of them stands; what is connected stays so when another one is shown. */
export function ProfileSwitcher() {
  const organisations = useOrganisations();
  const shown = organisations.find(({ isShown }) => isShown);
  return (
    <MenuTrigger>
      <Button className={styles['trigger']}>
        <span className="visually-hidden">{t('Organisation:')} </span>
        {shown !== undefined && organisations.length > 1 && <OrganisationMark colour={shown.colour} />}
        <ProfileIcon isPractice={shown?.isPractice === true} />
        <span className={styles['name']}>{shown?.name ?? t('No organisation')}</span>
        {shown?.isPractice === true && <span className={styles['badge']}>{t('Practice')}</span>}
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover placement="bottom start" className={styles['popover'] ?? ''}>
        <OrganisationsMenu organisations={organisations} shown={shown} />
      </Popover>
    </MenuTrigger>
  );
}

interface OrganisationsMenuProps {
  readonly organisations: readonly OrganisationView[];
  readonly shown: OrganisationView | undefined;
}

function OrganisationsMenu({ organisations, shown }: OrganisationsMenuProps) {
  const act = useActions(shown);
  return (
    <Menu
      aria-label={t('Organisations')}
      className={styles['menu'] ?? ''}
      onAction={(key) => {
        act(String(key));
      }}
    >
      <MenuSection
        selectionMode="single"
        selectedKeys={shown === undefined ? [] : [shown.profileId]}
        aria-label={t('Saved organisations')}
      >
        {organisations.map(({ profileId, name, colour, isPractice, status }) => (
          <MenuItem key={profileId} id={profileId} textValue={name} className={styles['item'] ?? ''}>
            <OrganisationMark colour={colour} />
            <ProfileIcon isPractice={isPractice} />
            <Text slot="label" className={styles['name'] ?? ''}>
              {name}
            </Text>
            <Text slot="description" className={styles['status'] ?? ''} data-tone={status.tone}>
              <StateIcon name={status.icon} size={14} />
              <StatusWords status={status} />
            </Text>
          </MenuItem>
        ))}
      </MenuSection>
      <Separator className={styles['line'] ?? ''} />
      {shown !== undefined && <ConnectItem shown={shown} />}
      <MenuItem
        id={EDIT}
        isDisabled={shown === undefined || shown.isPractice}
        className={styles['item'] ?? ''}
      >
        <Pencil size={15} aria-hidden="true" /> {t('Edit this organisation…')}
      </MenuItem>
      <MenuItem id={ADD} className={styles['item'] ?? ''}>
        <Plus size={15} aria-hidden="true" /> {t('Add an organisation…')}
      </MenuItem>
    </Menu>
  );
}

/** What a choice in the menu does. */
function useActions(shown: OrganisationView | undefined): (key: string) => void {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  return (key) => {
    if (key === ADD) stores.shell.setState({ editing: { kind: 'new' } });
    else if (shown === undefined) return;
    else if (key === EDIT) stores.shell.setState({ editing: { kind: 'saved', profileId: shown.profileId } });
    else if (key === CONNECT) void perform(bridge.connect({ profileId: shown.profileId }));
    else if (key === DISCONNECT) void perform(bridge.disconnect({ profileId: shown.profileId }));
    else if (key !== shown.profileId) void perform(bridge.showProfile({ profileId: key }));
  };
}

function ConnectItem({ shown: { name, isWanted } }: { readonly shown: OrganisationView }) {
  return isWanted ? (
    <MenuItem id={DISCONNECT} className={styles['item'] ?? ''}>
      <Unplug size={15} aria-hidden="true" /> {t('Disconnect {organisation}', { organisation: name })}
    </MenuItem>
  ) : (
    <MenuItem id={CONNECT} className={styles['item'] ?? ''}>
      <Plug size={15} aria-hidden="true" /> {t('Connect {organisation}', { organisation: name })}
    </MenuItem>
  );
}

function ProfileIcon({ isPractice }: { readonly isPractice: boolean }) {
  return isPractice ? (
    <FlaskConical size={15} aria-hidden="true" />
  ) : (
    <Building2 size={15} aria-hidden="true" />
  );
}
