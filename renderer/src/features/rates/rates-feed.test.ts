import { describe, expect, it } from 'vitest';
import { NO_RATES, type Rates, type RatesQuery } from '../../../../shared/model/rates.ts';
import { createFakeBridge, ok, settled } from '../../testing/fake-bridge.ts';
import { createRatesFeed } from './rates-feed.ts';

const counts = { lastFrom: 0, bucketMs: 30_000, counts: [1] };

function started() {
  const queries: RatesQuery[] = [];
  const answers: ((rates: Rates) => void)[] = [];
  let tick: () => void = () => undefined;
  let isTicking = false;
  const world = {
    isVisible: true,
    holdsAnswers: false,
  };
  const { bridge } = createFakeBridge({
    getRates: async (query) => {
      queries.push(query);
      const rates = {
        ...NO_RATES,
        at: queries.length,
        shown: query.shown.map((topic) => ({
          ...{ topic, recent: counts, lastAt: null, usualMs: null, silentForMs: null, isHeard: true },
        })),
        ranked: query.ranked.map((_, index) => ({ lastAt: index, count: index })),
      };
      if (!world.holdsAnswers) return ok(rates);
      return { ok: true, value: await new Promise<Rates>((resolve) => answers.push(resolve)) };
    },
  });
  const feed = createRatesFeed(bridge, {
    every: (_periodMs, callback) => {
      tick = callback;
      isTicking = true;
      return () => {
        isTicking = false;
      };
    },
    isVisible: () => world.isVisible,
  });
  const stop = feed.start();
  return {
    ...{ queries, answers, world, feed, stop },
    isTicking: () => isTicking,
    second: async () => {
      tick();
      await settled();
    },
  };
}

describe('a feed of rates', () => {
  it('asks at once for what came into sight together, and each second again', async () => {
    const { feed, queries, second } = started();
    feed.show('a');
    feed.show('b');
    await settled();
    expect(queries).toEqual([{ shown: ['a', 'b'], ranked: [] }]);
    expect([...feed.store.getState().paces.keys()]).toEqual(['a', 'b']);
    await second();
    expect(queries).toHaveLength(2);
  });

  it('asks no longer for what went out of sight everywhere', async () => {
    const { feed, queries, second } = started();
    const [once, twice] = [feed.show('a'), feed.show('a')];
    once();
    await second();
    expect(queries.at(-1)?.shown).toEqual(['a']);
    twice();
    await second();
    expect(queries.at(-1)?.shown).toEqual([]);
  });

  it('asks for no more than fits on a screen', async () => {
    const { feed, queries } = started();
    for (let index = 0; index < 500; index += 1) feed.show(String(index));
    await settled();
    expect(queries[0]?.shown).toHaveLength(200);
  });

  it('asks for an order at once, and then every fifth second', async () => {
    const { feed, queries, second } = started();
    await settled();
    feed.rank(['a', 'b']);
    await settled();
    expect(feed.store.getState().activity.get('b')).toEqual({ lastAt: 1, count: 1 });
    for (let seconds = 0; seconds < 5; seconds += 1) await second();
    expect(queries.slice(1).map(({ ranked }) => ranked.length)).toEqual([2, 0, 0, 0, 0, 2]);
    feed.rank([]);
    expect(feed.store.getState().activity.size).toBe(0);
  });

  it('does not ask while an answer is awaited, nor for a hidden window', async () => {
    const { queries, answers, world, second } = started();
    world.holdsAnswers = true;
    await second();
    await second();
    expect(queries).toHaveLength(1);
    answers[0]?.(NO_RATES);
    await settled();
    world.isVisible = false;
    await second();
    expect(queries).toHaveLength(1);
    world.isVisible = true;
    await second();
    expect(queries).toHaveLength(2);
  });

  it('ends with its view', async () => {
    const { feed, queries, stop, isTicking, second } = started();
    await settled();
    stop();
    expect(isTicking()).toBe(false);
    feed.show('a');
    await second();
    expect(queries).toHaveLength(1);
  });
});
