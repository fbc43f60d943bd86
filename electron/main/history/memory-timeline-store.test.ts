import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eventRecord,
  positionRange as range,
  positionsOf as positions,
  stateRecord,
  storedPositions,
} from '../testing/history-files.ts';
import { createMemoryTimelineStore } from './memory-timeline-store.ts';
import type { TimelineStore, UnstoredRecord } from './timeline-store.ts';

const records = (count: number): readonly UnstoredRecord[] =>
  Array.from({ length: count }, () => stateRecord);

describe('appending', () => {
  it('numbers all entries from 1 without a hole, and events among themselves', async () => {
    const store = createMemoryTimelineStore();
    const first = await store.append([stateRecord, eventRecord('a')]);
    const second = await store.append([eventRecord('b'), stateRecord, eventRecord('c')]);
    expect(storedPositions([...first, ...second])).toEqual([1, 2, 3, 4, 5]);
    const seqs = [...first, ...second].flatMap(({ entry }) =>
      entry.type === 'event' ? [entry.event.seq] : [],
    );
    expect(seqs).toEqual([1, 2, 3]);
  });

  it('answers with what a page then holds', async () => {
    const store = createMemoryTimelineStore();
    const stored = await store.append([eventRecord('a'), stateRecord]);
    expect((await store.page({ from: 'after', position: 0, limit: 10, filter: '' })).entries).toEqual(
      stored.map(({ entry }) => entry),
    );
  });

  it('takes a batch as large as a long stall makes it', async () => {
    const store = createMemoryTimelineStore();
    expect(await store.append(records(300_000))).toHaveLength(300_000);
  });
});

it('counts further deliveries of an event, and passes over what is none or forgotten', async () => {
  const store = createMemoryTimelineStore();
  await store.append([stateRecord, eventRecord('a'), eventRecord('b')]);
  expect(await store.countDeliveries([1, 2, 2, 9])).toMatchObject([
    { position: 2, event: { deliveries: 3 } },
  ]);
  expect(await store.countDeliveries([2])).toMatchObject([{ event: { topic: 'a', deliveries: 4 } }]);
  expect((await store.entry(2))?.entry).toMatchObject({ event: { deliveries: 4 } });
  expect((await store.entry(1))?.entry).toEqual({ ...stateRecord, position: 1 });
});

describe('paging', () => {
  async function filled(count: number, keptEntries?: number): Promise<TimelineStore> {
    const store = createMemoryTimelineStore(keptEntries);
    for (let index = 0; index < count; index += 1) await store.append([stateRecord]);
    return store;
  }

  it('answers an empty history with zeros', async () => {
    const store = createMemoryTimelineStore();
    for (const from of ['before', 'after'] as const) {
      expect(await store.page({ from, position: 5, limit: 10, filter: '' })).toEqual({
        entries: [],
        reached: 5,
        first: 0,
        last: 0,
      });
    }
  });

  it.each([
    ['after', 0, 3, range(1, 3)],
    ['after', 4, 3, range(5, 7)],
    ['after', 9, 3, [10]],
    ['after', 10, 3, []],
    ['after', 99, 3, []],
    ['before', 11, 3, range(8, 10)],
    ['before', 4, 3, range(1, 3)],
    ['before', 3, 3, range(1, 2)],
    ['before', 1, 3, []],
    ['before', Number.MAX_SAFE_INTEGER, 3, range(8, 10)],
    ['before', -5, 3, []],
    ['after', -5, 3, range(1, 3)],
  ] as const)(
    'answers with the nearest entries %s %i, oldest first',
    async (from, position, limit, expected) => {
      const page = await (await filled(10)).page({ from, position, limit, filter: '' });
      expect(positions(page.entries)).toEqual(expected);
      expect([page.first, page.last]).toEqual([1, 10]);
    },
  );

  it('keeps the newest entries, and says which is the first of them', async () => {
    const store = await filled(1_000, 100);
    const page = await store.page({ from: 'after', position: 0, limit: 5_000, filter: '' });
    expect(page.entries.length).toBeGreaterThanOrEqual(100);
    expect(page.entries.length).toBeLessThanOrEqual(125);
    expect(positions(page.entries)).toEqual(range(page.first, 1_000));
    expect(page.last).toBe(1_000);
    expect(
      positions((await store.page({ from: 'before', position: page.first, limit: 10, filter: '' })).entries),
    ).toEqual([]);
  });

  it('agrees with a plain list, whatever is appended and asked', async () => {
    const batches = fc.array(fc.nat(30), { maxLength: 20 });
    const query = fc.record({
      from: fc.constantFrom('before' as const, 'after' as const),
      position: fc.integer({ min: -3, max: 700 }),
      limit: fc.integer({ min: 1, max: 40 }),
      filter: fc.constant(''),
    });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 50 }), query, async (sizes, kept, asked) => {
        const store = createMemoryTimelineStore(kept);
        for (const size of sizes) await store.append(records(size));
        const last = sizes.reduce((sum, size) => sum + size, 0);
        const page = await store.page(asked);
        expect(page.last).toBe(last);
        const all = range(page.first === 0 ? 1 : page.first, last);
        expect(all.length).toBeGreaterThanOrEqual(Math.min(kept, last));
        const expected =
          asked.from === 'after'
            ? all.filter((position) => position > asked.position).slice(0, asked.limit)
            : all.filter((position) => position < asked.position).slice(-asked.limit);
        expect(positions(page.entries)).toEqual(expected);
      }),
    );
  });

  it('leads through everything in both directions without a hole', async () => {
    const store = await filled(25);
    const forward: number[] = [];
    for (let position = 0; position < 25; position = forward.at(-1) ?? 25) {
      forward.push(
        ...positions((await store.page({ from: 'after', position, limit: 4, filter: '' })).entries),
      );
    }
    const backward: number[] = [];
    for (let position = 26; position > 1; position = backward[0] ?? 1) {
      backward.unshift(
        ...positions((await store.page({ from: 'before', position, limit: 4, filter: '' })).entries),
      );
    }
    expect([forward, backward]).toEqual([range(1, 25), range(1, 25)]);
  });
});
