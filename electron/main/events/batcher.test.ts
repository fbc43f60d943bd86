import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { BATCH_BYTES, BATCH_MS, BATCH_SIZE, Batcher, BEHIND_BYTES } from './batcher.ts';

/** A batcher whose reader takes each batch when the test says so. */
function heldReader(bytes = 1) {
  const clock = new ManualClock();
  const batches: (readonly number[])[] = [];
  const doneWith: (() => void)[] = [];
  const told: boolean[] = [];
  const batcher = new Batcher<number>({
    clock,
    bytesOf: () => bytes,
    flush: (batch) => {
      batches.push(batch);
      return new Promise((resolve) => doneWith.push(resolve));
    },
    behind: (isBehind) => told.push(isBehind),
  });
  const finishFirst = (): Promise<void> => {
    doneWith.shift()?.();
    return clock.advance(0);
  };
  return { clock, batcher, batches, told, finishFirst };
}

describe('a batcher', () => {
  it('hands on together what comes within a frame, in order', async () => {
    const { clock, batcher, batches } = heldReader();
    batcher.add(1);
    await clock.advance(BATCH_MS - 1);
    batcher.add(2);
    expect(batches).toEqual([]);
    await clock.advance(1);
    expect(batches).toEqual([[1, 2]]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not make a full batch wait', async () => {
    const { clock, batcher, batches } = heldReader();
    for (let item = 0; item < BATCH_SIZE; item += 1) batcher.add(item);
    expect(batches.map((batch) => batch.length)).toEqual([BATCH_SIZE]);
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('lets what is no full batch wait for the one before, so a slow reader gets larger ones', async () => {
    const { clock, batcher, batches, finishFirst } = heldReader();
    batcher.add(1);
    await clock.advance(BATCH_MS);
    for (let item = 2; item < BATCH_SIZE; item += 1) batcher.add(item);
    await clock.advance(10 * BATCH_MS);
    expect(batches).toEqual([[1]]);
    await finishFirst();
    expect(batches.map((batch) => batch.length)).toEqual([1, BATCH_SIZE - 2]);
    expect(batches.flat()).toEqual(Array.from({ length: BATCH_SIZE - 1 }, (_, index) => index + 1));
  });

  it('has the next batches ready as soon as they are full, and never too many', async () => {
    const { clock, batcher, batches, finishFirst } = heldReader();
    for (let item = 0; item < 5 * BATCH_SIZE; item += 1) batcher.add(item);
    expect(batches.map((batch) => batch.length)).toEqual([BATCH_SIZE, BATCH_SIZE, BATCH_SIZE]);
    await finishFirst();
    expect(batches.map((batch) => batch.length)).toEqual(Array.from({ length: 4 }, () => BATCH_SIZE));
    await finishFirst();
    expect(batches.flat()).toEqual(Array.from({ length: 5 * BATCH_SIZE }, (_, index) => index));
    expect(clock.pendingTimers).toBe(0);
  });

  it('makes no batch larger than its bytes, whatever has collected', async () => {
    const { batcher, batches, finishFirst } = heldReader(BATCH_BYTES / 4);
    for (let item = 0; item < 20; item += 1) batcher.add(item);
    const drained = batcher.drain();
    for (let batch = 0; batch < 5; batch += 1) await finishFirst();
    await drained;
    expect(batches.map((batch) => batch.length)).toEqual([4, 4, 4, 4, 4]);
  });

  it('tells once when too much is not dealt with, and once when that is made up for', async () => {
    const { batcher, batches, told, finishFirst } = heldReader(BATCH_BYTES / 4);
    const most = (4 * BEHIND_BYTES) / BATCH_BYTES;
    for (let item = 0; item < most; item += 1) batcher.add(item);
    expect(told).toEqual([]);
    batcher.add(0);
    batcher.add(1);
    expect(told).toEqual([true]);
    await finishFirst();
    expect(told).toEqual([true]);
    const drained = batcher.drain();
    while (batches.flat().length < most + 2) await finishFirst();
    for (let rest = 0; rest < 3; rest += 1) await finishFirst();
    await drained;
    expect(told).toEqual([true, false]);
  });

  it('goes on by itself after a pause', async () => {
    const { clock, batcher, batches, finishFirst } = heldReader();
    batcher.add(1);
    await clock.advance(BATCH_MS);
    await finishFirst();
    batcher.add(2);
    await clock.advance(BATCH_MS);
    expect(batches).toEqual([[1], [2]]);
  });

  it('is drained when everything collected is done with, and not before', async () => {
    const { clock, batcher, batches, finishFirst } = heldReader();
    let isDrained = false;
    for (let item = 0; item < 4 * BATCH_SIZE + 1; item += 1) batcher.add(item);
    const drained = batcher.drain().then(() => {
      isDrained = true;
    });
    for (let batch = 0; batch < 4; batch += 1) await finishFirst();
    expect([batches.length, isDrained]).toEqual([5, false]);
    await finishFirst();
    await drained;
    expect(isDrained).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is drained also while a flood goes on that never leaves it without work', async () => {
    const { batcher, batches, finishFirst } = heldReader();
    let isDrained = false;
    batcher.add(0);
    void batcher.drain().then(() => {
      isDrained = true;
    });
    for (let item = 1; item <= 3; item += 1) {
      batcher.add(item);
      await finishFirst();
    }
    expect([batches, isDrained]).toEqual([[[0], [1], [2], [3]], true]);
    await finishFirst();
  });

  it('is drained at once when there is nothing', async () => {
    const { batcher, batches } = heldReader();
    await batcher.drain();
    expect(batches).toEqual([]);
  });
});
