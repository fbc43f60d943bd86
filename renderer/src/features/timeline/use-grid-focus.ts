import { useState } from 'react';

/** Carries the keyboard focus to a row that may not be drawn yet. */
export interface GridFocus {
  /** Tells which element is the grid. */
  readonly attach: (grid: HTMLElement | null) => void;
  /** The next tab stop that is drawn shall take the focus. */
  readonly request: () => void;
  /** Called by the row that is the tab stop. */
  readonly claim: (row: HTMLElement | null) => void;
  /** Puts the focus on the row that is the tab stop, or on the grid when none is. */
  readonly toTabStop: () => void;
  /** Puts the focus on the grid itself. */
  readonly toGrid: () => void;
}

function createGridFocus(): GridFocus {
  let grid: HTMLElement | null = null;
  let isWanted = false;
  return {
    attach: (element) => {
      grid = element;
    },
    request: () => {
      isWanted = true;
    },
    claim: (row) => {
      if (!isWanted || row === null) return;
      isWanted = false;
      row.focus({ preventScroll: true });
    },
    toTabStop: () => {
      const row = grid?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
      (row ?? grid)?.focus({ preventScroll: true });
    },
    toGrid: () => {
      grid?.focus({ preventScroll: true });
    },
  };
}

/** One for the life of the view. */
export function useGridFocus(): GridFocus {
  const [focus] = useState(createGridFocus);
  return focus;
}
