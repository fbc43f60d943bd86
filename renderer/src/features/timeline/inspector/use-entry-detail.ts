import { useEffect, useState } from 'react';
import type { MonitorError } from '../../../../../shared/model/monitor-error.ts';
import type { Result } from '../../../../../shared/model/result.ts';
import type { EntryDetail } from '../../../../../shared/model/snapshot.ts';
import { useApp } from '../../../app-context.ts';

/** What the inspector knows of the chosen row. */
export interface EntryLook {
  /** What is shown: of the chosen row, or of the one before it until the answer is there; null before the first answer. */
  readonly detail: EntryDetail | null;
  readonly status: 'loading' | 'ready' | 'gone' | { readonly failedWith: MonitorError };
}

const FIRST_LOOK: EntryLook = { detail: null, status: 'loading' };

/** Asks for the entry at a position. The answer to a former question is dropped; what it showed stays until the next one is there. */
export function useEntryDetail(position: number): EntryLook & { readonly tryAgain: () => void } {
  const { bridge } = useApp();
  const [look, setLook] = useState(FIRST_LOOK);
  const [attempt, setAttempt] = useState(0);
  const [asked, setAsked] = useState({ position, attempt });
  if (asked.position !== position || asked.attempt !== attempt) {
    setAsked({ position, attempt });
    setLook({ ...look, status: 'loading' });
  }
  useEffect(() => {
    let isWanted = true;
    void bridge.getEntry({ position }).then((answer) => {
      if (isWanted) setLook((former) => lookAt(answer, former));
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, position, attempt]);
  return {
    ...look,
    tryAgain: () => {
      setAttempt(attempt + 1);
    },
  };
}

function lookAt(answer: Result<EntryDetail | null>, former: EntryLook): EntryLook {
  if (!answer.ok) return { ...former, status: { failedWith: answer.error } };
  return answer.value === null ? { detail: null, status: 'gone' } : { detail: answer.value, status: 'ready' };
}
