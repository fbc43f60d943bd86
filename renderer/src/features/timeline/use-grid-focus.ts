import { useState } from 'react';

/** Carries the keyboard focus to a row, or to a cell, that may not be drawn yet. */
export interface GridFocus {
  /** Tells which element is the grid. */
  readonly attach: (grid: HTMLElement | null) => void;
  /** The next tab stop that is drawn shall take the focus. */
  readonly request: () => void;
  /** Called by the row that is the tab stop. */
  readonly claim: (row: HTMLElement | null) => void;
  /** Puts the focus on the row that is the tab stop, or on the grid when none is. */
  readonly toTabStop: () => void;
  /** Whether the grid or a row of it has the focus. */
  readonly isInside: () => boolean;
  /** Puts the focus on the grid itself. */
  readonly toGrid: () => void;
}

const TAB_STOP = ':is([role="row"], [role="gridcell"])[tabindex="0"]';

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
      const row = grid?.querySelector<HTMLElement>(TAB_STOP);
      (row ?? grid)?.focus({ preventScroll: true });
    },
    isInside: () => grid?.contains(document.activeElement) === true,
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
