import { KnownTexts } from '../../../shared/known-texts.ts';
import type { ChangeValue } from '../../../shared/model/timeline.ts';

/**
 * Values by what tells them apart: one object for all that are equal. They come again and again, and of an object that
 * stands in a batch many times only the first is copied from thread to thread.
 */
const values = new KnownTexts<ChangeValue>();

export function presenceValue(systemPresence: string, definitionId: string | null): ChangeValue {
  const key = definitionId ?? systemPresence;
  const former = values.get(key);
  if (
    former?.kind === 'presence' &&
    former.systemPresence === systemPresence &&
    former.definitionId === definitionId
  ) {
    return former;
  }
  return values.keep(key, { kind: 'presence', systemPresence, definitionId });
}

export function textValue(text: string): ChangeValue {
  const former = values.get(text);
  return former?.kind === 'text' ? former : values.keep(text, { kind: 'text', text });
}
