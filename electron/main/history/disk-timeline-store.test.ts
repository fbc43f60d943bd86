import { describe, expect, it, vi } from 'vitest';
import type { RetentionPolicy } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { ManualClock } from '../base/manual-clock.ts';
import {
  eventRecord,
  positionRange,
  positionsOf,
  stateRecord,
  storedPositions,
} from '../testing/history-files.ts';
import { PlayedDisk } from '../testing/played-disk.ts';
import { createDiskTimelineStore, RETRY_MS } from './disk-timeline-store.ts';
import { HistoryError } from './history-protocol.ts';
import { KEPT_ENTRIES } from './kept-entries.ts';
import { RETENTION_EVERY_MS } from './retention-run.ts';
import type { UnstoredRecord } from './timeline-store.ts';

const DAY_MS = 86_400_000;

function storeOn(
  disk: Pick<PlayedDisk, 'open'>,
  policy: RetentionPolicy = { maxAgeMs: 30 * DAY_MS, maxBytes: 1e9 },
) {
  const clock = new ManualClock();
  const said: Notice[] = [];
  const troubles: Error[] = [];
  const store = createDiskTimelineStore({
    open: disk.open,
    clock,
    policy: () => policy,
    say: (notice) => said.push(notice),
    onTrouble: (error) => troubles.push(error),
  });
  return { store, clock, said, troubles };
}

const records = (count: number): readonly UnstoredRecord[] =>
  Array.from({ length: count }, () => stateRecord);
const everything = { from: 'after', position: 0, limit: 100_000, filter: '' } as const;
const newest = { from: 'before', position: Number.MAX_SAFE_INTEGER, limit: 3, filter: '' } as const;

describe('a disk that works', () => {
  it('has every entry before it is given back, under the numbers that go on from the last run', async () => {
    const disk = new PlayedDisk();
    const first = storeOn(disk);
    await first.store.append([eventRecord('a'), stateRecord]);
    expect([...disk.entries.keys()]).toEqual([1, 2]);
    await first.store.close();
    const second = storeOn(disk);
    expect(await second.store.append([eventRecord('b')])).toMatchObject([
      { entry: { position: 3, event: { seq: 2 } } },
    ]);
    expect(positionsOf((await second.store.page(newest)).entries)).toEqual([1, 2, 3]);
    await second.store.close();
    expect([first.said, second.said]).toEqual([[], []]);
    expect([first.clock.pendingTimers, second.clock.pendingTimers, disk.openNow]).toEqual([0, 0, 0]);
  });

  it('is given nothing more once it is being closed, and that is no trouble', async () => {
    const disk = new PlayedDisk();
    let isTold = false;
    let goOn: () => void = () => undefined;
    const closes = new Promise<void>((resolve) => (goOn = resolve));
    const open = async (): ReturnType<PlayedDisk['open']> => {
      const opened = await disk.open();
      return {
        ...opened,
        append: (entries) =>
          isTold ? Promise.reject(new HistoryError('unexpected', 'thread ended')) : opened.append(entries),
        close: async (isSound) => {
          isTold = true;
          await closes;
          await opened.close(isSound);
        },
      };
    };
    const { store, said, troubles } = storeOn({ open });
    await store.append([eventRecord('a')]);
    const closing = store.close();
    await vi.waitFor(() => {
      expect(isTold).toBe(true);
    });
    const late = store.append([eventRecord('b')]);
    goOn();
    await closing;
    expect(await late).toMatchObject([{ entry: { position: 2 } }]);
    expect([...disk.entries.keys()]).toEqual([1]);
    expect([said, troubles]).toEqual([[], []]);
  });
});

