import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesFrom, entryAt, positionsOf } from '../testing/fake-bridge.ts';
import {
  appended,
  EMPTY_RANGE,
  hasHole,
  isAtTail,
  lastLoaded,
  MAX_LOADED,
  newerCount,
  olderCount,
  rangeFromPage,
  withNewer,
  withOlder,
  type LoadedRange,
} from './loaded-range.ts';

const loaded = (first: number, last: number, newest = last, oldest = 1): LoadedRange => ({
  entries: entriesFrom(first, last),
  oldest,
  newest,
});

describe('a loaded range', () => {
  it('starts with the first entry of an empty history', () => {
    const range = appended(EMPTY_RANGE, [entryAt(1), entryAt(2)], 'end');
    expect(positionsOf(range.entries)).toEqual([1, 2]);
    expect(range).toMatchObject({ oldest: 1, newest: 2 });
  });

  it('takes in what continues it and nothing twice', () => {
    const range = appended(loaded(1, 3), [entryAt(2), entryAt(3), entryAt(4)], 'end');
    expect(positionsOf(range.entries)).toEqual([1, 2, 3, 4]);
  });

  it('sees a hole when the first new entry is not the next one', () => {
    expect(hasHole(loaded(1, 3), [entryAt(5)])).toBe(true);
    expect(hasHole(loaded(1, 3), [entryAt(3), entryAt(4)])).toBe(false);
    expect(hasHole(loaded(1, 3), [entryAt(2)])).toBe(false);
    expect(hasHole(EMPTY_RANGE, [entryAt(1)])).toBe(false);
  });

  it('drops its oldest entries beyond the limit while following', () => {
    const range = appended(loaded(1, MAX_LOADED), [entryAt(MAX_LOADED + 1)], 'end');
    expect(range.entries).toHaveLength(MAX_LOADED);
    expect(range.entries[0]?.position).toBe(2);
    expect(isAtTail(range)).toBe(true);
    expect(olderCount(range)).toBe(1);
  });

  it('keeps the rows under a reader and counts what it leaves out', () => {
    const range = appended(loaded(1, MAX_LOADED), [entryAt(MAX_LOADED + 1)], 'start');
    expect(range.entries[0]?.position).toBe(1);
    expect(isAtTail(range)).toBe(false);
    expect(newerCount(range)).toBe(1);
    const later = appended(range, [entryAt(MAX_LOADED + 2)], 'start');
    expect(lastLoaded(later)).toBe(MAX_LOADED);
    expect(newerCount(later)).toBe(2);
  });

  it('refuses an older page that does not join', () => {
    const range = withOlder(loaded(10, 20), { entries: entriesFrom(1, 5), first: 1, last: 20 });
    expect(positionsOf(range.entries)).toEqual(positionsOf(entriesFrom(10, 20)));
  });

  it('joins older and newer pages, in whatever order they come', () => {
    const older = withOlder(loaded(10, 20, 30), { entries: entriesFrom(5, 9), first: 1, last: 30 });
    const both = withNewer(older, { entries: entriesFrom(21, 30), first: 1, last: 30 }, 'end');
    expect(positionsOf(both.entries)).toEqual(positionsOf(entriesFrom(5, 30)));
    expect(isAtTail(both)).toBe(true);
  });

  it('is consecutive and bounded after any run of batches and pages', () => {
    const step = fc.record({
      kind: fc.constantFrom('append', 'older', 'newer'),
      size: fc.integer({ min: 1, max: 3000 }),
      keep: fc.constantFrom('start' as const, 'end' as const),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.array(step, { maxLength: 12 }), (stored, steps) => {
        let last = stored;
        let range = rangeFromPage({
          entries: entriesFrom(Math.max(1, stored - 499), stored),
          first: 1,
          last: stored,
        });
        for (const { kind, size, keep } of steps) {
          if (kind === 'append') {
            range = appended(range, entriesFrom(last + 1, last + size), keep);
            last += size;
          } else if (kind === 'older') {
            const to = (range.entries[0]?.position ?? 1) - 1;
            range = withOlder(range, {
              entries: entriesFrom(Math.max(1, to - size + 1), to),
              first: 1,
              last,
            });
          } else {
            const from = lastLoaded(range) + 1;
            range = withNewer(
              range,
              { entries: entriesFrom(from, Math.min(last, from + size)), first: 1, last },
              keep,
            );
          }
          const positions = positionsOf(range.entries);
          expect(
            positions.every((position, index) => index === 0 || position === (positions[index - 1] ?? 0) + 1),
          ).toBe(true);
          expect(positions.length).toBeLessThanOrEqual(MAX_LOADED);
          expect(range.newest).toBe(last);
        }
      }),
      { numRuns: 60 },
    );
  });
});
