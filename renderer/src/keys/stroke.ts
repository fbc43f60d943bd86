import { t } from '../../../shared/text/t.ts';

/** What of a keyboard event makes a stroke. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  readonly getModifierState: (modifier: 'AltGraph') => boolean;
}

const isLetter = (key: string): boolean => key.toLowerCase() !== key.toUpperCase();
const isCharacter = (key: string): boolean => /^.$/u.test(key);

/** Keys that are held with others and do nothing by themselves, and what is no key at all. */
const NO_KEYS =
  /^(Control|Shift|Alt|AltGraph|Meta|OS|CapsLock|NumLock|ScrollLock|Fn.*|Dead|Process|Compose|Unidentified|)$/;

/**
 * What was pressed, as it is written in the key map, or null for a modifier alone. With AltGraph the layout makes a
 * character, so it counts like Shift: only what comes of it does.
 */
export function strokeOf(press: KeyPress, isMac: boolean): string | null {
  if (NO_KEYS.test(press.key)) return null;
  const isMade = press.getModifierState('AltGraph');
  const hasCtrl = press.ctrlKey && !isMade;
  const hasShift = press.shiftKey && (!isCharacter(press.key) || isLetter(press.key) || press.key === ' ');
  return [
    ...((isMac ? press.metaKey : hasCtrl) ? ['Mod'] : []),
    ...(isMac && hasCtrl ? ['Ctrl'] : []),
    ...(press.altKey && !isMade ? ['Alt'] : []),
    ...(hasShift ? ['Shift'] : []),
    ...(!isMac && press.metaKey ? ['Meta'] : []),
    nameOf(press),
  ].join('+');
}

/**
 * The character that the layout makes, or the name of the key. Where the layout makes a letter of another script, the key
 * counts by its place: `J` is where it is on a Latin keyboard.
 */
function nameOf({ key, code }: KeyPress): string {
  if (key === ' ') return 'Space';
  if (!isCharacter(key)) return key;
  const [, place] = /^Key([A-Z])$/.exec(code) ?? [];
  return isLetter(key) && key > '\u024f' && place !== undefined ? place : key.toUpperCase();
}

const MODIFIER = /^(Mod|Ctrl|Alt|Meta)\+/;

/** A character without a modifier: what WCAG 2.1.4 asks to be switched off. */
export const isSingleKey = (stroke: string): boolean =>
  !MODIFIER.test(stroke) && (isCharacter(stroke.replace(/^Shift\+(?=.)/, '')) || stroke.endsWith('Space'));

/** Whether a field for text takes this stroke for itself. */
export const isTyped = (stroke: string): boolean => !MODIFIER.test(stroke) && !/^(Shift\+)?F\d/.test(stroke);

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** Keys that keyboards name in the language of the country. */
const wordsOfKeys = (): Readonly<Record<string, string>> => ({
  PageUp: t('Page ↑'),
  PageDown: t('Page ↓'),
  Home: t('Home'),
  End: t('End'),
  Enter: t('Enter'),
  Space: t('Space'),
});

/** A stroke as it stands on the keys, one by one. */
export function keysOf(stroke: string, isMac: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = isMac
    ? { ...SIGNS, ...wordsOfKeys(), Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' }
    : { ...SIGNS, ...wordsOfKeys(), Mod: t('Ctrl'), Shift: t('Shift'), Meta: 'Super' };
  // A plus at the end is the key itself.
  return stroke.split(/\+(?=.)/).map((key) => names[key] ?? key);
}

/** The same for `aria-keyshortcuts`, which has names of its own. */
export const ariaKeys = (stroke: string, isMac: boolean): string =>
  stroke.replace('Mod+', isMac ? 'Meta+' : 'Control+').replace('Ctrl+', 'Control+');
