import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { BUILT_IN_VIEWS, type SavedView } from '../../../../shared/model/saved-view.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import { viewOf } from './draft.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import type { FilterDraft } from './use-filter-draft.ts';
import { viewName } from './view-name.ts';
import styles from './ViewsMenu.module.css';

const SAVE = 'do-save';
const REMOVE = 'do-remove';
const COPY_LINK = 'do-copy-link';
const keyOf = ({ name }: SavedView): string => `view:${name}`;

/** Filters with names: those of Vigil and those that were saved. */
export function ViewsMenu({ draft }: { readonly draft: FilterDraft }) {
  const { bridge, actions } = useApp();
  const perform = usePerform();
  const saved = useSession((slice) => slice.settings.views);
  const [isSaving, setSaving] = useState(false);
  const current = viewOf(draft.applied, saved);
  const isSaved = current !== null && saved.includes(current);

  function act(key: string): void {
    if (key === SAVE) setSaving(true);
    else if (key === COPY_LINK) actions.perform('copy-view-link');
    else if (key === REMOVE && current !== null) {
      void perform(
        bridge.removeView({ name: current.name }),
        t('View "{name}" removed.', { name: current.name }),
      );
    } else {
      const view = [...BUILT_IN_VIEWS, ...saved].find((one) => keyOf(one) === key);
      if (view !== undefined) draft.apply(view.filter);
    }
  }

  return (
    <>
      <MenuTrigger>
        <Button className={styles['trigger']}>
          <span>{t('View: {name}', { name: current === null ? t('custom') : viewName(current) })}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
        <Popover placement="bottom end" className={styles['popover'] ?? ''}>
          <Menu
            aria-label={t('Views')}
            className={styles['menu'] ?? ''}
            onAction={(key) => {
              act(String(key));
            }}
          >
            <ViewSection title={t('Built in')} views={BUILT_IN_VIEWS} current={current} />
            {saved.length > 0 && <ViewSection title={t('Saved')} views={saved} current={current} />}
            <Separator className={styles['line'] ?? ''} />
            <MenuItem id={SAVE} isDisabled={draft.applied.trim() === ''} className={styles['item'] ?? ''}>
              {t('Save this filter as a view…')}
            </MenuItem>
            <MenuItem id={COPY_LINK} className={styles['item'] ?? ''}>
              {t('Copy a link to this view')}
            </MenuItem>
            {isSaved && (
              <MenuItem id={REMOVE} className={styles['item'] ?? ''}>
                {t('Remove “{name}”', { name: visibleText(current.name) })}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {isSaving && (
        <SaveViewDialog
          filter={draft.applied}
          saved={saved}
          onClose={() => {
            setSaving(false);
          }}
        />
      )}
    </>
  );
}

interface ViewSectionProps {
  readonly title: string;
  readonly views: readonly SavedView[];
  readonly current: SavedView | null;
}

function ViewSection({ title, views, current }: ViewSectionProps) {
  return (
    <MenuSection selectionMode="single" selectedKeys={current === null ? [] : [keyOf(current)]}>
      <Header className={styles['title'] ?? ''}>{title}</Header>
      {views.map((view) => (
        <MenuItem
          key={keyOf(view)}
          id={keyOf(view)}
          textValue={viewName(view)}
          className={styles['item'] ?? ''}
        >
          <span className={styles['name']}>{viewName(view)}</span>
        </MenuItem>
      ))}
    </MenuSection>
  );
}
