import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import {
  emptyFolder,
  eventEntries,
  storedEvents,
  eventRows,
  frameOf,
  historyFile,
  KEY,
  positionRange,
  positionsOf,
  WORKER_PATH,
} from '../testing/history-files.ts';
import { rowOf } from './entry-codec.ts';
import { createHistoryDatabase } from './history-database.ts';
import type { HistoryFile, Row } from './history-protocol.ts';
import { openHistoryWriter } from './history-thread.ts';
import { migrate, MIGRATIONS } from './migrate.ts';
import { openHistory, pathOf, type Opening } from './open-history.ts';
import { openSqlFile } from './sql-file.ts';

/** Later than whatever is stored here. */
const NOW = 1e12;

/** Opened for the length of the test. */
function open(file: HistoryFile): Opening {
  const opening = openHistory(file, null);
  onTestFinished(() => {
    opening.database.close(true);
  });
  return opening;
}

/** Begins a history, stores so many events, and closes it. */
function fill(file: HistoryFile, count: number): void {
  const { database } = openHistory(file, null);
  database.append(eventRows(1, count));
  database.close(true);
}

const all = { from: 'after', position: 0, limit: 1_000, filter: '' } as const;

describe('a history on disk', () => {
  it('is there again at the next start, and goes on with its numbers', async () => {
    const file = await historyFile();
    fill(file, 120);
    const { opened, database } = open(file);
    expect(opened).toEqual({ lastPosition: 120, lastSeq: 120, path: pathOf(file), setAside: null });
    database.append(eventRows(121, 130));
    expect(database.page(all)).toEqual({ entries: eventEntries(1, 130), reached: 130, first: 1, last: 130 });
  });

  it('never numbers anew what it has, also when older entries are stored once more after newer ones', async () => {
    const file = await historyFile();
    const { database } = openHistory(file, null);
    database.append(eventRows(1, 10));
    database.append(eventRows(11, 20));
    database.append(eventRows(1, 10));
    database.close(true);
    expect(open(file).opened).toMatchObject({ lastPosition: 20, lastSeq: 20 });
  });

  it('holds nothing that can be read without its key, in the file and in its log', async () => {
    const file = await historyFile();
    const { database } = open(file);
    database.append(eventRows(1, 2_000));
    const names = await readdir(file.folder);
    expect(names).toContain(`${basename(pathOf(file))}-wal`);
    for (const name of names) {
      const bytes = await readFile(join(file.folder, name));
      expect(bytes.includes('legible'), name).toBe(false);
      expect(bytes.includes('SQLite format 3'), name).toBe(false);
    }
  });

  it('answers every query with the right positions', async () => {
    const { database } = open(await historyFile());
    expect(database.page(all)).toEqual({ entries: [], reached: 0, first: 0, last: 0 });
    database.append(eventRows(1, 300));
    expect(database.trim(40, 25)).toBe(25);
    expect(database.trim(40, 25)).toBe(15);
    expect(database.trim(40, 25)).toBe(0);
    fc.assert(
      fc.property(
        fc.constantFrom('before' as const, 'after' as const),
        fc.integer({ min: -5, max: 320 }),
        fc.integer({ min: 1, max: 60 }),
        (from, position, limit) => {
          const page = database.page({ from, position, limit, filter: '' });
          const kept = positionRange(41, 300);
          const expected =
            from === 'after'
              ? kept.filter((each) => each > position).slice(0, limit)
              : kept.filter((each) => each < position).slice(-limit);
          expect(positionsOf(page.entries)).toEqual(expected);
          expect([page.first, page.last]).toEqual([41, 300]);
        },
      ),
    );
  });

  it('shows a word in the place of a row that is missing or makes no sense', async () => {
    const { database } = open(await historyFile());
    const rows = eventRows(1, 5);
    const [first, second, , fourth, fifth] = rows;
    if (first === undefined || second === undefined || fourth === undefined || fifth === undefined)
      throw new Error('too few');
    database.append([first, { ...second, record: '{"type":"hologram"}' }, fourth, fifth]);
    const { entries } = database.page(all);
    expect(positionsOf(entries)).toEqual([1, 2, 3, 4, 5]);
    expect(entries.map(({ type }) => type)).toEqual(['event', 'diagnostic', 'diagnostic', 'event', 'event']);
  });

  it('gives back the frame that brought an event, as it came', async () => {
    const { database } = open(await historyFile());
    database.append(eventRows(1, 3));
    const [, entry] = eventEntries(1, 3);
    expect(database.entry(2)).toEqual({ entry, frame: frameOf(2) });
    expect(database.entry(4)).toBeNull();
  });

  it('counts further deliveries of an event, and passes over what is none or not there', async () => {
    const { database } = open(await historyFile());
    const stateEntry: TimelineEntry = {
      position: 3,
      at: 30,
      type: 'connection',
      state: { status: 'signed-out' },
    };
    database.append([...eventRows(1, 2), rowOf({ entry: stateEntry, arrival: null })]);
    const [, entry] = eventEntries(1, 2);
    expect(database.countDeliveries([2, 3, 9])).toMatchObject([
      { position: 2, event: { deliveries: 2 } },
      {},
    ]);
    const [changed] = database.countDeliveries([2, 2]);
    expect(changed).toEqual({
      ...entry,
      event: { ...(entry?.type === 'event' ? entry.event : {}), deliveries: 4 },
    });
    expect(database.entry(2)).toMatchObject({ entry: changed, frame: frameOf(2) });
    expect(database.entry(3)).toMatchObject({ entry: stateEntry });
  });

  it('says what retention has to know', async () => {
    const { database } = open(await historyFile());
    expect(database.survey(1, NOW)).toMatchObject({ first: 0, last: 0, tooOld: 0 });
    database.append(eventRows(1, 100));
    // The entry at position n is of the moment 10 n.
    expect(database.survey(500, NOW)).toMatchObject({ first: 1, last: 100, tooOld: 49 });
    expect(database.survey(5_000, NOW)).toMatchObject({ tooOld: 100 });
    const before = database.survey(0, NOW).usedBytes;
    database.append(eventRows(101, 2_000));
    expect(database.survey(0, NOW).usedBytes).toBeGreaterThan(before);
  });

  it('takes what a clock that was wrong for a while dated ahead for as old as what came after it', async () => {
    const { database } = open(await historyFile());
    const ahead = (position: number): readonly Row[] =>
      eventRows(position, position).map((row) => ({ ...row, at: 1e13 }));
    database.append([...eventRows(1, 10), ...ahead(11), ...eventRows(12, 3_000), ...ahead(3_001)]);
    // The entry at position n is of the moment 10 n.
    expect(database.survey(20_000, 40_000)).toMatchObject({ tooOld: 1_999 });
    expect(database.survey(50, 40_000)).toMatchObject({ tooOld: 4 });
    // Of a clock that was set back, everything is ahead: nothing shows that it is old.
    expect(database.survey(-1_000, 0)).toMatchObject({ tooOld: 0 });
  });

  it('stores a batch whose answer was lost once more, under the same numbers', async () => {
    const { database } = open(await historyFile());
    database.append(eventRows(1, 60));
    database.append(eventRows(1, 70));
    expect(database.page(all).entries).toEqual(eventEntries(1, 70));
  });
});

