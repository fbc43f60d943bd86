import { afterEach, describe, expect, it } from 'vitest';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import {
  emptyFolder,
  eventRecord,
  KEY,
  SEARCH_WORKER_PATH,
  WORKER_PATH,
} from '../../testing/history-files.ts';
import { ManualClock } from '../../base/manual-clock.ts';
import { createDiskTimelineStore } from '../disk-timeline-store.ts';
import { openHistoryDisk } from '../history-disk.ts';
import { createMemoryTimelineStore } from '../memory-timeline-store.ts';
import { DEFAULT_RETENTION } from '../../../../shared/model/history.ts';
import type { TimelineStore } from '../timeline-store.ts';

const clock = new ManualClock();
const START = clock.now() - 600_000;
const COUNT = 1_200;

let store: TimelineStore | null = null;

afterEach(async () => {
  await store?.close();
  store = null;
});

async function diskStore(): Promise<TimelineStore> {
  const file = { folder: await emptyFolder(), name: 'one', key: KEY };
  const threads = { workerPath: WORKER_PATH, searchWorkerPath: SEARCH_WORKER_PATH };
  const unexpected = (thrown: unknown): never => {
    throw thrown;
  };
  return createDiskTimelineStore({
    open: () => openHistoryDisk({ ...threads, now: clock.now, onSlow: () => undefined }, file),
    clock,
    policy: () => DEFAULT_RETENTION,
    say: () => undefined,
    onTrouble: unexpected,
  });
}

/** Everything that a query leads to, page by page. */
async function countedBy(found: TimelineStore, part: Partial<CountsQuery>): Promise<CountsPage['counts']> {
  const sums = new Map<number, number>();
  const query: CountsQuery = {
    ...{ filter: '', from: 'before', position: Number.MAX_SAFE_INTEGER },
    ...{ since: START, until: START + 600_000, bucketMs: 60_000, ...part },
  };
  for (let { position } = query; ;) {
    const page = await found.countByTime({ ...query, position });
    for (const [bucket, count] of page.counts) sums.set(bucket, (sums.get(bucket) ?? 0) + count);
    if (page.isWhole) break;
    position = page.reached;
  }
  return [...sums].sort(([one], [other]) => one - other);
}

describe.each([
  ['on disk', diskStore],
  ['in memory', () => Promise.resolve(createMemoryTimelineStore())],
])('the counts of a timeline %s', (_where, open) => {
  it('are those of its entries by when they were stored, also with a filter', async () => {
    store = await open();
    const records = Array.from({ length: COUNT }, (_, index) =>
      eventRecord(index % 3 === 0 ? 'v2.users.1.presence' : 'v2.users.2.presence', START + index * 500),
    );
    await store.append(records);
    const minutes = Array.from({ length: 10 }, (_, index) => START / 60_000 + index);
    expect(await countedBy(store, {})).toEqual(minutes.map((minute) => [minute, 120]));
    const filter = 'topic:v2.users.1.presence';
    expect(await countedBy(store, { filter })).toEqual(minutes.map((minute) => [minute, 40]));
    const tail = { filter, from: 'after', position: COUNT - 6 } as const;
    expect(await countedBy(store, tail)).toEqual([[minutes.at(-1), 2]]);
  });
});
