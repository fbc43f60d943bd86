import { afterEach, describe, expect, it } from 'vitest';
import type { EntryCount } from '../../../../shared/model/snapshot.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { startEntrySync, type EntrySync } from '../../entry-sync.ts';
import { createStores } from '../../stores/stores.ts';
import { listFilter } from '../../stores/timeline.ts';
import { createFakeBridge, entriesFrom, pushOf, settled } from '../../testing/fake-bridge.ts';
import { createMatchCounter } from './match-count.ts';

const EVEN = listFilter('even');
const syncs: EntrySync[] = [];

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

/** A window that shows twenty entries; the answers to counts are in the test's hands. */
function start() {
  const answers: ((answer: Result<EntryCount>) => void)[] = [];
  const fake = createFakeBridge({
    countEntries: () => new Promise<Result<EntryCount>>((resolve) => answers.push(resolve)),
  });
  const stores = createStores();
  const sync = startEntrySync(fake.bridge, stores);
  syncs.push(sync);
  fake.history.push(...entriesFrom(1, 20));
  sync.show(fake.snapshot().page);
  const counter = createMatchCounter(fake.bridge, stores, 'even');
  return {
    ...{ fake, stores, sync, counter },
    arrive: (first: number, last: number, filter = EVEN) => {
      sync.take(pushOf(entriesFrom(first, last), filter));
    },
    /** Answers the oldest question as the history stood with so many entries, half of which match. */
    answer: async (total: number) => {
      answers.shift()?.({ ok: true, value: { matching: Math.floor(total / 2), total, isWhole: true } });
      await settled();
    },
  };
}

describe('a count of what matches', () => {
  it('goes on with what is pushed after it', async () => {
    const { stores, counter, arrive, answer } = start();
    stores.timeline.setState({ filter: 'even' });
    await settled();
    counter.ask();
    expect(counter.read()).toBeNull();
    await answer(20);
    arrive(21, 30);
    expect(counter.read()).toEqual({ matching: 15, isWhole: true });
  });

  it('is not set back by the list, which shows its first page after the question', async () => {
    const { stores, counter, arrive, answer } = start();
    arrive(21, 60, '');
    stores.timeline.setState({ filter: 'even' });
    counter.ask();
    await settled();
    await answer(60);
    arrive(61, 70);
    expect(counter.read()?.matching).toBe(35);
  });

  it('has what was pushed before the first page of the list was there', async () => {
    const { stores, counter, arrive, answer } = start();
    stores.timeline.setState({ filter: 'even' });
    counter.ask();
    arrive(21, 24);
    await answer(20);
    await settled();
    expect(counter.read()?.matching).toBe(12);
  });

  it('adds nothing twice that was stored before it and pushed after it, or while it was made', async () => {
    const { stores, counter, arrive, answer } = start();
    stores.timeline.setState({ filter: 'even' });
    await settled();
    counter.ask();
    arrive(21, 26);
    await answer(30);
    expect(counter.read()?.matching).toBe(15);
    arrive(27, 30);
    expect(counter.read()?.matching).toBe(15);
    arrive(31, 40);
    arrive(41, 50);
    expect(counter.read()?.matching).toBe(25);
  });

  it('is told until it is counted anew', async () => {
    const { stores, counter, arrive, answer } = start();
    stores.timeline.setState({ filter: 'even' });
    await settled();
    counter.ask();
    await answer(20);
    counter.ask();
    expect(counter.read()?.matching).toBe(10);
    arrive(21, 30);
    await answer(30);
    expect(counter.read()?.matching).toBe(15);
  });

  it('takes no answer that came after it was stopped', async () => {
    const { counter, answer } = start();
    counter.ask()();
    await answer(20);
    expect(counter.read()).toBeNull();
  });
});
