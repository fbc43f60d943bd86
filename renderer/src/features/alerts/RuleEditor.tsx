import { useId, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useAlerts, useApp, usePerform } from '../../app-context.ts';
import type { RuleEditing } from '../../stores/alerts.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { errorText } from '../filter/draft.ts';
import { FilterField } from '../filter/FilterField.tsx';
import { beginningOf, dismissEditor, leaveEditor } from './left-off.ts';
import {
  draftOf,
  problemsOf,
  trialOf,
  type RuleFields,
  type RuleProblems,
  type Tried,
} from './rule-fields.ts';
import styles from './RuleEditor.module.css';
import { ScopeField } from './ScopeField.tsx';
import { Trial } from './Trial.tsx';
import { useRuleFilter } from './use-rule-filter.ts';

type Change = (part: Partial<RuleFields>) => void;

interface PartProps {
  readonly fields: RuleFields;
  readonly problems: RuleProblems;
  readonly change: Change;
}

/** Where a rule is written, and tried out over what has happened: from whichever view it was asked for. */
export function RuleEditor() {
  const editing = useAlerts((slice) => slice.editing);
  return editing === null ? null : <EditorDialog editing={editing} />;
}

function EditorDialog({ editing }: { readonly editing: RuleEditing }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const [beginning] = useState(() => beginningOf(stores, editing));
  const [fields, setFields] = useState(beginning.fields);
  const [hasTried, setHasTried] = useState(false);
  const [tried, setTried] = useState<Tried | null>(null);
  const identity =
    editing.kind === 'saved' ? { id: editing.rule.id, isOn: editing.rule.isOn } : { isOn: true };
  const problems = hasTried ? problemsOf(fields) : {};
  const close = (): void => {
    dismissEditor(stores, editing);
  };
  const leave = (): void => {
    leaveEditor(stores, { editing, fields });
  };
  const change: Change = (part) => {
    setFields((former) => ({ ...former, ...part }));
  };

  async function save(): Promise<void> {
    setHasTried(true);
    const draft = draftOf(fields, identity);
    if (draft !== null && (await perform(bridge.saveRule(draft), t('Rule saved.')))) close();
  }

  async function tryOut(): Promise<void> {
    const draft = draftOf({ ...fields, name: fields.name.trim() === '' ? '…' : fields.name }, identity);
    if (draft === null) {
      setHasTried(true);
      return;
    }
    const result = await bridge.tryRule(draft);
    if (result.ok) setTried({ fields, trial: result.value });
    else stores.shell.setState({ outcome: { isProblem: true, text: result.error.message } });
  }

  return (
    <Dialog isOpen title={editing.kind === 'new' ? t('New rule') : t('Edit rule')} onClose={close}>
      <Form
        className={styles['form'] ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {beginning.isLeftOff && (
          <p>{t('This is what you typed before. It is not saved yet; Cancel discards it.')}</p>
        )}
        <WhatPart {...{ fields, problems, change }} />
        <HowPart {...{ fields, problems, change }} />
        <Trial trial={trialOf(tried, fields)} onTry={tryOut} onOpened={leave} />
        <div className={styles['actions']}>
          <Button onPress={close}>{t('Cancel')}</Button>
          <Button type="submit" look="primary">
            {t('Save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** What the rule is about. */
function WhatPart({ fields, problems, change }: PartProps) {
  const problemId = useId();
  const inputRef = useRef<HTMLInputElement>(null);
  const filter = useRuleFilter(fields.filter, (text) => {
    change({ filter: text });
  });
  const problem = filter.problem === null ? problems.filter : errorText(filter.problem, filter.text);
  return (
    <>
      <TextField
        autoFocus
        label={t('Name')}
        placeholder={t('Away too long')}
        value={fields.name}
        problem={problems.name}
        onChange={(name) => {
          change({ name });
        }}
      />
      <div className={styles['filter']}>
        <span aria-hidden="true" className={styles['label']}>
          {t('Tell me of')}
        </span>
        <FilterField
          label={t('Tell me of')}
          placeholder={t('A filter, for example presence:Away')}
          draft={filter}
          inputRef={inputRef}
          problemId={problemId}
        />
        <p id={problemId} role="status" className={styles['problem']}>
          {problem}
        </p>
      </div>
      <div className={styles['pair']}>
        <TextField
          label={t('When it has been so for')}
          placeholder={t('At once')}
          description={t('For example 90s, 10m or 1h30m. Empty: at once.')}
          value={fields.lasts}
          problem={problems.lasts}
          onChange={(lasts) => {
            change({ lasts });
          }}
        />
        <ScopeField
          scope={fields.scope}
          onChange={(scope) => {
            change({ scope });
          }}
        />
      </div>
    </>
  );
}

/** How it makes itself known, and when not. */
function HowPart({ fields, problems, change }: PartProps) {
  return (
    <fieldset className={styles['how']}>
      <legend className={styles['label']}>{t('How')}</legend>
      <div className={styles['checks']}>
        <Checkbox
          isSelected={fields.hasNotification}
          onChange={(hasNotification) => {
            change({ hasNotification });
          }}
        >
          {t('Notification')}
        </Checkbox>
        <Checkbox
          isSelected={fields.hasSound}
          onChange={(hasSound) => {
            change({ hasSound });
          }}
        >
          {t('Sound')}
        </Checkbox>
        <Checkbox
          isSelected={fields.isUrgent}
          onChange={(isUrgent) => {
            change({ isUrgent });
          }}
        >
          {t('Urgent: read out at once')}
        </Checkbox>
        <Checkbox
          isSelected={fields.hasQuietHours}
          onChange={(hasQuietHours) => {
            change({ hasQuietHours });
          }}
        >
          {t('Quiet hours')}
        </Checkbox>
      </div>
      <div className={styles['triple']}>
        <TextField
          label={t('Not again of the same within')}
          placeholder={t('No limit')}
          value={fields.coolDown}
          problem={problems.coolDown}
          onChange={(coolDown) => {
            change({ coolDown });
          }}
        />
        {fields.hasQuietHours && (
          <>
            <TextField
              label={t('Quiet from')}
              type="time"
              value={fields.quietFrom}
              problem={problems.quiet}
              onChange={(quietFrom) => {
                change({ quietFrom });
              }}
            />
            <TextField
              label={t('Quiet until')}
              type="time"
              value={fields.quietTo}
              onChange={(quietTo) => {
                change({ quietTo });
              }}
            />
          </>
        )}
      </div>
    </fieldset>
  );
}
