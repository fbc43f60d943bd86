import { useMemo, useState } from 'react';
import { judged } from '../filter/draft.ts';
import type { FilterDraft } from '../filter/use-filter-draft.ts';

/** The filter of a rule that is edited: nothing follows it while it is typed. */
export function useRuleFilter(text: string, onChange: (text: string) => void): FilterDraft {
  /** What was typed is judged when the writer pauses to look at it: at the end of a word, or on leaving the field. */
  const [settled, setSettled] = useState(text);
  const problem = useMemo(() => {
    if (text !== settled) return null;
    const verdict = judged(text);
    return verdict.ok ? null : verdict.error;
  }, [text, settled]);
  return {
    text,
    applied: text,
    problem,
    type: onChange,
    apply: (next) => {
      onChange(next);
      setSettled(next);
    },
    restore: () => undefined,
  };
}
