import { describe, expect, it } from 'vitest';
import type { CountsPage, CountsQuery } from '../../../../shared/model/histogram.ts';
import { createFakeBridge, ok, settled } from '../../testing/fake-bridge.ts';
import { createHistogramFeed } from './histogram-feed.ts';
import type { Reach } from './histogram.ts';

const START = Date.UTC(2026, 10, 24, 14, 0, 5);
const STRETCH = 10_000;

/** A history of entries by time, counted so many at a time. */
function started(times: number[], perPage = Infinity, reach: Reach = '15m') {
  const queries: CountsQuery[] = [];
  const world = { now: START, isVisible: true };
  let tick: () => void = () => undefined;
  const countByTime = (query: CountsQuery): CountsPage => {
    queries.push(query);
    const all = times.map((at, index) => ({ position: index + 1, at }));
    const inTime = all.filter(({ at }) => at >= query.since && at < query.until);
    const left =
      query.from === 'before'
        ? inTime.filter(({ position }) => position < query.position).reverse()
        : inTime.filter(({ position }) => position > query.position);
    const found = left.slice(0, perPage);
    return {
      counts: found.map(({ at }) => [Math.floor(at / query.bucketMs), 1] as const),
      reached: found.at(-1)?.position ?? query.position,
      isWhole: found.length === left.length,
      last: times.length,
    };
  };
  const { bridge } = createFakeBridge({ countByTime: (query) => ok(countByTime(query)) });
  const feed = createHistogramFeed(
    bridge,
    { filter: 'presence', reach },
    {
      every: (_periodMs, callback) => {
        tick = callback;
        return () => {
          tick = () => undefined;
        };
      },
      isVisible: () => world.isVisible,
      now: () => world.now,
      first: () => Promise.resolve(times[0] ?? null),
    },
  );
  const stop = feed.start();
  return {
    ...{ queries, world, stop, feed },
    total: () => [...feed.store.getState().counts.values()].reduce((sum, count) => sum + count, 0),
    second: async () => {
      tick();
      await settled();
    },
  };
}

const everySecondBefore = (seconds: number): number[] =>
  Array.from({ length: seconds }, (_, index) => START - (seconds - index) * 1000);

describe('the counts of a histogram', () => {
  it('are those of the frame', async () => {
    const { feed, queries, total } = started([START - 3_600_000, ...everySecondBefore(25)]);
    await settled();
    expect(total()).toBe(25);
    const { frame, countedFrom, counts } = feed.store.getState();
    expect(countedFrom).toBe(frame.from);
    expect(counts.get(Math.floor(START / STRETCH) - 1)).toBe(10);
    expect(queries[0]).toMatchObject({ filter: 'presence', from: 'before', bucketMs: STRETCH });
  });

  it('grow by what comes, each entry once', async () => {
    const times = everySecondBefore(25);
    const { total, second, world } = started(times);
    await settled();
    times.push(START + 100, START + 200);
    await second();
    await second();
    world.now += STRETCH;
    times.push(START + STRETCH);
    await second();
    expect(total()).toBe(28);
  });

  it('are counted back in several periods where one is not enough, and say how far that is', async () => {
    const { feed, total, second } = started(everySecondBefore(600), 20);
    await settled();
    expect(total()).toBe(200);
    const { countedFrom, frame } = feed.store.getState();
    expect(countedFrom).toBeLessThanOrEqual(START - 190_000);
    expect(countedFrom).toBeGreaterThan(START - 210_000);
    for (let seconds = 0; seconds < 8; seconds += 1) await second();
    expect(total()).toBe(600);
    expect(feed.store.getState().countedFrom).toBe(frame.from);
  });

  it('forget what the frame has moved over', async () => {
    const { feed, second, world, total } = started(everySecondBefore(25));
    await settled();
    world.now += 900_000 - STRETCH;
    await second();
    expect(total()).toBe(5);
    expect(feed.store.getState().frame.to).toBeGreaterThan(world.now);
  });

  it('of a history that was empty begin with its first entry', async () => {
    const times: number[] = [];
    const { total, second } = started(times);
    await settled();
    times.push(START);
    await second();
    expect(total()).toBe(1);
  });

  it('begin anew with a history that was erased', async () => {
    const times = everySecondBefore(25);
    const { total, second } = started(times);
    await settled();
    times.splice(0, times.length, START);
    await second();
    expect(total()).toBe(1);
  });

  it('are not asked for by a window that nobody sees, nor after the end', async () => {
    const { queries, second, world, stop } = started(everySecondBefore(5));
    await settled();
    const before = queries.length;
    world.isVisible = false;
    await second();
    world.isVisible = true;
    stop();
    await second();
    expect(queries).toHaveLength(before);
  });
});