function damaged(bytes: Buffer, share: number): Buffer {
  const from = Math.floor(bytes.length * share);
  return Buffer.from(bytes).fill(7, from, from + 9_000);
}

describe('a file that cannot be used', () => {
  const asides = async (file: HistoryFile): Promise<readonly string[]> =>
    (await readdir(file.folder)).filter((name) => name.includes('set-aside'));

  it('for another key is left as it is, also with a log that a kill left, and is found again with its key', async () => {
    const file = await historyFile();
    // A copy of files in use is what a kill leaves: the newest entries are in the log alone.
    const inUse = { ...file, name: 'in-use' };
    const { database } = open(inUse);
    database.append(eventRows(1, 50));
    for (const suffix of ['', '-wal']) await copyFile(pathOf(inUse) + suffix, pathOf(file) + suffix);

    const other = open({ ...file, key: 'f'.repeat(64) });
    expect(other.opened).toMatchObject({
      lastPosition: 0,
      lastSeq: 0,
      setAside: { path: pathOf(file), why: 'other-key' },
    });
    other.database.append(eventRows(1, 3));
    const former = open(file);
    expect(former.opened.setAside).toBeNull();
    expect(former.database.page(all).entries).toEqual(eventEntries(1, 50));
  });

  it('for another key is told of once', async () => {
    const file = await historyFile();
    fill(file, 3);
    fill({ ...file, key: 'f'.repeat(64) }, 3);
    expect(open({ ...file, key: 'f'.repeat(64) }).opened.setAside).toBeNull();
  });

  it.each([
    ['because of damage in the middle', 'corrupt', (bytes: Buffer) => damaged(bytes, 0.5)],
    ['because of damage at the end', 'corrupt', (bytes: Buffer) => damaged(bytes, 0.9)],
    ['because it was cut off', 'corrupt', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['because it is something else', 'unreadable', () => Buffer.from('a shopping list')],
  ] as const)('%s is set aside, byte for byte as it was, and a new one is begun', async (_, why, spoil) => {
    const file = await historyFile();
    fill(file, 3_000);
    await rm(`${pathOf(file)}-wal`, { force: true });
    const bytes = spoil(await readFile(pathOf(file)));
    await writeFile(pathOf(file), bytes);

    const disk = await openHistoryWriter(WORKER_PATH, file, 1_700_000_000_000);
    const { setAside, lastPosition } = disk.opened;
    expect([setAside?.why, lastPosition]).toEqual([why, 0]);
    await disk.append(storedEvents(1, 700));
    await disk.close(true);
    expect((await readFile(setAside?.path ?? '')).equals(bytes)).toBe(true);
    expect(await asides(file)).toContain(basename(setAside?.path ?? ''));
    const again = open(file);
    expect(again.database.page(all).entries).toEqual(eventEntries(1, 700));
  });

  it('because a newer Vigil wrote it is left alone', async () => {
    const file = await historyFile();
    fill(file, 10);
    const newer = openSqlFile(pathOf(file), KEY);
    newer.exec(`PRAGMA user_version = ${String(MIGRATIONS.length + 1)}`);
    newer.close();
    const before = await readFile(pathOf(file));
    expect(() => openHistory(file, null)).toThrow(expect.objectContaining({ trouble: 'newer' }));
    expect((await readFile(pathOf(file))).equals(before)).toBe(true);
    expect(await asides(file)).toEqual([]);
  });

  it('because its folder cannot be made is a trouble of its own', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'history'), 'a file where the folder should be');
    const file = { folder: join(folder, 'history'), name: 'one', key: KEY };
    expect(() => openHistory(file, null)).toThrow(expect.objectContaining({ trouble: 'unwritable' }));
  });

  it('because its path is taken by a folder is a trouble of its own', async () => {
    const file = await historyFile();
    await mkdir(pathOf(file), { recursive: true });
    expect(() => openHistory(file, null)).toThrow(expect.objectContaining({ trouble: 'unwritable' }));
  });
});

