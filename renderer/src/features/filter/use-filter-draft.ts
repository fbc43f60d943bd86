import { useCallback, useEffect, useMemo, useState } from 'react';
import type { FilterError } from '../../../../shared/filter/parse.ts';
import { useApp, useTimeline } from '../../app-context.ts';
import { applicable, judged, shownText, type Draft } from './draft.ts';

/** Long enough to type on without the list following every letter, short enough to feel at once. */
const SETTLE_MS = 350;

/** The text of the filter field, and the filter that the list follows: the last text that could be read. */
export interface FilterDraft {
  readonly text: string;
  readonly applied: string;
  /** What is wrong with the text; null while it is being typed, and when nothing is. */
  readonly problem: FilterError | null;
  readonly type: (text: string) => void;
  /** Applies a text at once, or says what is wrong with it. */
  readonly apply: (text: string) => void;
  /** Puts the applied filter back into the field. */
  readonly restore: () => void;
}

export function useFilterDraft(): FilterDraft {
  const { timeline } = useApp().stores;
  const applied = useTimeline((slice) => slice.filter);
  const [draft, setDraft] = useState<Draft>({ text: applied, applied });
  const [settled, setSettled] = useState(applied);
  const text = shownText(draft, applied);

  const apply = useCallback(
    (next: string) => {
      setSettled(next);
      const isGood = judged(next).ok;
      const filter = isGood ? applicable(next) : timeline.getState().filter;
      setDraft({ text: next, applied: filter });
      if (isGood) timeline.setState({ filter });
    },
    [timeline],
  );

  useEffect(() => {
    if (text === settled || text === applied) return;
    const timer = setTimeout(() => {
      apply(text);
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, settled, applied, apply]);

  const problem = useMemo(() => {
    if (text !== settled) return null;
    const verdict = judged(text);
    return verdict.ok ? null : verdict.error;
  }, [text, settled]);

  return {
    text,
    applied,
    problem,
    type: (next) => {
      setDraft({ text: next, applied });
    },
    apply,
    restore: () => {
      setSettled(applied);
      setDraft({ text: applied, applied });
    },
  };
}
