import { describe, expect, it } from 'vitest';
import { ENTRIES_OF_EACH_KIND } from '../testing/entries-of-each-kind.ts';
import { entryOf, rowOf } from './entry-codec.ts';
import { bytesOf, columnsOf, rowsOf } from './entry-columns.ts';
import type { Stored } from './timeline-store.ts';

const withFrame = ({ entry, frame }: { entry: Stored['entry']; frame: string }): Stored => ({
  entry,
  arrival: entry.type === 'event' ? { frame, body: null } : null,
});
const stored = ENTRIES_OF_EACH_KIND.map((entry) =>
  withFrame({ entry, frame: `{"number":${String(entry.position)}}` }),
);
const passed = rowsOf(structuredClone(columnsOf(stored)));

describe('entries that passed from thread to thread', () => {
  it('are as they were, in their order', () => {
    expect(passed.map(entryOf)).toEqual(ENTRIES_OF_EACH_KIND);
  });

  it('are found by what they were found by, each with the frame that brought it', () => {
    const found = ({ position, at, type, seq, frame }: (typeof passed)[number]) => ({
      ...{ position, at, type, seq, frame },
    });
    expect(passed.map(found)).toEqual(stored.map(rowOf).map(found));
  });

  it('are as long as they are on disk', () => {
    const length = (text: string | null): number => text?.length ?? 0;
    const expected = passed.reduce((sum, { record, frame }) => sum + length(record) + length(frame), 0);
    expect(bytesOf(passed)).toBe(expected);
  });
});
