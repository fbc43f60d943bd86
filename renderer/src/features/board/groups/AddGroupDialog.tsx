import { useMemo, useState } from 'react';
import type { Board, GroupKind } from '../../../../../shared/model/board.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { FindField } from '../../../ui/FindField.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import styles from './AddGroupDialog.module.css';
import { CandidateList } from './CandidateList.tsx';
import { chosenSource, findCandidates } from './candidates.ts';
import { Cost } from './Cost.tsx';
import { usePreview } from './use-preview.ts';
import { useTeams, type Teams } from './use-teams.ts';

const NOBODY: ReadonlySet<string> = new Set();

interface AddGroupDialogProps {
  readonly board: Board;
  readonly onClose: () => void;
}

/** Adds a team, a queue or people to a board. What it takes is said before. */
export function AddGroupDialog({ board, onClose }: AddGroupDialogProps) {
  const { profileId } = board;
  const { bridge } = useApp();
  const perform = usePerform();
  const [listId] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<GroupKind>('team');
  const [chosen, setChosen] = useState(NOBODY);
  const [listName, setListName] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const source = useMemo(
    () => chosenSource({ kind, chosen, listId, listName }),
    [kind, chosen, listId, listName],
  );
  const preview = usePreview(profileId, source);

  async function add(): Promise<void> {
    if (source === null) return;
    setIsBusy(true);
    const isAdded = await perform(bridge.watchGroup({ profileId, source }), t('Added to the board.'));
    setIsBusy(false);
    if (isAdded) onClose();
  }

  return (
    <Dialog isOpen title={t('Add to the board')} onClose={onClose}>
      <div className={styles['form']}>
        <Segments
          label={t('What')}
          value={kind}
          options={[
            { id: 'team', label: t('Team') },
            { id: 'queue', label: t('Queue') },
            { id: 'list', label: t('People') },
          ]}
          onChange={(next) => {
            setKind(next);
            setChosen(NOBODY);
          }}
        />
        <Choice key={kind} board={board} kind={kind} chosen={chosen} onChoose={setChosen} />
        {kind === 'list' && (
          <TextField label={t('Name of the list')} value={listName} onChange={setListName} />
        )}
        <div role="status" aria-label={t('What it takes')} className={styles['cost']}>
          <Cost source={source} preview={preview} />
        </div>
        <div className={styles['actions']}>
          <Button onPress={onClose}>{t('Cancel')}</Button>
          <Button
            look="primary"
            isPending={isBusy}
            isDisabled={preview?.ok !== true || preview.value.excess !== null}
            onPress={() => void add()}
          >
            {t('Add to the board')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly board: Board;
  readonly kind: GroupKind;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
}

function Choice({ board, kind, chosen, onChoose }: ChoiceProps) {
  const [query, setQuery] = useState('');
  const teams = useTeams(board.profileId);
  const names = namesOf(kind, board, teams);
  const found = useMemo(() => findCandidates(names, kind, board, query), [names, kind, board, query]);
  return (
    <div className={styles['choice']}>
      <FindField
        autoFocus
        label={t('Find by name')}
        placeholder={t('Find by name')}
        value={query}
        onChange={setQuery}
      />
      <CandidateList
        kind={kind}
        found={found}
        chosen={chosen}
        problem={kind === 'team' && teams.phase === 'failed' ? teams.message : null}
        isReading={kind === 'team' && teams.phase === 'reading'}
        onChoose={onChoose}
      />
    </div>
  );
}

const NO_NAMES: Readonly<Record<string, string>> = {};

function namesOf(kind: GroupKind, { directory }: Board, teams: Teams): Readonly<Record<string, string>> {
  switch (kind) {
    case 'queue':
      return directory.queues;
    case 'list':
      return directory.users;
    case 'team':
      return teams.phase === 'known' ? teams.names : NO_NAMES;
  }
}
