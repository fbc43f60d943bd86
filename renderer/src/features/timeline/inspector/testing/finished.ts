import type { JsonDocument } from '../json/document.ts';
import { readJson } from '../json/read-json.ts';

/** What comes out of work that pauses, without the pauses. */
export function finished<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** The table of a text that is JSON. */
export function documentOf(text: string): JsonDocument {
  const reading = finished(readJson(text));
  if (!reading.ok) throw new Error(`The text is ${reading.why}.`);
  return reading.document;
}
