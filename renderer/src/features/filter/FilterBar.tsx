import { useId, useMemo, type RefObject } from 'react';
import { t } from '../../../../shared/text/t.ts';
import styles from './FilterBar.module.css';
import { errorText, slipOf } from './draft.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterField } from './FilterField.tsx';
import { FilterHelp } from './FilterHelp.tsx';
import { useFilterDraft, type FilterDraft } from './use-filter-draft.ts';
import { ViewsMenu } from './ViewsMenu.tsx';

interface FilterBarProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

/** What the timeline shows: the filter as text, its views, its terms one by one, and what is wrong with it. */
export function FilterBar({ inputRef }: FilterBarProps) {
  const draft = useFilterDraft();
  const problemId = useId();
  return (
    <div role="search" aria-label={t('Filter the timeline')} className={styles['bar']}>
      <div className={styles['row']}>
        <FilterField draft={draft} inputRef={inputRef} problemId={problemId} />
        <FilterHelp onTry={draft.apply} />
        <ViewsMenu draft={draft} />
      </div>
      <Problem id={problemId} draft={draft} />
      <FilterChips draft={draft} />
    </div>
  );
}

/** Always there, so that what comes into it is announced. */
function Problem({ id, draft }: { readonly id: string; readonly draft: FilterDraft }) {
  const { problem, text, applied } = draft;
  const slip = useMemo(() => slipOf(applied), [applied]);
  if (problem === null) {
    return (
      <p id={id} role="status" className={styles['slip']}>
        {text === applied && slip}
      </p>
    );
  }
  return (
    <p id={id} role="status" className={styles['problem']}>
      {errorText(problem, text)}
      <span className={styles['kept']}>
        {' '}
        {applied === '' ? t('All rows are shown.') : t('The last filter that could be read is shown.')}
      </span>
    </p>
  );
}
