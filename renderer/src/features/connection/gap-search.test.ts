import { describe, expect, it } from 'vitest';
import { NO_GAPS, withGapsFrom } from '../../stores/gaps.ts';
import { createStores } from '../../stores/stores.ts';
import { gapAt } from '../../testing/events.ts';
import { createFakeBridge, entriesFrom, failed } from '../../testing/fake-bridge.ts';
import { searchOlderGaps } from './gap-search.ts';

function start(gapPositions: readonly number[], newest: number) {
  const fake = createFakeBridge();
  const stores = createStores();
  const positions = new Set(gapPositions);
  fake.history.push(
    ...entriesFrom(1, newest).map((entry) => (positions.has(entry.position) ? gapAt(entry.position) : entry)),
  );
  stores.gaps.setState(withGapsFrom(NO_GAPS, fake.history.slice(-500)));
  return { fake, stores, found: () => stores.gaps.getState().gaps.map(({ position }) => position) };
}

describe('the search for older gaps', () => {
  it('goes back page by page until it finds one', async () => {
    const { fake, stores, found } = start([700], 5000);
    expect(await searchOlderGaps(fake.bridge, stores)).toBeNull();
    expect(found()).toEqual([700]);
    expect(fake.queries).toHaveLength(4);
  });

  it('lists what it finds with what is known, newest first and nothing twice', async () => {
    const { fake, stores, found } = start([1900, 1200, 100], 2000);
    expect(found()).toEqual([1900]);
    await searchOlderGaps(fake.bridge, stores);
    await searchOlderGaps(fake.bridge, stores);
    expect(found()).toEqual([1900, 1200, 100]);
  });

  it('ends at the beginning of the history', async () => {
    const { fake, stores, found } = start([], 1200);
    await searchOlderGaps(fake.bridge, stores);
    expect(found()).toEqual([]);
    expect(stores.gaps.getState().searchedFrom).toBe(1);
  });

  it('says why it could not go on', async () => {
    const { stores } = start([], 1200);
    const error = { code: 'internal/unexpected', message: 'No.' } as const;
    const broken = createFakeBridge({ queryEntries: () => failed(error) });
    expect(await searchOlderGaps(broken.bridge, stores)).toEqual(error);
  });
});
