import { Copy, X } from 'lucide-react';
import { useMemo } from 'react';
import { without, type Chip } from '../../../../shared/filter/chips.ts';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import { filterText } from '../../../../shared/filter/print.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { appliedChips } from './draft.ts';
import styles from './FilterChips.module.css';
import type { FilterDraft } from './use-filter-draft.ts';

const MAX_LABEL = 60;

/** The terms of the applied filter that must all be met, each with a way to take it out. */
export function FilterChips({ draft }: { readonly draft: FilterDraft }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const { applied } = draft;
  const chips = useMemo(() => appliedChips(applied), [applied]);
  if (chips.length === 0) return null;

  function remove(chip: Chip): void {
    const parsed = parseFilter(applied);
    if (parsed.ok) draft.apply(filterText(without(parsed.filter, chip)));
  }

  return (
    <div className={styles['row']}>
      <ul aria-label={t('Terms of the filter')} className={styles['chips']}>
        {chips.map((chip) => {
          const label = visibleText(chip.label);
          return (
            <li key={chip.text} className={styles['chip']}>
              <span title={label}>{clipped(label, MAX_LABEL)}</span>
              <Button
                look="quiet"
                aria-label={t('Remove {label}', { label })}
                className={styles['remove']}
                onPress={() => {
                  remove(chip);
                }}
              >
                <X size={13} aria-hidden="true" />
              </Button>
            </li>
          );
        })}
      </ul>
      <Button
        look="quiet"
        className={styles['copy']}
        onPress={() => void perform(bridge.copyText({ text: applied }), t('Filter copied.'))}
      >
        <Copy size={14} aria-hidden="true" /> {t('Copy filter')}
      </Button>
    </div>
  );
}
