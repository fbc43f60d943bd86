import { Ellipsis } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import styles from './GroupMenu.module.css';
import type { GroupPicture } from './picture.ts';

/** What can be done with a group. */
export function GroupMenu({ group }: { readonly group: GroupPicture }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const { profileId, source, name } = group;
  return (
    <MenuTrigger>
      <Button look="quiet" aria-label={t('More about {group}', { group: visibleText(name) })}>
        <Ellipsis size={16} aria-hidden="true" />
      </Button>
      <Popover className={styles['popover'] ?? ''} placement="bottom end">
        <Menu
          className={styles['menu'] ?? ''}
          aria-label={t('More about {group}', { group: visibleText(name) })}
        >
          <MenuItem
            className={styles['item'] ?? ''}
            onAction={() => {
              stores.boardChoice.setState({ dialog: { kind: 'limits', profileId } });
            }}
          >
            {t('Limits…')}
          </MenuItem>
          <MenuItem
            className={styles['item'] ?? ''}
            onAction={() =>
              void perform(
                bridge.unwatchGroup({ profileId, group: { kind: source.kind, id: source.id } }),
                t('{group} is no longer on the board.', { group: visibleText(name) }),
              )
            }
          >
            {t('Remove from the board')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