describe.each([
  ['full', 1],
  ['busy', 1],
  // Where it may have been taken away and come back, it is opened anew.
  ['unwritable', 2],
] as const)('a disk that is %s', (trouble, openings) => {
  it('shows everything all the same, and has it under the same numbers once it can', async () => {
    const disk = new PlayedDisk();
    const { store, clock, said, troubles } = storeOn(disk);
    await store.append(records(2));
    disk.trouble = { on: 'append', is: trouble };
    expect(storedPositions(await store.append(records(2)))).toEqual([3, 4]);
    expect(storedPositions(await store.append([eventRecord('a')]))).toEqual([5]);
    expect([disk.entries.size, troubles.length]).toEqual([2, 1]);
    expect(said).toMatchObject([{ id: 'history-trouble', severity: 'warning' }]);

    const page = await store.page(everything);
    expect([positionsOf(page.entries), page.first, page.last]).toEqual([[1, 2, 3, 4, 5], 1, 5]);
    expect(
      positionsOf((await store.page({ ...everything, from: 'before', position: 4, limit: 2 })).entries),
    ).toEqual([2, 3]);
    expect(positionsOf((await store.page({ ...everything, position: 1, limit: 3 })).entries)).toEqual([
      2, 3, 4,
    ]);

    await clock.advance(RETRY_MS);
    expect([disk.entries.size, troubles.length]).toEqual([2, 2]);
    disk.trouble = null;
    await clock.advance(RETRY_MS);
    expect([...disk.entries.keys()]).toEqual([1, 2, 3, 4, 5]);
    expect(said.at(-1)).toMatchObject({ id: 'history-trouble', severity: 'info' });
    expect(await store.append([eventRecord('b')])).toMatchObject([
      { entry: { position: 6, event: { seq: 2 } } },
    ]);
    expect(disk.entries.size).toBe(6);
    expect(disk.openings).toBeGreaterThanOrEqual(openings);
    await store.close();
    expect([clock.pendingTimers, disk.openNow]).toEqual([0, 0]);
  });
});

describe('what waits for a disk', () => {
  it('is counted as delivered again where it is, beside what is stored', async () => {
    const disk = new PlayedDisk();
    const { store } = storeOn(disk);
    await store.append([eventRecord('a'), eventRecord('b')]);
    disk.trouble = { on: 'append', is: 'full', isOnce: true };
    await store.append([eventRecord('c'), eventRecord('d')]);
    const counted = await store.countDeliveries([2, 4]);
    expect(counted.map(({ position }) => position)).toEqual([2, 4]);
    await store.close();
    const deliveries = [...disk.entries.values()].map(
      (entry) => entry.type === 'event' && entry.event.deliveries,
    );
    expect(deliveries).toEqual([undefined, 2, undefined, 2]);
  });

  it('is in order, also where the disk took a batch that came after one it refused', async () => {
    const disk = new PlayedDisk();
    const { store } = storeOn(disk);
    await store.append(records(1));
    disk.trouble = { on: 'append', is: 'full', isOnce: true };
    await Promise.all([store.append(records(2)), store.append(records(2))]);
    expect(positionsOf((await store.page(everything)).entries)).toEqual([1, 2, 3, 4, 5]);
    await store.close();
  });

  it('is stored at the end by a disk that is opened anew for it, and then nothing is left of that', async () => {
    const disk = new PlayedDisk();
    const { store, clock } = storeOn(disk);
    await store.append(records(1));
    disk.trouble = { on: 'append', is: 'unwritable', isOnce: true };
    await store.append(records(1));
    await store.close();
    expect([disk.entries.size, disk.openings, disk.openNow, clock.pendingTimers]).toEqual([2, 2, 0, 0]);
  });

  it('is stored at the end of the run, if the disk takes it by then', async () => {
    const disk = new PlayedDisk();
    const { store } = storeOn(disk);
    disk.trouble = { on: 'append', is: 'full' };
    await store.append(records(3));
    disk.trouble = null;
    await store.close();
    expect([...disk.entries.keys()]).toEqual([1, 2, 3]);
  });

  it('is bounded; a word stands in the place of each entry that had to go, and that is said', async () => {
    const disk = new PlayedDisk();
    const { store, clock, said } = storeOn(disk);
    await store.append(records(1));
    disk.trouble = { on: 'append', is: 'full' };
    const total = KEPT_ENTRIES * 1.25 + 10;
    await store.append(records(total));
    disk.trouble = null;
    await clock.advance(RETRY_MS);
    expect(said.at(-1)?.message).toContain('entries are missing');
    const { entries } = await store.page(everything);
    expect(positionsOf(entries)).toEqual(positionRange(1, total + 1));
    expect(entries.filter(({ type }) => type === 'diagnostic')).toHaveLength(total - KEPT_ENTRIES);
    await store.close();
  });
});

