import { Search, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { Button } from '../../ui/Button.tsx';
import { CompletionOptions, optionId } from './CompletionOptions.tsx';
import { ErrorMark } from './ErrorMark.tsx';
import styles from './FilterField.module.css';
import { useCompletion, type CompletionList } from './use-completion.ts';
import type { FilterDraft } from './use-filter-draft.ts';

interface FilterFieldProps {
  readonly draft: FilterDraft;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** The element that says what is wrong with the filter. */
  readonly problemId: string;
  /** What is filtered: rows, unless something else is said. */
  readonly label?: string;
  readonly placeholder?: string;
}

/** Where a filter is typed: a combo box that proposes fields, people, queues and values. */
export function FilterField(props: FilterFieldProps) {
  const { draft, inputRef } = props;
  const listId = useId();
  const { text, problem } = draft;
  const moveCaret = useCaret(inputRef, text);
  const completion = useCompletion({
    text,
    onTake: (next, caret) => {
      moveCaret(caret);
      draft.type(next);
    },
  });
  return (
    <div className={styles['field']} data-invalid={problem !== null || undefined}>
      <Search size={15} aria-hidden="true" />
      <FilterInput {...props} listId={listId} completion={completion} />
      {text !== '' && (
        <Button
          look="quiet"
          aria-label={t('Clear filter')}
          className={styles['clear']}
          onPress={() => {
            draft.apply('');
            inputRef.current?.focus();
          }}
        >
          <X size={15} aria-hidden="true" />
        </Button>
      )}
      <CompletionOptions id={listId} completion={completion} />
    </div>
  );
}

interface FilterInputProps extends FilterFieldProps {
  readonly listId: string;
  readonly completion: CompletionList;
}

function FilterInput(props: FilterInputProps) {
  const { draft, inputRef, problemId, listId, completion } = props;
  const { text, problem } = draft;
  const [scrollLeft, setScrollLeft] = useState(0);
  return (
    <span className={styles['line']}>
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-label={props.label ?? t('Filter rows')}
        aria-autocomplete="list"
        aria-expanded={completion.isOpen}
        aria-controls={listId}
        aria-activedescendant={completion.active < 0 ? undefined : optionId(listId, completion.active)}
        aria-invalid={problem !== null}
        aria-describedby={problemId}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={props.placeholder ?? t('Filter, for example agent:ana presence:Away for:>10m')}
        value={text}
        onChange={({ currentTarget }) => {
          draft.type(currentTarget.value);
          completion.typedAt(currentTarget.selectionStart ?? currentTarget.value.length);
        }}
        onKeyDown={(event) => {
          handleKey(event, draft, completion);
        }}
        onBlur={completion.close}
        onScroll={({ currentTarget }) => {
          setScrollLeft(currentTarget.scrollLeft);
        }}
      />
      {problem !== null && <ErrorMark error={problem} scrollLeft={scrollLeft} />}
    </span>
  );
}

/** Keys go to the completions first. Then Enter applies; Escape gives up what cannot be read, and leaves after that. */
function handleKey(
  event: KeyboardEvent<HTMLInputElement>,
  { text, applied, apply, restore }: FilterDraft,
  completion: CompletionList,
): void {
  if (event.nativeEvent.isComposing || completion.handleKey(event)) return;
  if (event.key !== 'Enter' && event.key !== 'Escape') return;
  completion.close();
  if (event.key === 'Enter') {
    apply(text);
    return;
  }
  event.preventDefault();
  if (text === applied) event.currentTarget.blur();
  else restore();
}

/** Puts the caret somewhere once the text that it belongs to is drawn. */
function useCaret(inputRef: RefObject<HTMLInputElement | null>, text: string): (caret: number) => void {
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    inputRef.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  }, [inputRef, text]);
  return (caret) => {
    wanted.current = caret;
  };
}
