import { describe, expect, it } from 'vitest';
import { firstLoaded, isAtTail, lastLoaded, rangeFromPage } from '../../stores/loaded-range.ts';
import { createStores } from '../../stores/stores.ts';
import { yieldFollow } from '../../stores/timeline.ts';
import { createFakeBridge, entriesFrom } from '../../testing/fake-bridge.ts';
import { createPager } from './paging.ts';

function start(newest: number, first: number, last: number) {
  const fake = createFakeBridge();
  const stores = createStores();
  fake.history.push(...entriesFrom(1, newest));
  stores.timeline.setState((slice) => ({
    ...yieldFollow(slice),
    range: rangeFromPage({ entries: entriesFrom(first, last), first: 1, last: newest }),
  }));
  const range = () => stores.timeline.getState().range;
  return { fake, stores, range, pager: createPager(fake.bridge, stores) };
}

describe('paging through the history', () => {
  it('fetches older rows until there are none', async () => {
    const { fake, range, pager } = start(1000, 601, 1000);
    await pager.loadOlder();
    expect(firstLoaded(range())).toBe(101);
    await pager.loadOlder();
    await pager.loadOlder();
    expect(firstLoaded(range())).toBe(1);
    expect(fake.queries).toHaveLength(2);
  });

  it('asks once, however often the reader scrolls meanwhile', async () => {
    const { fake, pager } = start(1000, 601, 1000);
    await Promise.all([pager.loadOlder(), pager.loadOlder(), pager.loadOlder()]);
    expect(fake.queries).toHaveLength(1);
  });

  it('fetches newer rows for a reader far from the tail', async () => {
    const { range, pager } = start(9000, 1, 5000);
    await pager.loadNewer();
    expect([firstLoaded(range()), lastLoaded(range())]).toEqual([501, 5500]);
    expect(isAtTail(range())).toBe(false);
  });

  it('goes to the newest rows at once to follow them', async () => {
    const { range, stores, pager } = start(9000, 1, 5000);
    await pager.followNewest();
    expect([firstLoaded(range()), lastLoaded(range())]).toEqual([8001, 9000]);
    expect(stores.timeline.getState().isFollowing).toBe(true);
  });
});
