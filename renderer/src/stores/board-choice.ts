import { createStore } from 'zustand/vanilla';
import type { Sort } from '../features/board/order.ts';
import type { Show } from '../features/board/states.ts';

/** An agent as one of a group: one who is in two groups has a card in each. */
export interface AgentPlace {
  readonly groupKey: string;
  readonly userId: string;
}

/** A dialog about the board of one organisation. */
export interface BoardDialog {
  readonly kind: 'add' | 'limits';
  readonly profileId: string;
}

/** How the board is looked at. */
export interface BoardChoice {
  readonly sort: Sort;
  readonly show: Show;
  /** What names must contain. */
  readonly query: string;
  /** Nobody but these; null for everybody. */
  readonly only: ReadonlySet<string> | null;
  readonly density: 'comfortable' | 'compact';
  /** `fitting` draws a table for groups that are too large for cards. */
  readonly form: 'fitting' | 'cards' | 'table';
  /** Keys of groups of which only the head is shown. */
  readonly collapsed: ReadonlySet<string>;
  /** Whose card holds the roving focus. */
  readonly active: AgentPlace | null;
  /** Whom the side sheet is about. */
  readonly opened: AgentPlace | null;
  readonly dialog: BoardDialog | null;
  readonly isWallboard: boolean;
  /** When the refresh ended of which the board shows, or no longer shows, what it found. */
  readonly refreshSeenAt: number | null;
}

export const FRESH_BOARD_CHOICE: BoardChoice = {
  sort: 'attention',
  show: 'all',
  query: '',
  only: null,
  density: 'comfortable',
  form: 'fitting',
  collapsed: new Set(),
  active: null,
  opened: null,
  dialog: null,
  isWallboard: false,
  refreshSeenAt: null,
};

/** Shows one agent in the side sheet, whatever the board was narrowed to. */
export const openedAt = (choice: BoardChoice, place: AgentPlace): BoardChoice => ({
  ...choice,
  show: 'all',
  query: '',
  only: null,
  isWallboard: false,
  active: place,
  opened: place,
  collapsed: new Set([...choice.collapsed].filter((key) => key !== place.groupKey)),
});

export function createBoardChoiceStore() {
  return createStore<BoardChoice>(() => FRESH_BOARD_CHOICE);
}
