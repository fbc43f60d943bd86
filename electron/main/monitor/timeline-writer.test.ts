import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { BATCH_MS } from '../events/batcher.ts';
import { createMemoryTimelineStore } from '../history/memory-timeline-store.ts';
import type { TimelineStore, UnstoredRecord } from '../history/timeline-store.ts';
import { createTimelineWriter } from './timeline-writer.ts';

const record = (at: number): UnstoredRecord => ({ at, type: 'connection', state: { status: 'signed-out' } });

/** A writer over a memory store of which parts may be replaced. */
function writer(
  append?: (store: TimelineStore, records: readonly UnstoredRecord[]) => ReturnType<TimelineStore['append']>,
) {
  const clock = new ManualClock();
  const store = createMemoryTimelineStore();
  const published: (readonly TimelineEntry[])[] = [];
  const unexpected: unknown[] = [];
  const made = createTimelineWriter({
    clock,
    store: append === undefined ? store : { ...store, append: (records) => append(store, records) },
    publish: (entries) => published.push(entries),
    onUnexpected: (thrown) => unexpected.push(thrown),
  });
  return { clock, store, published, unexpected, writer: made };
}

describe('the timeline writer', () => {
  it('publishes in one push what came within a frame, numbered as it was stored', async () => {
    const { clock, published, writer: made } = writer();
    made.write(record(1));
    made.write(record(2));
    await clock.advance(BATCH_MS);
    expect(published.map((push) => push.map(({ position, at }) => [position, at]))).toEqual([
      [
        [1, 1],
        [2, 2],
      ],
    ]);
  });

  it('publishes nothing before it is stored', async () => {
    let finishStoring: () => void = () => undefined;
    const storing = new Promise<void>((resolve) => {
      finishStoring = resolve;
    });
    const {
      clock,
      published,
      writer: made,
    } = writer(async (store, records) => {
      await storing;
      return store.append(records);
    });
    made.write(record(1));
    await clock.advance(BATCH_MS);
    expect(published).toEqual([]);
    finishStoring();
    await clock.advance(0);
    expect(published).toHaveLength(1);
  });

  it('publishes only what a reader then finds in the history', async () => {
    const { clock, store, published, writer: made } = writer();
    for (let at = 1; at <= 1_200; at += 1) made.write(record(at));
    await clock.advance(BATCH_MS);
    const { entries } = await store.page({ from: 'after', position: 0, limit: 2_000 });
    expect(published.flat()).toEqual(entries);
    expect(entries).toHaveLength(1_200);
  });

  it('reports a store that fails, publishes nothing of that batch, and goes on', async () => {
    const full = new Error('disk full');
    let isFull = true;
    const {
      clock,
      published,
      unexpected,
      writer: made,
    } = writer((store, records) => (isFull ? Promise.reject(full) : store.append(records)));
    made.write(record(1));
    await clock.advance(BATCH_MS);
    expect([published, unexpected]).toEqual([[], [full]]);
    isFull = false;
    made.write(record(2));
    await clock.advance(BATCH_MS);
    expect(published.flat().map(({ at }) => at)).toEqual([2]);
  });

  it('is drained when everything written is stored and published, and leaves no timer', async () => {
    const { clock, published, writer: made } = writer();
    made.write(record(1));
    await made.drain();
    expect(published).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });
});
