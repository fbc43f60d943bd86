import type { ChangeValue } from '../../../shared/model/timeline.ts';

/** So many are kept; beyond that they are made anew. */
const MOST_VALUES = 2_000;
/** What is longer comes once, and would be held in memory for nothing. */
const MAX_KEPT_LENGTH = 200;

/**
 * Values by what tells them apart: one object for all that are equal. They come again and again, and of an object that
 * stands in a batch many times only the first is copied from thread to thread.
 */
const kept = new Map<string, ChangeValue>();

export function presenceValue(systemPresence: string, definitionId: string | null): ChangeValue {
  const key = definitionId ?? systemPresence;
  const former = kept.get(key);
  if (
    former?.kind === 'presence' &&
    former.systemPresence === systemPresence &&
    former.definitionId === definitionId
  ) {
    return former;
  }
  return keep(key, { kind: 'presence', systemPresence, definitionId });
}

export function textValue(text: string): ChangeValue {
  const former = kept.get(text);
  return former?.kind === 'text' ? former : keep(text, { kind: 'text', text });
}

function keep(key: string, value: ChangeValue): ChangeValue {
  if (key.length > MAX_KEPT_LENGTH) return value;
  if (kept.size >= MOST_VALUES) kept.clear();
  kept.set(key, value);
  return value;
}