it('a full disk refuses a batch as a whole, leaves what was stored, and takes the batch later', async () => {
  const file = await historyFile();
  fill(file, 100);
  const sql = openSqlFile(pathOf(file), KEY);
  // The limit that the file system sets by running out, set by hand.
  const { page_count: pages } = sql.get('PRAGMA page_count') as { page_count: number };
  sql.get(`PRAGMA max_page_count = ${String(pages + 3)}`);
  const database = createHistoryDatabase(sql);
  onTestFinished(() => {
    database.close(true);
  });
  const batch = eventRows(101, 1_100);
  expect(() => {
    database.append(batch);
  }).toThrow(expect.objectContaining({ rawCode: 13 }));
  expect(database.page(all)).toEqual({ entries: eventEntries(1, 100), reached: 100, first: 1, last: 100 });
  sql.get('PRAGMA max_page_count = 1000000');
  database.append(batch);
  expect(database.page({ ...all, limit: 2_000 }).entries).toEqual(eventEntries(1, 1_100));
});

describe('migrations', () => {
  it.each(MIGRATIONS.map((_, index) => index + 1))(
    'lead from version %i to the newest with all entries',
    async (version) => {
      const file = await historyFile();
      await mkdir(file.folder);
      await copyFile(join(import.meta.dirname, `migrations/version-${String(version)}.db`), pathOf(file));
      const { opened, database } = open(file);
      expect(opened).toEqual({ lastPosition: 20, lastSeq: 20, path: pathOf(file), setAside: null });
      expect(database.page(all).entries).toEqual(eventEntries(1, 20));
    },
  );

  it('are carried out once each, in order, and one that fails leaves the version before', async () => {
    const file = openSqlFile(join(await emptyFolder(), 'any.db'), KEY);
    onTestFinished(file.close);
    const first = 'CREATE TABLE a (x INTEGER)';
    const second = 'INSERT INTO a VALUES (1); ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 2';
    migrate(file, [first]);
    expect(() => {
      migrate(file, [first, second, 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)']);
    }).toThrow('nowhere');
    expect(file.get('PRAGMA user_version')).toMatchObject({ user_version: 2 });
    expect(file.get("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'b'")).toMatchObject({
      tables: 0,
    });
    migrate(file, [first, second]);
    expect(file.all('SELECT x, y FROM a')).toMatchObject([{ x: 1, y: 2 }]);
  });
});
