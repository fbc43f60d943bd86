import { useMemo } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useTopicChoice } from '../../app-context.ts';
import { FindField } from '../../ui/FindField.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import { countText } from '../../wording/time.ts';
import styles from './PartPicker.module.css';
import { findParts, type Part, type PartList } from './picker.ts';
import { useWanted } from './use-wanted.ts';

/** Finds people, queues and families of topics by name; the chosen one opens beside it. */
export function PartPicker() {
  const { stores } = useApp();
  const { query, openPart, catalogue } = useTopicChoice((slice) => slice);
  const directory = useSession((slice) => slice.directory);
  const { wanted, ofBoard } = useWanted();
  const parts = useMemo(
    () => findParts({ query, directory, catalogue, wanted }),
    [query, directory, catalogue, wanted],
  );

  function search(text: string): void {
    const found = findParts({ query: text, directory, catalogue, wanted });
    // Typing a name opens what it finds first; clearing it leaves open what is open.
    const first = text.trim() === '' ? undefined : firstOf(found);
    stores.topicChoice.setState({ query: text, openPart: first?.key ?? openPart });
  }

  return (
    <div className={styles['picker']}>
      <div className={styles['find']}>
        <FindField
          label={t('Find people, queues and topics')}
          placeholder={t('Find a person, queue or topic')}
          value={query}
          onChange={search}
        />
      </div>
      <ListBox
        aria-label={t('People, queues and topics')}
        className={styles['list'] ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[openPart]}
        onSelectionChange={(keys) => {
          const [key] = keys;
          if (key !== undefined) stores.topicChoice.setState({ openPart: String(key) });
        }}
      >
        <ListBoxItem id="subscribed" textValue={t('Subscribed')} className={styles['item'] ?? ''}>
          {t('Subscribed')} <Count count={wanted.length + ofBoard.length} />
        </ListBoxItem>
        <ListBoxItem id="by-hand" textValue={t('By hand')} className={styles['item'] ?? ''}>
          {t('Type a topic by hand')}
        </ListBoxItem>
        <Section title={t('People')} parts={parts.people} />
        <Section title={t('Queues')} parts={parts.queues} />
        <Section title={t('All topics')} parts={parts.families} />
      </ListBox>
      {parts.hidden > 0 && (
        <p className={styles['hidden']}>
          {t('{hidden} more: type to narrow the list.', { hidden: countText(parts.hidden) })}
        </p>
      )}
    </div>
  );
}

const firstOf = ({ people, queues, families }: PartList): Part | undefined =>
  people[0] ?? queues[0] ?? families[0];

function Section({ title, parts }: { readonly title: string; readonly parts: readonly Part[] }) {
  if (parts.length === 0) return null;
  return (
    <ListBoxSection aria-label={title}>
      <Header className={styles['title']}>{title}</Header>
      {parts.map(({ key, label, wanted }) => (
        <ListBoxItem key={key} id={key} textValue={label} className={styles['item'] ?? ''}>
          <bdi className={styles['label']}>{visibleText(label)}</bdi>
          {wanted > 0 && (
            <>
              <Count count={wanted} />
              <span className="visually-hidden"> {t('chosen')}</span>
            </>
          )}
        </ListBoxItem>
      ))}
    </ListBoxSection>
  );
}

function Count({ count }: { readonly count: number }) {
  return <span className={styles['count']}>{countText(count)}</span>;
}
