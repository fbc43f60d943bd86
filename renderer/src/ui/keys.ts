import { tinykeys, type KeybindingsMap } from 'tinykeys';

/** What a key does by itself in a control, which no shortcut may take away. */
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"]';
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
/** Held down, these go on; everything else acts once. */
const REPEATING = /^(Arrow|Page|[jk]$)/i;
const PRESSABLE = 'button, a, summary, [role="button"], [role="tab"], [role="checkbox"], [role="radio"]';

function belongsToControl(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (event.repeat && !REPEATING.test(event.key)) return true;
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest(`${TYPING}, ${OVERLAYS}`) !== null) return true;
  const presses = event.key === ' ' || event.key === 'Enter' || event.key.startsWith('Arrow');
  return presses && event.target.closest(PRESSABLE) !== null;
}

/**
 * Binds shortcuts to the window; they yield to typing, open dialogs and menus, and to keys that a focused control
 * uses itself. The returned function takes them off again.
 */
export function bindShortcuts(shortcuts: KeybindingsMap): () => void {
  const prevented = Object.fromEntries(
    Object.entries(shortcuts).map(([keys, action]) => [
      keys,
      (event: KeyboardEvent) => {
        event.preventDefault();
        action(event);
      },
    ]),
  );
  return tinykeys(window, prevented, { ignore: belongsToControl });
}
