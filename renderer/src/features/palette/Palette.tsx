import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  Autocomplete,
  Collection,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  SearchField,
} from 'react-aria-components';
import { ACTION_IDS } from '../../../../shared/model/shortcuts.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession, useShell } from '../../app-context.ts';
import { isCommand } from '../../keys/key-map.ts';
import { KeyCaps } from '../../keys/KeyCaps.tsx';
import { ModalFrame } from '../../ui/ModalFrame.tsx';
import { found, searchable, type PaletteSection } from './find.ts';
import { goTo } from './go.ts';
import { paletteItems, type Goal, type PaletteItem } from './items.ts';
import styles from './Palette.module.css';

const MOST_REMEMBERED = 20;

/** Goes to a person, a queue, a topic or a view, or does something, by typing a part of its name. */
export function Palette() {
  const app = useApp();
  const { stores } = app;
  const perform = usePerform();
  const isOpen = useShell((slice) => slice.isPaletteOpen);
  const chosen = useRef<Goal | null>(null);
  // Once the dialog is gone, so that what is done can put the focus where it belongs.
  useEffect(() => {
    const goal = chosen.current;
    if (isOpen || goal === null) return;
    chosen.current = null;
    goTo(app, perform, goal);
  }, [app, perform, isOpen]);
  const close = (): void => {
    stores.shell.setState({ isPaletteOpen: false });
  };
  return (
    <ModalFrame place="top" label={t('Search or command')} isOpen={isOpen} onClose={close}>
      <Finder
        onChoose={({ key, goal }) => {
          chosen.current = goal;
          stores.shell.setState(({ recent }) => ({
            isPaletteOpen: false,
            recent: [key, ...recent.filter((other) => other !== key)].slice(0, MOST_REMEMBERED),
          }));
        }}
      />
    </ModalFrame>
  );
}

function Finder({ onChoose }: { readonly onChoose: (item: PaletteItem) => void }) {
  const [query, setQuery] = useState('');
  const list = useSearchableItems();
  const recent = useShell((slice) => slice.recent);
  const sections = useMemo(() => found(list, query, recent), [list, query, recent]);

  function choose(key: string): void {
    const item = list.map((candidate) => candidate.item).find((one) => one.key === key);
    if (item !== undefined) onChoose(item);
  }

  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <SearchField aria-label={t('Search or command')} autoFocus className={styles['field'] ?? ''}>
        <Search size={16} aria-hidden="true" />
        <Input
          role="combobox"
          aria-expanded
          aria-haspopup="listbox"
          placeholder={t('A person, a queue, a topic, a view or a command')}
          className={styles['input'] ?? ''}
        />
      </SearchField>
      <ListBox
        aria-label={t('Finds')}
        selectionMode="none"
        items={sections.map((section) => ({ id: section.group, ...section }))}
        className={styles['list'] ?? ''}
        renderEmptyState={() => <p className={styles['empty']}>{t('Nothing has all of these words.')}</p>}
        onAction={(key) => {
          choose(String(key));
        }}
      >
        {(section) => <Section section={section} />}
      </ListBox>
    </Autocomplete>
  );
}

/** As things stand when the palette opens: a list that changes under the reader cannot be chosen from. */
function useSearchableItems() {
  const { actions, stores } = useApp();
  const [list] = useState(() =>
    searchable(
      paletteItems({
        ...stores.session.getState(),
        boards: [...stores.board.getState().organisations.values()].map(({ board }) => board),
        actions: ACTION_IDS.filter((action) => isCommand(action) && actions.isOffered(action)),
      }),
    ),
  );
  return list;
}

function Section({ section: { group, items } }: { readonly section: PaletteSection }) {
  return (
    <ListBoxSection id={group}>
      <Header className={styles['group'] ?? ''}>{groupText(group)}</Header>
      <Collection items={items.map((item) => ({ id: item.key, item }))}>
        {({ item }) => <Find item={item} />}
      </Collection>
    </ListBoxSection>
  );
}

function Find({ item: { key, title, hint, goal } }: { readonly item: PaletteItem }) {
  const choices = useSession((slice) => slice.settings.keys);
  return (
    <ListBoxItem
      id={key}
      textValue={hint === '' ? title : `${title}, ${hint}`}
      className={styles['find'] ?? ''}
    >
      <span className={styles['title']}>{title}</span>
      {hint !== '' && <span className={styles['hint']}>{hint}</span>}
      {goal.kind === 'action' && <KeyCaps action={goal.action} choices={choices} />}
    </ListBoxItem>
  );
}

function groupText(group: PaletteSection['group']): string {
  switch (group) {
    case 'recent':
      return t('Recent');
    case 'commands':
      return t('Commands');
    case 'filters':
      return t('Views of the timeline');
    case 'organisations':
      return t('Organisations');
    case 'people':
      return t('People');
    case 'queues':
      return t('Queues');
    case 'topics':
      return t('Topics');
  }
}
