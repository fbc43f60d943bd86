import { TriangleAlert } from 'lucide-react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useRecordings, useTimeline } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import { useCount } from '../timeline/use-count.ts';
import { ExportProgressBar } from './ExportProgressBar.tsx';
import styles from './SessionsView.module.css';
import { useExportDraft, type ExportDraft, type Preview } from './use-export-draft.ts';
import { formats, scopeText } from './wording.ts';

/** Writes what the timeline shows into a file. */
export function ExportForm() {
  const { bridge } = useApp();
  const perform = usePerform();
  const running = useRecordings((slice) => slice.exports.running);
  const draft = useExportDraft();
  return (
    <form
      aria-label={t('Export')}
      className={styles['card']}
      onSubmit={(event) => {
        event.preventDefault();
        void perform(bridge.exportEntries(draft.request));
      }}
    >
      <h2>{t('Export what the timeline shows')}</h2>
      <Scope />
      <FormatChoice draft={draft} />
      <Names draft={draft} />
      {running === null ? (
        <div className={styles['actions']}>
          <Button type="submit" look="primary" isDisabled={draft.preview.phase === 'failed'}>
            {t('Choose a file and export…')}
          </Button>
        </div>
      ) : (
        <ExportProgressBar progress={running} />
      )}
      <PreviewText preview={draft.preview} />
    </form>
  );
}

/** Which entries: those of the filter, which is chosen where its effect is seen. */
function Scope() {
  const { stores } = useApp();
  const filter = useTimeline((slice) => slice.filter);
  const count = useCount();
  return (
    <section aria-label={t('Entries')}>
      <p>
        {filter !== '' && (
          <>
            {t('Filter:')} <code className={styles['filter']}>{visibleText(filter)}</code>{' '}
          </>
        )}
        {scopeText(filter, count)}{' '}
        <Button
          look="quiet"
          onPress={() => {
            stores.shell.setState({ view: 'timeline' });
          }}
        >
          {filter === '' ? t('Filter in the timeline') : t('Change in the timeline')}
        </Button>
      </p>
    </section>
  );
}

function FormatChoice({ draft }: { readonly draft: ExportDraft }) {
  return (
    <RadioGroup
      className={styles['formats'] ?? ''}
      value={draft.request.format}
      onChange={(value) => {
        const chosen = formats().find(({ id }) => id === value);
        if (chosen !== undefined) draft.choose({ format: chosen.id });
      }}
    >
      <Label>{t('Format')}</Label>
      {formats().map(({ id, label, what }) => (
        <RadioField key={id} value={id}>
          <RadioButton className={styles['format'] ?? ''}>
            <span>
              {label} <span>{what}</span>
            </span>
          </RadioButton>
        </RadioField>
      ))}
    </RadioGroup>
  );
}

function Names({ draft }: { readonly draft: ExportDraft }) {
  return (
    <section aria-label={t('Names')}>
      <Checkbox
        isSelected={draft.request.isRedacted}
        onChange={(isRedacted) => {
          draft.choose({ isRedacted });
        }}
      >
        {t('Replace names, ids, numbers, addresses and free text by pseudonyms')}
      </Checkbox>
      {draft.request.isRedacted ? (
        <p className={styles['soft']}>
          {t(
            'The same person is “Agent 7” from the first line to the last, and nobody can get back from that to the name. Times, states and figures stay. In notes, names that Vigil knows are replaced: read them before you give the file away.',
          )}
        </p>
      ) : (
        <p className={styles['warning']} role="note">
          <TriangleAlert size={16} aria-hidden="true" />
          {t(
            'The file will tell who did what and when: names, ids, phone numbers and everything else that the events carry, as it came. Give it only to those who may know that.',
          )}
        </p>
      )}
      <p className={styles['soft']}>
        {t('Client secret, tokens and channel addresses are never part of a file, either way.')}
      </p>
    </section>
  );
}

function PreviewText({ preview }: { readonly preview: Preview }) {
  if (preview.phase === 'asking') return <p className={styles['soft']}>{t('Looking at the first lines…')}</p>;
  if (preview.phase === 'failed') {
    return (
      <p role="alert" className={styles['bad']}>
        {preview.message}
      </p>
    );
  }
  return (
    <section aria-label={t('Preview')}>
      <h3>{t('How it begins')}</h3>
      {/* Focusable, because it can be scrolled. */}
      <pre className={styles['preview']} tabIndex={0} aria-label={t('First lines of the file')}>
        {preview.preview.lines.map(visibleText).join('\n')}
      </pre>
    </section>
  );
}
