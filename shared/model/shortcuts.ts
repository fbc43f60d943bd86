import { VIEW_NAMES, type ViewName } from './view-name.ts';

const OF_THE_WINDOW = [
  'palette',
  'help',
  'digest',
  'next-pane',
  'previous-pane',
  'try-now',
  'copy-view-link',
] as const;

const OF_THE_TIMELINE = [
  'filter',
  'pause',
  'follow',
  'next-row',
  'previous-row',
  'next-page',
  'previous-page',
  'first-row',
  'last-row',
  'inspect',
  'show-json',
  'close-inspector',
  'next-of-topic',
  'previous-of-topic',
  'next-gap',
  'pin',
  'note',
  'copy-row-link',
] as const;

const OF_THE_BOARD = [
  'find-agent',
  'close-agent',
  'wallboard',
  'next-wall-page',
  'previous-wall-page',
  'pause-wall',
  'leave-wallboard',
] as const;

/** Everything that can be done by a key of the user's choice. */
export type ActionId =
  | `view-${ViewName}`
  | (typeof OF_THE_WINDOW)[number]
  | (typeof OF_THE_TIMELINE)[number]
  | (typeof OF_THE_BOARD)[number];

export const viewAction = (view: ViewName): `view-${ViewName}` => `view-${view}`;

export const ACTION_IDS: readonly ActionId[] = [
  ...VIEW_NAMES.map(viewAction),
  ...OF_THE_WINDOW,
  ...OF_THE_TIMELINE,
  ...OF_THE_BOARD,
];

/**
 * A key with its modifiers: `J`, `?`, `F6`, `Mod+Shift+S`. `Mod` is Ctrl, on a Mac ⌘. `Shift` is left out where the
 * layout of the keyboard decides whether it is needed.
 */
export const STROKE = /^(Mod\+)?(Ctrl\+)?(Alt\+)?(Shift\+)?(Meta\+)?(\S|[A-Z][A-Za-z0-9]{1,19})$/u;

/** What the user chose of the keys. */
export interface KeyChoices {
  /** Keys of a single character can be switched off for speech input and unsteady hands (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean;
  /** Other strokes than the usual ones, by action; null for none. */
  readonly changed: Readonly<Partial<Record<ActionId, string | null>>>;
}

export const DEFAULT_KEYS: KeyChoices = Object.freeze({ hasSingleKeys: true, changed: Object.freeze({}) });