describe('a disk that cannot be opened', () => {
  it('is opened later, and gets what came in the meantime', async () => {
    const disk = new PlayedDisk();
    disk.trouble = { on: 'open', is: 'unwritable' };
    const { store, clock, said } = storeOn(disk);
    expect(storedPositions(await store.append(records(2)))).toEqual([1, 2]);
    expect(positionsOf((await store.page(everything)).entries)).toEqual([1, 2]);
    disk.trouble = null;
    await clock.advance(RETRY_MS);
    expect([...disk.entries.keys()]).toEqual([1, 2]);
    expect(said.map(({ severity }) => severity)).toEqual(['warning', 'info']);
    await store.close();
  });

  it('keeps what it had: a run that began without it stays in memory', async () => {
    const disk = new PlayedDisk();
    const former = storeOn(disk);
    await former.store.append(records(4));
    await former.store.close();
    const kept = [...disk.entries.values()];
    disk.trouble = { on: 'open', is: 'locked' };
    const { store, clock, said } = storeOn(disk);
    await store.append(records(2));
    disk.trouble = null;
    await clock.advance(RETRY_MS * 3);
    await store.append(records(1));
    expect(positionsOf((await store.page(everything)).entries)).toEqual([1, 2, 3]);
    expect([...disk.entries.values()]).toEqual(kept);
    expect(said.at(-1)?.message).toContain('stays in memory');
    await store.close();
    expect(disk.openNow).toBe(0);
  });

  it('because a newer Vigil wrote it is not tried again', async () => {
    const disk = new PlayedDisk();
    disk.trouble = { on: 'open', is: 'newer' };
    const { store, clock, said } = storeOn(disk);
    await store.append(records(1));
    expect(clock.pendingTimers).toBe(0);
    expect(said[0]?.message).toContain('newer version');
    await store.close();
  });
});

it('a history that proves damaged is opened anew, and what came since is stored under its numbers', async () => {
  const disk = new PlayedDisk();
  const { store, clock, said } = storeOn(disk);
  await store.append(records(3));
  disk.trouble = { on: 'page', is: 'corrupt' };
  await store.page(newest);
  expect(disk.openNow).toBe(0);
  expect(storedPositions(await store.append(records(2)))).toEqual([4, 5]);
  // What opening makes of a damaged file.
  disk.trouble = null;
  disk.entries.clear();
  disk.setAside = { path: '/aside', why: 'corrupt' };
  await clock.advance(RETRY_MS);
  expect([...disk.entries.keys()]).toEqual([4, 5]);
  expect(said.map(({ message }) => message)).toContainEqual(expect.stringContaining('/aside') as string);
  const page = await store.page(everything);
  expect([positionsOf(page.entries), page.first, page.last]).toEqual([[4, 5], 4, 5]);
  await store.close();
});

it('what fails of a query for a reason of Vigil is told to whoever asked, and writing goes on', async () => {
  const disk = new PlayedDisk();
  const { store, said } = storeOn(disk);
  await store.append(records(1));
  disk.trouble = { on: 'page', is: 'unexpected', isOnce: true };
  await expect(store.page(newest)).rejects.toMatchObject({ trouble: 'unexpected' });
  await store.append(records(1));
  expect([disk.entries.size, disk.openings, said]).toEqual([2, 1, []]);
  expect(positionsOf((await store.page(newest)).entries)).toEqual([1, 2]);
  await store.close();
});

