import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import { BATCH_MS, BATCH_SIZE, Batcher } from './batcher.ts';

/** A batcher whose reader takes each batch when the test says so. */
function heldReader() {
  const clock = new ManualClock();
  const batches: (readonly number[])[] = [];
  const doneWith: (() => void)[] = [];
  const batcher = new Batcher<number>(clock, (batch) => {
    batches.push(batch);
    return new Promise((resolve) => doneWith.push(resolve));
  });
  const finishFirst = (): Promise<void> => {
    doneWith.shift()?.();
    return clock.advance(0);
  };
  return { clock, batcher, batches, finishFirst };
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

  it('hands on one batch at a time, so a slow reader gets larger ones', async () => {
    const { clock, batcher, batches, finishFirst } = heldReader();
    batcher.add(1);
    await clock.advance(BATCH_MS);
    for (let item = 2; item <= 2_000; item += 1) batcher.add(item);
    await clock.advance(10 * BATCH_MS);
    expect(batches).toEqual([[1]]);
    await finishFirst();
    expect(batches.map((batch) => batch.length)).toEqual([1, 1_999]);
    expect(batches.flat()).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
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

  it('is drained when everything collected is done with, also what came meanwhile', async () => {
    const { clock, batcher, batches, finishFirst } = heldReader();
    let isDrained = false;
    batcher.add(1);
    const drained = batcher.drain().then(() => {
      isDrained = true;
    });
    batcher.add(2);
    await finishFirst();
    expect([batches, isDrained]).toEqual([[[1], [2]], false]);
    await finishFirst();
    await drained;
    expect(isDrained).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is drained at once when there is nothing', async () => {
    const { batcher, batches } = heldReader();
    await batcher.drain();
    expect(batches).toEqual([]);
  });
});
