import { describe, expect, it } from 'vitest';
import { positionRange, storedEvents, storedPositions } from '../testing/history-files.ts';
import { KeptEntries } from './kept-entries.ts';
import type { Stored } from './timeline-store.ts';

const heavy = (from: number, to: number, bytes: number): readonly Stored[] =>
  storedEvents(from, to).map(({ entry }) => ({ entry, arrival: { frame: 'x'.repeat(bytes), body: {} } }));

describe('entries that are kept in memory', () => {
  it('are the newest of so many, forgotten in large steps', () => {
    const kept = new KeptEntries(100);
    expect(kept.add(storedEvents(1, 125))).toBe(true);
    expect(kept.add(storedEvents(126, 126))).toBe(false);
    expect(storedPositions(kept.all)).toEqual(positionRange(27, 126));
    expect(kept.add(storedEvents(127, 151))).toBe(true);
  });

  it('are the newest of so many bytes', () => {
    const kept = new KeptEntries(100, 1_000);
    expect(kept.add(heavy(1, 12, 100))).toBe(true);
    expect(kept.add(heavy(13, 13, 100))).toBe(false);
    expect(storedPositions(kept.all)).toEqual(positionRange(4, 13));
    // What was forgotten does not count any more.
    kept.forget(8);
    expect(kept.add(heavy(14, 23, 100))).toBe(true);
    expect(storedPositions(kept.all)).toEqual(positionRange(12, 23));
  });

  it('always hold the newest, however large', () => {
    const kept = new KeptEntries(100, 1_000);
    kept.add(heavy(1, 3, 5_000));
    expect(storedPositions(kept.all)).toEqual([3]);
  });
});
