import { Check } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { GroupKind } from '../../../../../shared/model/board.ts';
import { t } from '../../../../../shared/text/t.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import { countText } from '../../../wording/time.ts';
import styles from './AddGroupDialog.module.css';
import { MOST_LISTED, type Candidate } from './candidates.ts';

interface CandidateListProps {
  readonly kind: GroupKind;
  readonly found: readonly Candidate[];
  readonly chosen: ReadonlySet<string>;
  /** Why there is nothing to choose from. */
  readonly problem: string | null;
  readonly isReading: boolean;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
}

/** What is there to choose from: one team or queue, or so many people. */
export function CandidateList({ kind, found, chosen, problem, isReading, onChoose }: CandidateListProps) {
  const listed = found.slice(0, MOST_LISTED);
  return (
    <>
      <ListBox
        aria-label={kind === 'list' ? t('People') : kind === 'team' ? t('Teams') : t('Queues')}
        className={styles['list'] ?? ''}
        selectionMode={kind === 'list' ? 'multiple' : 'single'}
        selectedKeys={[...chosen]}
        disabledKeys={listed.filter(({ isOnBoard }) => isOnBoard).map(({ id }) => id)}
        renderEmptyState={() => <p className={styles['soft']}>{emptyText(problem, isReading)}</p>}
        onSelectionChange={(keys) => {
          // Whoever was chosen stays so when the query no longer finds them.
          const hidden = [...chosen].filter((id) => !listed.some((candidate) => candidate.id === id));
          const ids = keys === 'all' ? listed.map(({ id }) => id) : [...keys].map(String);
          onChoose(new Set(kind === 'list' ? [...hidden, ...ids] : ids));
        }}
      >
        {listed.map(({ id, name, isOnBoard }) => (
          <ListBoxItem key={id} id={id} textValue={name} className={styles['item'] ?? ''}>
            <Check size={15} aria-hidden="true" className={styles['check']} />
            <bdi>{visibleText(name)}</bdi>
            {isOnBoard && <span className={styles['soft']}>{t('on the board')}</span>}
          </ListBoxItem>
        ))}
      </ListBox>
      <p className={styles['soft']}>
        {found.length > MOST_LISTED
          ? t('{count} more: type to narrow the list.', { count: countText(found.length - MOST_LISTED) })
          : kind === 'list'
            ? t(
                '{count, plural, =0 {Nobody is chosen.} one {# person is chosen.} other {# people are chosen.}}',
                {
                  count: chosen.size,
                },
              )
            : ' '}
      </p>
    </>
  );
}

function emptyText(problem: string | null, isReading: boolean): string {
  if (problem !== null) return t('They could not be read: {problem}', { problem: visibleText(problem) });
  return isReading ? t('Vigil is reading them…') : t('Nothing is found.');
}
