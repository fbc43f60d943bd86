import { useCallback, useMemo } from 'react';
import { useSlicedWork } from '../sliced-work.ts';
import { bodyWithin } from './frame.ts';
import type { JsonDocument, Placed } from './document.ts';
import { readJson } from './read-json.ts';

/** How far a JSON text has been read. */
export type Reading =
  | { readonly status: 'reading' }
  | { readonly status: 'read'; readonly document: JsonDocument; readonly body: Placed | null }
  | { readonly status: 'broken' | 'too-many' };

const STILL_READING: Reading = { status: 'reading' };

/** Reads a JSON text in slices. `body` is the event within it, when it is a frame that has one. */
export function useReading(text: string): Reading {
  const begin = useCallback(() => readJson(text), [text]);
  const result = useSlicedWork(begin);
  return useMemo(() => {
    if (result === null) return STILL_READING;
    if (!result.ok) return { status: result.why };
    const root = bodyWithin(result.document);
    return {
      status: 'read',
      document: result.document,
      body: root === null ? null : { document: result.document, root },
    };
  }, [result]);
}

/** The event within a frame; null until it is read, and where there is none. */
export const bodyOf = (reading: Reading): Placed | null => (reading.status === 'read' ? reading.body : null);
