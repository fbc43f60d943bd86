import { afterEach, describe, expect, it } from 'vitest';
import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import { startSync, type Sync } from '../../sync.ts';
import { searchedFrom } from '../../stores/gaps.ts';
import { createStores } from '../../stores/stores.ts';
import { gapAt } from '../../testing/events.ts';
import { createFakeBridge, entriesFrom, failed, pushOf, settled } from '../../testing/fake-bridge.ts';
import { createPager } from '../timeline/paging.ts';
import { searchOlderGaps } from './gap-search.ts';

const syncs: Sync[] = [];

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

/** A window that shows the newest 500 entries of a history with gaps. */
async function start(gapPositions: readonly number[], newest: number) {
  const fake = createFakeBridge();
  const stores = createStores();
  const positions = new Set(gapPositions);
  const entries = (first: number, last: number) =>
    entriesFrom(first, last).map((entry) => (positions.has(entry.position) ? gapAt(entry.position) : entry));
  fake.history.push(...entries(1, newest));
  const sync = startSync(fake.bridge, stores, (work) => {
    work();
    return () => undefined;
  });
  syncs.push(sync);
  await settled();
  const found = () => stores.gaps.getState().gaps.map(({ position }) => position);
  return { fake, stores, entries, found, pager: createPager(fake.bridge, stores) };
}

describe('the search for older gaps', () => {
  it('goes back page by page until it finds one', async () => {
    const { fake, stores, found } = await start([700], 5000);
    expect(await searchOlderGaps(fake.bridge, stores)).toBeNull();
    expect(found()).toEqual([700]);
    expect(fake.queries).toHaveLength(4);
  });

  it('lists what it finds with what is known, newest first and nothing twice', async () => {
    const { fake, stores, found } = await start([1900, 1200, 100], 2000);
    expect(found()).toEqual([1900]);
    await searchOlderGaps(fake.bridge, stores);
    await searchOlderGaps(fake.bridge, stores);
    expect(found()).toEqual([1900, 1200, 100]);
  });

  it('ends at the beginning of the history', async () => {
    const { fake, stores, found } = await start([], 1200);
    await searchOlderGaps(fake.bridge, stores);
    expect(found()).toEqual([]);
    expect(searchedFrom(stores.gaps.getState())).toBe(1);
  });

  it('says why it could not go on', async () => {
    const { stores } = await start([], 1200);
    const error = { code: 'internal/unexpected', message: 'No.' } as const;
    const broken = createFakeBridge({ queryEntries: () => failed(error) });
    expect(await searchOlderGaps(broken.bridge, stores)).toEqual(error);
  });

  it('finds what lies between the rows that were loaded and those of a jump', async () => {
    const { fake, stores, found, pager } = await start([5000, 700], 10_000);
    await pager.goToOldest();
    expect(found()).toEqual([700]);
    await searchOlderGaps(fake.bridge, stores);
    expect(found()).toEqual([5000, 700]);
  });

  it('finds what was passed over when more came than the list can take in', async () => {
    const { fake, stores, entries, found } = await start([600], 500);
    fake.history.push(...entries(501, 5000));
    fake.push('entries', pushOf(entriesFrom(4999, 5000)));
    await settled();
    expect(stores.timeline.getState().range).toMatchObject({ from: 4001, to: 5000 });
    await searchOlderGaps(fake.bridge, stores);
    expect(found()).toEqual([600]);
  });

  it('keeps nothing of an answer about an organisation that was left meanwhile', async () => {
    const { fake, stores, found } = await start([4200], 5000);
    let arrive = (): void => undefined;
    const slow: MonitorBridge = {
      ...fake.bridge,
      queryEntries: async (query) => {
        const answer = await fake.bridge.queryEntries(query);
        return new Promise((resolve) => {
          arrive = () => {
            resolve(answer);
          };
        });
      },
    };
    const search = searchOlderGaps(slow, stores);
    await settled();
    fake.history.splice(0, fake.history.length, ...entriesFrom(1, 5000));
    const { settings } = stores.session.getState();
    fake.push('settings', { ...settings, activeProfileId: 'another' });
    await settled();
    arrive();
    await search;
    expect(found()).toEqual([]);
  });
});
