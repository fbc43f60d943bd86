import { useEffect, useRef } from 'react';
import { t } from '../../../../shared/text/t.ts';
import styles from './CompletionOptions.module.css';
import type { CompletionList } from './use-completion.ts';

export const optionId = (listId: string, index: number): string => `${listId}-${String(index)}`;

interface CompletionOptionsProps {
  readonly id: string;
  readonly completion: CompletionList;
}

/** The proposals under the filter field. The focus stays in the field; it names the active one. */
export function CompletionOptions({ id, completion }: CompletionOptionsProps) {
  const { options, isOpen, active } = completion;
  const activeRef = useRef<HTMLLIElement>(null);
  useEffect(() => {
    activeRef.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  return (
    <ul id={id} role="listbox" aria-label={t('Completions')} hidden={!isOpen} className={styles['list']}>
      {options.map((option, index) => (
        // The keys are those of the field, which keeps the focus.
        <li
          key={option.id}
          id={optionId(id, index)}
          ref={index === active ? activeRef : null}
          role="option"
          aria-selected={index === active}
          className={styles['option']}
          onPointerDown={(event) => {
            // The field would lose the focus, and the list close before it is pressed.
            event.preventDefault();
          }}
          onClick={() => {
            completion.take(option);
          }}
        >
          <span className={styles['label']}>{option.label}</span>
          <span className={styles['hint']}>{option.hint}</span>
        </li>
      ))}
    </ul>
  );
}
