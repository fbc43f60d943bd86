import { useEffect, useMemo, useState } from 'react';
import { useApp } from '../../../app-context.ts';
import type { Performers } from '../../../keys/actions.ts';
import { useActions } from '../../../keys/use-keys.ts';

const PAGE_MS = 15_000;

export interface Paging {
  /** Grows and shrinks without bounds; the pages there are decide which one it is. */
  readonly index: number;
  readonly isPaused: boolean;
  readonly togglePause: () => void;
}

/** Whoever wants less motion turns the pages by hand. */
const wantsLessMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Turns the pages by itself, and by keys: arrows turn one, Space stops and goes on, Escape leaves. */
export function usePaging(): Paging {
  const { stores } = useApp();
  const [index, setIndex] = useState(0);
  const [isPaused, setIsPaused] = useState(wantsLessMotion);
  useEffect(() => {
    if (isPaused) return;
    // Counts anew from each page, also from one that was turned by hand.
    const timer = setTimeout(() => {
      setIndex(index + 1);
    }, PAGE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [index, isPaused]);
  const performers = useMemo(
    (): Performers => ({
      'next-wall-page': () => {
        setIndex((page) => page + 1);
      },
      'previous-wall-page': () => {
        setIndex((page) => page - 1);
      },
      'pause-wall': () => {
        setIsPaused((paused) => !paused);
      },
      'leave-wallboard': () => {
        stores.boardChoice.setState({ isWallboard: false });
      },
    }),
    [stores],
  );
  useActions(performers);
  return {
    index,
    isPaused,
    togglePause: () => {
      setIsPaused(!isPaused);
    },
  };
}
