import { useMemo, useState, type KeyboardEvent } from 'react';
import { useSession } from '../../app-context.ts';
import { completionsAt, completed, type Completion, type Completions } from './completion.ts';

/** A list of proposals under a field of text, worked by keys as in every combo box (WAI-ARIA APG). */
export interface CompletionList {
  readonly options: readonly Completion[];
  readonly isOpen: boolean;
  /** The index of the option that Enter takes; -1 when none is pointed at. */
  readonly active: number;
  /** Something was typed: what fits it is proposed, and nothing where nothing has been begun. */
  readonly typedAt: (caret: number) => void;
  readonly close: () => void;
  readonly take: (option: Completion) => void;
  /** Answers whether the key was for the list. */
  readonly handleKey: (event: KeyboardEvent<HTMLInputElement>) => boolean;
}

interface CompletionInput {
  readonly text: string;
  /** Puts a completed text into the field, with the caret where typing goes on. */
  readonly onTake: (text: string, caret: number) => void;
}

const NOTHING: Completions = {
  typing: { from: 0, to: 0, field: null, prefix: '', isInList: false },
  options: [],
};

export function useCompletion({ text, onTake }: CompletionInput): CompletionList {
  const directory = useSession((slice) => slice.directory);
  const subscriptions = useSession((slice) => slice.subscriptions);
  /** Where the caret stood when the list was opened, and whether by typing only; null while it is closed. */
  const [opened, setOpened] = useState<{ readonly caret: number; readonly byTyping: boolean } | null>(null);
  const [active, setActive] = useState(-1);
  const known = useMemo(
    () => ({ directory, topics: subscriptions.map(({ topic }) => topic) }),
    [directory, subscriptions],
  );
  const { typing, options } = useMemo(() => {
    if (opened === null) return NOTHING;
    const found = completionsAt(text, opened.caret, known);
    const isBegun = found.typing.field !== null || found.typing.prefix !== '';
    return isBegun || !opened.byTyping ? found : NOTHING;
  }, [text, opened, known]);
  const isOpen = options.length > 0;

  function openAt(caret: number, byTyping: boolean): void {
    setOpened({ caret, byTyping });
    setActive(-1);
  }

  function close(): void {
    setOpened(null);
    setActive(-1);
  }

  function take(option: Completion): void {
    const next = completed(text, typing, option);
    onTake(next.text, next.caret);
    // A field goes on with its values, and within a list more of them may follow.
    if (option.goesOn) openAt(next.caret, true);
    else close();
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>): boolean {
    const at = event.currentTarget.selectionStart ?? text.length;
    const chosen = options[active];
    if (event.key === 'ArrowDown' && !isOpen) openAt(at, false);
    else if (!isOpen) return false;
    else if (event.key === 'ArrowDown') setActive((active + 1) % options.length);
    else if (event.key === 'ArrowUp') setActive((active <= 0 ? options.length : active) - 1);
    else if (event.key === 'Escape') close();
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen !== undefined) take(chosen);
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    options,
    isOpen,
    active,
    typedAt: (caret) => {
      openAt(caret, true);
    },
    close,
    take,
    handleKey,
  };
}
