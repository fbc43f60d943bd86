import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Board } from '../../../../../shared/model/board.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useApp, useBoard, usePerform } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import styles from './LimitsDialog.module.css';
import {
  groupId,
  groupOptions,
  limitsOf,
  newRow,
  problemsOf,
  rowsOf,
  stateId,
  stateOptions,
  type GroupOption,
  type LimitRow,
  type StateOption,
} from './rows.ts';

interface LimitsDialogProps {
  readonly board: Board;
  readonly onClose: () => void;
}

/** How long agents may be in a state, by group, on two levels. */
export function LimitsDialog({ board, onClose }: LimitsDialogProps) {
  const { bridge } = useApp();
  const perform = usePerform();
  const [rows, setRows] = useState(() => rowsOf(board.limits));
  const limits = limitsOf(rows);
  const states = useStateOptions(board, rows);
  const change = (row: LimitRow): void => {
    setRows(rows.map((other) => (other.id === row.id ? row : other)));
  };

  async function save(): Promise<void> {
    if (
      limits !== null &&
      (await perform(bridge.setLimits({ profileId: board.profileId, limits }), t('The limits are saved.')))
    )
      onClose();
  }

  return (
    <Dialog isOpen title={t('Limits')} onClose={onClose}>
      <form
        noValidate
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className={styles['soft']}>
          {t('An agent who is in a state for longer is marked: first as near the limit, then as over it.')}
        </p>
        {rows.map((row) => (
          <LimitFields
            key={row.id}
            row={row}
            rows={rows}
            states={states}
            groups={groupOptions(board, rows)}
            onChange={change}
            onRemove={() => {
              setRows(rows.filter(({ id }) => id !== row.id));
            }}
          />
        ))}
        <div className={styles['actions']}>
          <Button
            onPress={() => {
              setRows([...rows, newRow(rows)]);
            }}
          >
            <Plus size={15} aria-hidden="true" />
            {t('Another limit')}
          </Button>
          <span className={styles['space']} />
          <Button onPress={onClose}>{t('Cancel')}</Button>
          <Button type="submit" look="primary" isDisabled={limits === null}>
            {t('Save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface LimitFieldsProps {
  readonly row: LimitRow;
  readonly rows: readonly LimitRow[];
  readonly states: readonly StateOption[];
  readonly groups: readonly GroupOption[];
  readonly onChange: (row: LimitRow) => void;
  readonly onRemove: () => void;
}

function LimitFields({ row, rows, states, groups, onChange, onRemove }: LimitFieldsProps) {
  const problems = problemsOf(row, rows);
  const id = stateId(row.state);
  const label = states.find((option) => option.id === id)?.label ?? id;
  return (
    <fieldset className={styles['row']}>
      <legend className="visually-hidden">{t('Limit of {state}', { state: label })}</legend>
      <Select
        label={t('State')}
        options={states}
        value={id}
        onChange={(chosen) => {
          const option = states.find((each) => each.id === chosen);
          if (option !== undefined) onChange({ ...row, state: option.state });
        }}
      />
      <Select
        label={t('In')}
        options={groups}
        value={groupId(row.group)}
        onChange={(chosen) => {
          const option = groups.find((each) => each.id === chosen);
          if (option !== undefined) onChange({ ...row, group: option.group });
        }}
      />
      <TextField
        label={t('Near, min')}
        value={row.warn}
        problem={problems.warn}
        onChange={(warn) => {
          onChange({ ...row, warn });
        }}
      />
      <TextField
        label={t('Over, min')}
        value={row.over}
        problem={problems.over}
        onChange={(over) => {
          onChange({ ...row, over });
        }}
      />
      <Button look="quiet" aria-label={t('Remove the limit of {state}', { state: label })} onPress={onRemove}>
        <Trash2 size={16} aria-hidden="true" />
      </Button>
      {problems.state !== undefined && <p className={styles['problem']}>{problems.state}</p>}
    </fieldset>
  );
}

function useStateOptions({ profileId, directory }: Board, rows: readonly LimitRow[]): readonly StateOption[] {
  const agents = useBoard(({ organisations }) => organisations.get(profileId)?.agents);
  // Those that were known when the dialog was opened: options do not come and go while somebody chooses.
  const [seen] = useState(() => [...(agents?.values() ?? [])]);
  return useMemo(() => stateOptions(rows, seen, directory), [rows, seen, directory]);
}
