import { useState } from 'react';
import { Form } from 'react-aria-components';
import { isSameView, type SavedView } from '../../../../shared/model/saved-view.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import styles from './SaveViewDialog.module.css';

interface SaveViewDialogProps {
  readonly filter: string;
  readonly saved: readonly SavedView[];
  readonly onClose: () => void;
}

/** Asks for the name of a view; a name that is taken replaces its filter. */
export function SaveViewDialog({ filter, saved, onClose }: SaveViewDialogProps) {
  const { bridge, stores } = useApp();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const replaced = saved.find((view) => isSameView(view.name, name));

  async function save(): Promise<void> {
    const result = await bridge.saveView({ name, filter });
    if (!result.ok) {
      setProblem(result.error.message);
      return;
    }
    stores.shell.setState({ outcome: { isProblem: false, text: t('View saved.') } });
    onClose();
  }

  return (
    <Dialog isOpen title={t('Save as a view')} onClose={onClose}>
      <Form
        className={styles['form'] ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className={styles['filter']}>{visibleText(filter)}</p>
        <TextField
          autoFocus
          label={t('Name')}
          placeholder={t('Over limit')}
          value={name}
          problem={problem}
          description={
            replaced === undefined
              ? t('Views are kept on this computer, for all organisations.')
              : t('Replaces the filter of "{name}".', { name: replaced.name })
          }
          onChange={(text) => {
            setName(text);
            setProblem(undefined);
          }}
        />
        <div className={styles['actions']}>
          <Button onPress={onClose}>{t('Cancel')}</Button>
          <Button type="submit" look="primary" isDisabled={name.trim() === ''}>
            {replaced === undefined ? t('Save') : t('Replace')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
