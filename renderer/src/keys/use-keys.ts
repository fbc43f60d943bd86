import { useEffect } from 'react';
import { useApp, useSession } from '../app-context.ts';
import type { Performers } from './actions.ts';
import { actionsByStroke, repeats } from './key-map.ts';
import { onMac } from './on-mac.ts';
import { isTyped, strokeOf } from './stroke.ts';

/** Offers actions for as long as the caller is shown; `performers` must stay the same until they change. */
export function useActions(performers: Performers): void {
  const { actions } = useApp();
  useEffect(() => actions.offer(performers), [actions, performers]);
}

/** Listens to the keys of the map in force, once for the whole window. */
export function useKeys(): void {
  const { actions } = useApp();
  const choices = useSession((slice) => slice.settings.keys);
  useEffect(() => {
    const byStroke = actionsByStroke(choices);
    const onKeyDown = (event: KeyboardEvent): void => {
      const stroke = strokeOf(event, onMac());
      if (stroke === null || belongsToControl(event, stroke)) return;
      const action = byStroke.get(stroke)?.find(actions.isOffered);
      if (action === undefined || (event.repeat && !repeats(action))) return;
      event.preventDefault();
      actions.perform(action);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [actions, choices]);
}

/** What a key does by itself in a control, which no shortcut may take away. */
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="textbox"], [role="combobox"]';
const OVERLAYS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const PRESSABLE = 'button, a, summary, [role="button"], [role="tab"], [role="checkbox"], [role="radio"]';

function belongsToControl(event: KeyboardEvent, stroke: string): boolean {
  if (event.defaultPrevented || event.isComposing) return true;
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest(OVERLAYS) !== null) return true;
  if (isTyped(stroke) && event.target.closest(TYPING) !== null) return true;
  const presses = event.key === ' ' || event.key === 'Enter' || event.key.startsWith('Arrow');
  return presses && event.target.closest(PRESSABLE) !== null;
}
