import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryQuery, NewEntries } from '../../../shared/ipc/contract.ts';
import type { EntryPage } from '../../../shared/model/snapshot.ts';
import { entriesFrom, entryAt, positionsOf, pushOf } from '../testing/fake-bridge.ts';
import {
  appended,
  covers,
  EMPTY_RANGE,
  hasNewer,
  hasOlder,
  indexFrom,
  MAX_LOADED,
  newerCount,
  olderCount,
  rangeFromPage,
  withInserted,
  withNewer,
  withOlder,
  withUpdated,
  type LoadedRange,
} from './loaded-range.ts';

const pushed = (first: number, last: number, filter = ''): NewEntries =>
  pushOf(entriesFrom(first, last), filter);
const page = (first: number, last: number, reached: number, newest: number): EntryPage => ({
  entries: entriesFrom(first, last),
  reached,
  first: 1,
  last: newest,
});
const loaded = (first: number, last: number, newest = last): LoadedRange =>
  rangeFromPage(page(first, last, first, newest), { from: 'before', position: last + 1 });
/** Longer than the window keeps, as one batch makes it. */
const TOO_MANY = MAX_LOADED + 1000;

describe('a loaded range', () => {
  it('starts with the first entries of an empty history', () => {
    const range = appended(EMPTY_RANGE, pushed(1, 2), 'end');
    expect(positionsOf(range.entries)).toEqual([1, 2]);
    expect(range).toMatchObject({ oldest: 1, newest: 2, from: 1, to: 2, isAtTail: true });
    expect(hasOlder(range) || hasNewer(range)).toBe(false);
  });

  it('takes in what continues it and nothing twice', () => {
    const range = appended(loaded(1, 3), pushed(2, 4), 'end');
    expect(positionsOf(range.entries)).toEqual([1, 2, 3, 4]);
    expect(appended(range, pushed(2, 3), 'end').entries).toEqual(range.entries);
  });

  it('covers what was looked through, also where nothing of it matches', () => {
    const range = appended(loaded(1, 3), pushed(4, 9, '(none)'), 'end');
    expect(positionsOf(range.entries)).toEqual([1, 2, 3]);
    expect(range).toMatchObject({ to: 9, isAtTail: true });
    const older = withOlder(loaded(50, 60), { ...page(1, 0, 20, 60), entries: [] }, 50);
    expect(older).toMatchObject({ from: 20, to: 60 });
    expect(olderCount(older)).toBe(19);
    expect([covers(older, 19), covers(older, 20), covers(older, 60), covers(older, 61)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('does not take in what leaves a hole', () => {
    const range = appended(loaded(1, 3), pushed(5, 5), 'end');
    expect(positionsOf(range.entries)).toEqual([1, 2, 3]);
    expect(range).toMatchObject({ to: 3, newest: 5, isAtTail: true });
  });

  it('drops its oldest entries while following', () => {
    const range = appended(loaded(1, 10), pushed(11, TOO_MANY), 'end');
    expect(range.entries).toHaveLength(MAX_LOADED);
    expect(range.entries[0]?.position).toBe(range.from);
    expect(range.isAtTail).toBe(true);
    expect(olderCount(range)).toBe(TOO_MANY - MAX_LOADED);
  });

  it('keeps the rows under a reader and counts what it leaves out', () => {
    const range = appended(loaded(1, 10), pushed(11, TOO_MANY), 'start');
    expect(range.entries[0]?.position).toBe(1);
    expect(range).toMatchObject({ to: MAX_LOADED, isAtTail: false });
    expect(newerCount(range)).toBe(TOO_MANY - MAX_LOADED);
    const later = appended(range, pushed(TOO_MANY + 1, TOO_MANY + 5), 'start');
    expect(later.to).toBe(MAX_LOADED);
    expect(newerCount(later)).toBe(TOO_MANY + 5 - MAX_LOADED);
  });

  it('keeps every row that a reader had, when there are more than it would be cut to', () => {
    const had = appended(loaded(1, 1000), pushed(1001, MAX_LOADED + 300), 'start');
    const [first, last] = [MAX_LOADED + 301, MAX_LOADED + 600];
    const ranges = [
      appended(had, pushed(first, last), 'start'),
      withNewer(had, page(first, last, last, last), had.to, 'start'),
    ];
    for (const range of ranges) {
      expect(positionsOf(range.entries)).toEqual(positionsOf(had.entries));
      expect(range).toMatchObject({ to: had.to, newest: last, isAtTail: false });
    }
  });

  it('still covers what it had looked through when nothing that came has room', () => {
    const all = Array.from({ length: MAX_LOADED + 300 }, (_, index) => entryAt(2 * index + 1));
    const had = { ...loaded(1, 2), entries: all, to: 5000, newest: 5000 };
    expect(appended(had, pushed(5001, 5400), 'start')).toMatchObject({ to: 5000, newest: 5400 });
  });

  it('refuses pages that do not join', () => {
    const older = withOlder(loaded(10, 20), page(1, 5, 1, 20), 6);
    expect(positionsOf(older.entries)).toEqual(positionsOf(entriesFrom(10, 20)));
    const newer = withNewer(loaded(10, 20, 40), page(31, 40, 40, 40), 30, 'end');
    expect(positionsOf(newer.entries)).toEqual(positionsOf(entriesFrom(10, 20)));
  });

  it('joins older and newer pages, in whatever order they come', () => {
    const older = withOlder(loaded(10, 20, 30), page(5, 9, 5, 30), 10);
    const both = withNewer(older, page(21, 30, 30, 30), 20, 'end');
    expect(positionsOf(both.entries)).toEqual(positionsOf(entriesFrom(5, 30)));
    expect(both.isAtTail).toBe(true);
  });

  it('is empty when the history is', () => {
    const nothing = { entries: [], reached: 0, first: 0, last: 0 };
    expect(rangeFromPage(nothing, { from: 'before', position: Number.MAX_SAFE_INTEGER })).toEqual(
      EMPTY_RANGE,
    );
  });

  it('shows an entry as it is after it was updated, and stays itself when none of them is loaded', () => {
    const range = loaded(1, 3);
    const noted = { ...entryAt(2), mark: { isPinned: true, note: '' } };
    expect(withUpdated(range, [noted, entryAt(9)]).entries).toEqual([entryAt(1), noted, entryAt(3)]);
    expect(withUpdated(range, [entryAt(9)])).toBe(range);
  });

  it('takes in entries that it covers, in their places, and stays itself when there is none', () => {
    const range = { ...loaded(10, 20), entries: [12, 16].map(entryAt) };
    const more = withInserted(range, [18, 14, 16, 9, 21].map(entryAt));
    expect(positionsOf(more.entries)).toEqual([12, 14, 16, 18]);
    expect(withInserted(range, [16, 9, 21].map(entryAt))).toBe(range);
  });

  it('finds positions among entries that are not consecutive', () => {
    const entries = [2, 4, 8].map(entryAt);
    expect([1, 2, 3, 8, 9].map((position) => indexFrom(entries, position))).toEqual([0, 0, 1, 2, 3]);
  });
});

/** A history of so many entries, of which every `step`th one matches, asked as the main process answers. */
function answerTo(query: EntryQuery, last: number, step: number, lookedAt: number): EntryPage {
  const isBefore = query.from === 'before';
  const entries = [];
  let position = isBefore ? Math.min(query.position, last + 1) : query.position;
  let reached = position;
  for (let looked = 0; looked < lookedAt && entries.length < query.limit; looked += 1) {
    position += isBefore ? -1 : 1;
    if (position < 1 || position > last) break;
    reached = position;
    if (position % step === 0) entries.push(entryAt(position));
  }
  return { entries: isBefore ? entries.reverse() : entries, reached, first: last === 0 ? 0 : 1, last };
}

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('append', 'lost', 'older', 'newer', 'newest'),
    size: fc.integer({ min: 1, max: 3000 }),
    keep: fc.constantFrom('start' as const, 'end' as const),
  }),
  { maxLength: 14 },
);

describe('any run of pushes, holes and pages', () => {
  it('leaves every match of what is covered loaded, once, in order and bounded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9000 }),
        fc.constantFrom(1, 2, 7, 1000),
        steps,
        (stored, step, run) => {
          let last = stored;
          const ask = (from: EntryQuery['from'], position: number, limit: number): EntryPage =>
            answerTo({ from, position, limit, filter: '' }, last, step, 2000);
          const newest = { from: 'before', position: Number.MAX_SAFE_INTEGER } as const;
          let range = rangeFromPage(ask('before', newest.position, 500), newest);
          for (const { kind, size, keep } of run) {
            const { from, to } = range;
            if (kind === 'append' || kind === 'lost') {
              const all = entriesFrom(last + 1, last + size);
              const entries = all.filter(({ position }) => position % step === 0);
              last += size;
              if (kind === 'append') range = appended(range, { ...pushOf(all), entries }, keep);
            } else if (kind === 'older') range = withOlder(range, ask('before', from, size), from);
            else if (kind === 'newer') range = withNewer(range, ask('after', to, size), to, keep);
            else range = rangeFromPage(ask('before', newest.position, size), newest);
            const matches = entriesFrom(range.from, range.to).filter(({ position }) => position % step === 0);
            expect(positionsOf(range.entries)).toEqual(positionsOf(matches));
            expect(range.entries.length).toBeLessThan(MAX_LOADED + 500);
            expect(range.to).toBeLessThanOrEqual(last);
            expect(range.from).toBeLessThanOrEqual(range.to + 1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
