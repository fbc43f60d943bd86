import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { hasNewer, hasOlder, MAX_LOADED, rangeFromPage } from '../../stores/loaded-range.ts';
import { createStores } from '../../stores/stores.ts';
import { yieldFollow, type Edge } from '../../stores/timeline.ts';
import { eventAt } from '../../testing/events.ts';
import { createFakeBridge } from '../../testing/fake-bridge.ts';
import { hasEdge, mayShowNewer } from './edges.ts';
import { endsAhead, type Drawn } from './page-ahead.ts';
import { createPager } from './paging.ts';
import { buildRows, indexOfPosition, positionOf } from './rows.ts';

const IN_SIGHT = 30;
const EDGES: readonly Edge[] = ['older', 'newer'];
const ORDERS = ['newest-last', 'newest-first'] as const;

/** A topic that is confirmed: it shares a line with those beside it. */
const confirmed = (position: number): TimelineEntry => ({
  position,
  at: position * 1000,
  type: 'subscription',
  subscription: { topic: `v2.topic${String(position)}`, status: 'confirmed' },
});

interface Stretch {
  readonly make: (position: number) => TimelineEntry;
  readonly count: number;
}

const historyOf = (stretches: readonly Stretch[]): readonly TimelineEntry[] =>
  stretches
    .flatMap(({ make, count }) => Array.from({ length: count }, () => make))
    .map((make, index) => make(index + 1));

/** A reader who stays at an entry while pages come, as the grid keeps it in sight. */
function createReader(history: readonly TimelineEntry[], order: (typeof ORDERS)[number]) {
  const fake = createFakeBridge();
  fake.history.push(...history);
  const stores = createStores();
  const { timeline } = stores;
  const page = fake.snapshot().page;
  const range = rangeFromPage(page, { from: 'before', position: page.last + 1 });
  timeline.setState((slice) => ({ ...yieldFollow(slice), range }));
  const pager = createPager(fake.bridge, stores);
  const isMirrored = order === 'newest-first';
  let at = page.last;
  const seen = new Set<number>();

  function look(): Drawn {
    const slice = timeline.getState();
    const edges = EDGES.filter((edge) => hasEdge(slice, edge));
    const { entries } = slice.range;
    const rows = buildRows({ entries, pausedAt: null, openGap: null, order, edges, isFiltered: false });
    for (const row of rows) seen.add(positionOf(row) ?? 0);
    const middle = indexOfPosition(rows, at) ?? 0;
    const last = Math.min(rows.length - 1, middle + IN_SIGHT / 2);
    return { rows, isMirrored, first: Math.max(0, last - IN_SIGHT), last };
  }

  const outermost = (edge: Edge): number =>
    timeline.getState().range.entries.at(edge === 'older' ? 0 : -1)?.position ?? at;

  /** Fetches pages as the grid does, and answers with how many, once it fetches no more. */
  async function rest(): Promise<number> {
    for (let pages = 0; pages < 50;) {
      const slice = timeline.getState();
      const ahead = endsAhead(look(), slice);
      const mayLoad = { older: hasOlder(slice.range), newer: mayShowNewer(slice) && hasNewer(slice.range) };
      const asked = EDGES.filter((edge) => ahead[edge] && mayLoad[edge]);
      if (asked.length === 0) return pages;
      pages += asked.length;
      await Promise.all(asked.map((edge) => pager.load(edge)));
    }
    throw new Error('It fetches for ever.');
  }

  return {
    rest,
    pager,
    range: () => timeline.getState().range,
    goTo: async (position: number) => {
      at = position;
      await pager.goTo(position);
    },
    /** Reads on to the end of the history, and asks for more in the last row where that does not come by itself. */
    readTo: async (edge: Edge): Promise<void> => {
      const hasMore = edge === 'older' ? hasOlder : hasNewer;
      for (let pages = 0; pages < 50; pages += 1) {
        at = outermost(edge);
        await rest();
        if (!hasMore(timeline.getState().range)) return;
        at = outermost(edge);
        await pager.load(edge);
      }
      throw new Error('The end is never reached.');
    },
    seen,
  };
}

describe('paging ahead of the reader', () => {
  it('fetches a page at the end that they get to, and only there', async () => {
    for (const order of ORDERS) {
      const reader = createReader(historyOf([{ make: eventAt, count: 9000 }]), order);
      await reader.goTo(4000);
      expect(await reader.rest()).toBe(0);
      await reader.goTo(reader.range().from + 20);
      expect(await reader.rest()).toBe(1);
      await reader.goTo(reader.range().to - 20);
      expect(await reader.rest()).toBe(1);
    }
  });

  it('comes to rest where one line stands for more entries than are kept', async () => {
    const history = historyOf([
      { make: eventAt, count: 5 },
      { make: confirmed, count: 2500 },
      { make: eventAt, count: 3000 },
    ]);
    for (const order of ORDERS) {
      const reader = createReader(history, order);
      await reader.goTo(1);
      expect(await reader.rest()).toBeLessThan(5);
      await reader.readTo('newer');
      expect(reader.range().to).toBe(history.length);
    }
  });

  it('does not fetch at the ends in turns where the rows in sight would give way', async () => {
    const reader = createReader(
      historyOf([
        { make: eventAt, count: 500 },
        { make: confirmed, count: 480 },
        { make: eventAt, count: 40 },
        { make: confirmed, count: 480 },
        { make: eventAt, count: 600 },
      ]),
      'newest-last',
    );
    await reader.goTo(1500);
    expect(reader.range()).toMatchObject({ from: 501, to: 2000 });
    expect(await reader.rest()).toBe(0);
  });

  it('fetches older rows of a paused view, for which rows that nobody sees give way', () => {
    const entries = historyOf([{ make: eventAt, count: MAX_LOADED }]);
    const range = { ...createStores().timeline.getState().range, entries };
    const rows = buildRows({
      ...{ entries, pausedAt: 100, openGap: null, order: 'newest-last', edges: [], isFiltered: false },
    });
    const drawn = { rows, isMirrored: false, first: 20, last: 50 };
    expect(endsAhead(drawn, { range, pausedAt: 100 }).older).toBe(true);
    expect(endsAhead(drawn, { range, pausedAt: null }).older).toBe(false);
  });
});

const stretch = fc.oneof(
  fc.record({ make: fc.constant(eventAt), count: fc.integer({ min: 1, max: 900 }) }),
  fc.record({ make: fc.constant(confirmed), count: fc.integer({ min: 1, max: 1200 }) }),
);

describe('whatever the lines stand for, wherever the reader is', () => {
  it('comes to rest, and every row can be reached', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(stretch, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.constantFrom(...ORDERS),
        async (stretches, somewhere, order) => {
          const history = historyOf(stretches);
          const reader = createReader(history, order);
          await reader.goTo(1 + (somewhere % history.length));
          await reader.rest();
          await reader.readTo('older');
          expect(reader.range().from).toBe(1);
          reader.seen.clear();
          await reader.readTo('newer');
          expect(reader.range().to).toBe(history.length);
          const events = history.filter(({ type }) => type === 'event');
          expect(events.filter(({ position }) => !reader.seen.has(position))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
