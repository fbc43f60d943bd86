import { describe, expect, it, onTestFinished } from 'vitest';
import { eventEntries, eventRows, historyFile, KEY, stateRecord } from '../testing/history-files.ts';
import { entryOf, rowOf } from './entry-codec.ts';
import { createMemoryTimelineStore } from './memory-timeline-store.ts';
import { entryMarked, markAfter } from './marks.ts';
import { openHistory, pathOf, type Opening } from './open-history.ts';
import { createHistoryReader } from './search/history-reader.ts';
import { Pace } from './search/pace.ts';
import { openSqlFile } from './sql-file.ts';

const pinned = { isPinned: true, note: '' };
const noted = { isPinned: false, note: 'Ask Ana' };

describe('the mark of an entry', () => {
  it('keeps what a change leaves out', () => {
    expect(markAfter(pinned, { note: 'Ask Ana' })).toEqual({ isPinned: true, note: 'Ask Ana' });
    expect(markAfter(undefined, { isPinned: true })).toEqual(pinned);
  });

  it('is gone when nothing is left of it', () => {
    const [entry] = eventEntries(1, 1);
    if (entry === undefined) throw new Error('One entry was made.');
    const marked = entryMarked(entry, { isPinned: true });
    expect(marked.mark).toEqual(pinned);
    expect(entryMarked(marked, { isPinned: false })).toEqual(entry);
  });
});

/** A history of thirty events, written by one and read by another, as by the two threads. */
async function historyOnDisk() {
  const file = await historyFile();
  const { database }: Opening = openHistory(file, null);
  database.append(eventRows(1, 30));
  const reader = createHistoryReader(openSqlFile(pathOf(file), KEY));
  onTestFinished(() => {
    reader.close();
    database.close(true);
  });
  const pace = (): Pace =>
    new Pace({ limitMs: 10_000, now: () => performance.now(), nextTurn: () => Promise.resolve() });
  return { database, reader, pace };
}

describe('the mark of an entry in memory', () => {
  it('comes with the entry wherever it is read, and can be filtered for', async () => {
    const store = createMemoryTimelineStore();
    await store.append([stateRecord, stateRecord]);
    expect((await store.mark(2, { isPinned: true }))?.mark).toEqual(pinned);
    expect((await store.entry(2))?.entry.mark).toEqual(pinned);
    const query = { from: 'after', position: 0, limit: 10, filter: 'pinned:yes' } as const;
    expect((await store.page(query)).entries.map(({ position }) => position)).toEqual([2]);
    expect((await store.whereabouts()).held.map(entryOf).map((entry) => entry?.mark)).toEqual([
      undefined,
      pinned,
    ]);
    expect(await store.mark(3, { isPinned: true })).toBeNull();
  });
});

describe('the neighbours of an event on disk', () => {
  it.each([
    ['characters of its own', 'v2.odd "topic": (with) * and \\ words'],
    ['no end', `v2.${'x'.repeat(5_000)}`],
  ])('are found in the history of its topic, which may have %s', async (_, topic) => {
    const { database, reader, pace } = await historyOnDisk();
    const odd = (position: number) => {
      const [entry] = eventEntries(position, position);
      if (entry?.type !== 'event') throw new Error('One event was made.');
      return rowOf({ entry: { ...entry, event: { ...entry.event, topic } }, arrival: null });
    };
    database.append([odd(31), ...eventRows(32, 39), odd(40), odd(41)]);
    expect(await reader.neighbours(40, pace())).toEqual({
      ...{ previous: 31, next: 41, former: 31 },
      earlier: { count: 1, isWhole: true },
      later: { count: 1, isWhole: true },
    });
  });
});

describe('marks on disk', () => {
  it('come with their entries, in pages and alone', async () => {
    const { database, reader, pace } = await historyOnDisk();
    expect(database.mark(3, { isPinned: true })).toBe(true);
    expect(database.mark(5, { note: 'Ask Ana' })).toBe(true);
    const query = { from: 'after', position: 0, limit: 100, filter: '' } as const;
    const marks = (await reader.page(query, 0, pace())).entries.map(({ mark }) => mark);
    expect(marks.filter((mark) => mark !== undefined)).toEqual([pinned, noted]);
    expect(reader.entry(3)?.entry.mark).toEqual(pinned);
    const found = await reader.page({ ...query, filter: 'pinned:yes' }, 0, pace());
    expect(found.entries.map(({ position }) => position)).toEqual([3]);
  });

  it('change, and go when nothing is left of them', async () => {
    const { database, reader } = await historyOnDisk();
    database.mark(3, { isPinned: true });
    database.mark(3, { note: 'Ask Ana' });
    expect(reader.entry(3)?.entry.mark).toEqual({ isPinned: true, note: 'Ask Ana' });
    database.mark(3, { isPinned: false });
    database.mark(3, { note: '' });
    expect(reader.entry(3)?.entry.mark).toBeUndefined();
  });

  it('are refused where there is no entry', async () => {
    const { database } = await historyOnDisk();
    expect(database.mark(31, { isPinned: true })).toBe(false);
  });

  it('are counted before what they stand on is deleted, and go with it', async () => {
    const { database } = await historyOnDisk();
    for (const position of [3, 5, 20]) database.mark(position, { isPinned: true });
    expect(database.cut(10).marked).toBe(2);
    expect(database.trim(10, 100)).toBe(10);
    expect([database.cut(10).marked, database.cut(30).marked]).toEqual([0, 1]);
  });
});