describe('somebody who is asked about a disk that refused', () => {
  it('may have it tried at once', async () => {
    const disk = new PlayedDisk();
    const { store, clock, said } = storeOn(disk);
    disk.trouble = { on: 'append', is: 'full' };
    await store.append(records(2));
    expect(said.at(-1)?.actions).toEqual([{ action: 'retry-history' }, { action: 'stay-in-memory' }]);
    expect(await store.keeping.tryAgain()).toBe(false);
    expect(disk.entries.size).toBe(0);
    disk.trouble = null;
    expect(await store.keeping.tryAgain()).toBe(true);
    expect([...disk.entries.keys()]).toEqual([1, 2]);
    expect(said.at(-1)).toMatchObject({
      severity: 'info',
      message: expect.stringContaining('stored again') as string,
    });
    expect(clock.pendingTimers).toBe(1);
    await store.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('may have it left alone, and think better of it', async () => {
    const disk = new PlayedDisk();
    const { store, clock, said } = storeOn(disk);
    await store.append(records(1));
    disk.trouble = { on: 'append', is: 'full' };
    await store.append(records(1));
    store.keeping.stayInMemory();
    expect(said.at(-1)).toMatchObject({ severity: 'info', actions: [{ action: 'retry-history' }] });
    disk.trouble = null;
    await clock.advance(3 * RETRY_MS);
    await store.append(records(1));
    expect([...disk.entries.keys()]).toEqual([1]);
    expect(positionsOf((await store.page(everything)).entries)).toEqual([1, 2, 3]);
    expect(await store.keeping.describe()).toMatchObject({ path: '/data/history/one.db' });
    expect(await store.keeping.tryAgain()).toBe(true);
    expect([...disk.entries.keys()]).toEqual([1, 2, 3]);
    await store.append(records(1));
    expect(disk.entries.size).toBe(4);
    await store.close();
  });

  it('is not taken at a word that nobody asked for', async () => {
    const disk = new PlayedDisk();
    const { store, said } = storeOn(disk);
    await store.append(records(1));
    store.keeping.stayInMemory();
    await store.append(records(1));
    expect([disk.entries.size, said]).toEqual([2, []]);
    await store.close();
  });
});

describe('retention', () => {
  it('tells what a policy would delete, and does nothing', async () => {
    const disk = new PlayedDisk();
    disk.survey = { first: 1, last: 100, since: 0, tooOld: 0, usedBytes: 2e6 };
    const { store, clock } = storeOn(disk);
    const policy = { maxAgeMs: DAY_MS, maxBytes: 1e6 };
    expect(await store.keeping.preview(policy)).toEqual({
      count: 53,
      before: clock.now(),
      marked: 2,
      why: 'size',
    });
    expect(await store.keeping.preview({ ...policy, maxBytes: 1e7 })).toBeNull();
    expect(disk.trims).toEqual([]);
    await store.close();
  });

  it('looks at once when the policy has changed', async () => {
    const disk = new PlayedDisk();
    disk.survey = { first: 1, last: 100, since: 0, tooOld: 0, usedBytes: 1 };
    const { store, clock } = storeOn(disk);
    await clock.advance(0);
    disk.survey = { ...disk.survey, tooOld: 10 };
    store.keeping.enforcePolicy();
    await clock.advance(0);
    expect(disk.trims).toEqual([10, 0]);
    expect(clock.pendingTimers).toBe(1);
    await store.close();
  });

  it('ends what is under way when the policy changes, and goes by the new one', async () => {
    const disk = new PlayedDisk();
    disk.survey = { first: 1, last: 100_000, since: 0, tooOld: 50_000, usedBytes: 1 };
    const open = async (): ReturnType<PlayedDisk['open']> => {
      const opened = await disk.open();
      return {
        ...opened,
        trim: (through, limit) => {
          const trimmed = opened.trim(through, limit);
          // Taken back while the second step is carried out.
          if (disk.trims.length === 2) store.keeping.enforcePolicy();
          return trimmed;
        },
      };
    };
    const { store, clock, said } = storeOn({ open });
    await clock.advance(0);
    expect(disk.trims).toEqual([2_000, 2_000]);
    expect(said.map(({ message }) => message)).toEqual([expect.stringContaining('4000 entries')]);
    expect(clock.pendingTimers).toBe(1);
    await store.close();
  });

  it('runs at the start and every hour, in steps, and says what it deleted', async () => {
    const disk = new PlayedDisk();
    disk.survey = { first: 1, last: 10_000, since: 0, tooOld: 4_500, usedBytes: 1 };
    const { store, clock, said } = storeOn(disk);
    await clock.advance(0);
    expect(disk.trims).toEqual([2_000, 2_000, 500, 0]);
    expect(said).toMatchObject([{ id: 'history-deleted', severity: 'info' }]);
    expect(said[0]?.message).toContain(
      'the oldest 4500 entries of the timeline, because they were older than 30 days',
    );
    await clock.advance(RETENTION_EVERY_MS);
    expect(said).toHaveLength(1);
    disk.survey = { ...disk.survey, tooOld: 1 };
    await clock.advance(RETENTION_EVERY_MS);
    expect(said.at(-1)?.message).toContain('4501 entries');
    await store.close();
    expect(clock.pendingTimers).toBe(0);
  });
});
