import type { JsonRow } from './json-rows.ts';

export interface TreeMove {
  readonly index: number;
  /** The line is opened or closed. */
  readonly toggles: boolean;
}

const PAGE_LINES = 15;

/**
 * What a key does in a tree, as the ARIA tree pattern has it: Right opens and then enters, Left closes and then leaves.
 * Null for keys that mean nothing here.
 */
export function treeMove(key: string, rows: readonly JsonRow[], from: number): TreeMove | null {
  const row = rows[from];
  if (row === undefined) return null;
  const to = (index: number): TreeMove => ({
    index: Math.min(rows.length - 1, Math.max(0, index)),
    toggles: false,
  });
  switch (key) {
    case 'ArrowDown':
      return to(from + 1);
    case 'ArrowUp':
      return to(from - 1);
    case 'PageDown':
      return to(from + PAGE_LINES);
    case 'PageUp':
      return to(from - PAGE_LINES);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row.isOpen === null) return to(from);
      return row.isOpen ? to(from + 1) : { index: from, toggles: true };
    case 'ArrowLeft':
      return row.isOpen === true ? { index: from, toggles: true } : to(parentIndex(rows, from));
    case 'Enter':
    case ' ':
      return { index: from, toggles: true };
    default:
      return null;
  }
}

function parentIndex(rows: readonly JsonRow[], from: number): number {
  const level = rows[from]?.level ?? 1;
  for (let index = from - 1; index >= 0; index -= 1) {
    if ((rows[index]?.level ?? 0) < level) return index;
  }
  return from;
}
