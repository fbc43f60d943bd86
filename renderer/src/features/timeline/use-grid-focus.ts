import { useMemo, useRef, type RefObject } from 'react';

/** Carries the keyboard focus to a row that may not be drawn yet. */
export interface GridFocus {
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** The next tab stop that is drawn shall take the focus. */
  readonly request: () => void;
  /** Called by the row that is the tab stop. */
  readonly claim: (row: HTMLElement | null) => void;
  /** Puts the focus on the row that is the tab stop, or on the grid when none is. */
  readonly toTabStop: () => void;
  /** Puts the focus on the grid itself. */
  readonly toGrid: () => void;
}

export function useGridFocus(): GridFocus {
  const gridRef = useRef<HTMLDivElement>(null);
  const isWanted = useRef(false);
  return useMemo(
    () => ({
      gridRef,
      request: () => {
        isWanted.current = true;
      },
      claim: (row) => {
        if (!isWanted.current || row === null) return;
        isWanted.current = false;
        row.focus({ preventScroll: true });
      },
      toTabStop: () => {
        const row = gridRef.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
        (row ?? gridRef.current)?.focus({ preventScroll: true });
      },
      toGrid: () => {
        gridRef.current?.focus({ preventScroll: true });
      },
    }),
    [],
  );
}
