import { ACTION_IDS, type ActionId, type KeyChoices } from '../../../shared/model/shortcuts.ts';
import { isSingleKey } from './stroke.ts';

/** Where an action can be done: an action of the window everywhere, one of a view only while that is shown. */
export const SCOPES = ['window', 'timeline', 'board', 'wallboard'] as const;
export type Scope = (typeof SCOPES)[number];

interface KeyedAction {
  readonly scope: Scope;
  /** The stroke that does it until the user chooses another one; null for none. */
  readonly stroke: string | null;
  /** Strokes that do it as well, because lists work so everywhere; they cannot be changed. */
  readonly always?: readonly string[];
  /** Held down, it goes on. */
  readonly repeats?: true;
  /** It goes from one thing to the next where one is: of no use but by a key. */
  readonly walks?: true;
}

const window = (stroke: string | null, more: Omit<KeyedAction, 'scope' | 'stroke'> = {}): KeyedAction => ({
  scope: 'window',
  stroke,
  ...more,
});
const timeline = (stroke: string | null, more: Omit<KeyedAction, 'scope' | 'stroke'> = {}): KeyedAction => ({
  scope: 'timeline',
  stroke,
  ...more,
});

const board = (stroke: string | null, more: Omit<KeyedAction, 'scope' | 'stroke'> = {}): KeyedAction => ({
  scope: 'board',
  stroke,
  ...more,
});
const wallboard = (stroke: string | null, more: Omit<KeyedAction, 'scope' | 'stroke'> = {}): KeyedAction => ({
  scope: 'wallboard',
  stroke,
  ...more,
});

/** Which key does what, as long as the user does not choose otherwise. */
const KEYED: Readonly<Record<ActionId, KeyedAction>> = {
  'view-board': window('1'),
  'view-timeline': window('2'),
  'view-topics': window('3'),
  'view-connection': window('4'),
  'view-alerts': window('5'),
  'view-sessions': window('6'),
  'view-settings': window('7'),
  palette: window('Mod+K', { walks: true }),
  help: window('?'),
  digest: window('Mod+Shift+S'),
  'next-pane': window('F6', { walks: true }),
  'previous-pane': window('Shift+F6', { walks: true }),
  'try-now': window('R'),
  'copy-view-link': window(null),
  filter: timeline('/'),
  pause: timeline('Space'),
  follow: timeline('F'),
  'next-row': timeline('J', { always: ['ArrowDown'], repeats: true, walks: true }),
  'previous-row': timeline('K', { always: ['ArrowUp'], repeats: true, walks: true }),
  'next-page': timeline(null, { always: ['PageDown'], repeats: true, walks: true }),
  'previous-page': timeline(null, { always: ['PageUp'], repeats: true, walks: true }),
  'first-row': timeline(null, { always: ['Home'] }),
  'last-row': timeline(null, { always: ['End'] }),
  inspect: timeline(null, { always: ['Enter'], walks: true }),
  'show-json': timeline('D'),
  'close-inspector': timeline(null, { always: ['Escape'], walks: true }),
  'next-of-topic': timeline(']'),
  'previous-of-topic': timeline('['),
  'next-gap': timeline('G'),
  pin: timeline('P'),
  note: timeline('N'),
  'copy-row-link': timeline('C'),
  'find-agent': board('/'),
  'close-agent': board(null, { always: ['Escape'], walks: true }),
  wallboard: board('W'),
  'next-wall-page': wallboard(null, { always: ['ArrowRight'], walks: true }),
  'previous-wall-page': wallboard(null, { always: ['ArrowLeft'], walks: true }),
  'pause-wall': wallboard('Space'),
  'leave-wallboard': wallboard(null, { always: ['Escape'], walks: true }),
};

/** The stroke that does an action by the user's choice; null for none. */
export function strokeFor(action: ActionId, { changed }: KeyChoices): string | null {
  const chosen = changed[action];
  return chosen === undefined ? KEYED[action].stroke : chosen;
}

/** Every stroke that does an action now. */
export function strokesFor(action: ActionId, choices: KeyChoices): readonly string[] {
  const stroke = strokeFor(action, choices);
  const isOff = stroke === null || (isSingleKey(stroke) && !choices.hasSingleKeys);
  return [...(isOff ? [] : [stroke]), ...(KEYED[action].always ?? [])];
}

/** What each stroke does now; more than one action only where they belong to different views. */
export function actionsByStroke(choices: KeyChoices): ReadonlyMap<string, readonly ActionId[]> {
  const actions = new Map<string, readonly ActionId[]>();
  for (const action of ACTION_IDS) {
    for (const stroke of strokesFor(action, choices)) {
      actions.set(stroke, [...(actions.get(stroke) ?? []), action]);
    }
  }
  return actions;
}

export const repeats = (action: ActionId): boolean => KEYED[action].repeats === true;

/** Whether it makes sense to choose an action from a list. */
export const isCommand = (action: ActionId): boolean => KEYED[action].walks !== true;

export const scopeOf = (action: ActionId): Scope => KEYED[action].scope;

export const isChanged = (action: ActionId, choices: KeyChoices): boolean =>
  strokeFor(action, choices) !== KEYED[action].stroke;

/** Lists, fields, menus and dialogs use these themselves, and the system or the menu those. */
const TAKEN =
  /^((Shift\+)?(Tab|Enter|Escape|Backspace|Delete|Home|End|PageUp|PageDown|Arrow\w+|ContextMenu)|Mod\+[ACVXYZQHWM0=+-]|Alt\+F4|F1[012])$/;

export type Fit =
  | { readonly kind: 'free' }
  /** Vigil, the system or every list uses it already, and goes on doing so. */
  | { readonly kind: 'taken' }
  /** It does something else now, in each view perhaps another thing; all of them would lose it. */
  | { readonly kind: 'used'; readonly by: readonly ActionId[] };

/** Whether a stroke can be given to an action. */
export function fitOf(action: ActionId, stroke: string, choices: KeyChoices): Fit {
  if (TAKEN.test(stroke)) return { kind: 'taken' };
  const meets = (other: ActionId): boolean =>
    scopeOf(other) === scopeOf(action) || scopeOf(other) === 'window' || scopeOf(action) === 'window';
  const by = ACTION_IDS.filter(
    (other) => other !== action && strokeFor(other, choices) === stroke && meets(other),
  );
  return by.length === 0 ? { kind: 'free' } : { kind: 'used', by };
}

/** Gives an action another stroke, or none; whoever had that stroke loses it. */
export function withStroke(choices: KeyChoices, action: ActionId, stroke: string | null): KeyChoices {
  const fit: Fit = stroke === null ? { kind: 'free' } : fitOf(action, stroke, choices);
  if (fit.kind === 'taken') return choices;
  const changed = {
    ...choices.changed,
    [action]: stroke,
    ...(fit.kind === 'used' ? Object.fromEntries(fit.by.map((holder) => [holder, null])) : {}),
  };
  return { ...choices, changed: onlyChanges(changed) };
}

/** Gives an action its usual stroke again; whoever has that now loses it. */
export const withUsualStroke = (choices: KeyChoices, action: ActionId): KeyChoices =>
  withStroke(choices, action, KEYED[action].stroke);

/** What is chosen as it is anyway is no choice: it follows when the usual strokes change. */
const onlyChanges = (changed: KeyChoices['changed']): KeyChoices['changed'] =>
  Object.fromEntries(
    ACTION_IDS.flatMap((action) => {
      const stroke = changed[action];
      return stroke === undefined || stroke === KEYED[action].stroke ? [] : [[action, stroke]];
    }),
  );
