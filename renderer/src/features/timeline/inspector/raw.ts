import { visibleText } from '../../../wording/safe-text.ts';

/** More than this in one text node makes the window stutter. */
const MAX_SHOWN_LENGTH = 100_000;

/** What is shown of a JSON text: its line breaks are real, every other deceptive character is escaped. */
export function shownRaw(text: string): { readonly shown: string; readonly hiddenLength: number } {
  const part = text.slice(0, MAX_SHOWN_LENGTH);
  const shown = part.split('\n').map(visibleText).join('\n');
  return { shown, hiddenLength: text.length - part.length };
}
