import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { BATCH_MS } from '../events/batcher.ts';
import { createMemoryTimelineStore } from '../history/memory-timeline-store.ts';
import type { Stored, TimelineStore, UnstoredRecord } from '../history/timeline-store.ts';
import { eventRecord } from '../testing/history-files.ts';
import { createTimelineWriter } from './timeline-writer.ts';

const record = (at: number): UnstoredRecord => ({ at, type: 'connection', state: { status: 'signed-out' } });

/** A writer over a memory store of which parts may be replaced. */
function writer(
  append?: (store: TimelineStore, records: readonly UnstoredRecord[]) => ReturnType<TimelineStore['append']>,
) {
  const clock = new ManualClock();
  const store = createMemoryTimelineStore();
  const published: (readonly Stored[])[] = [];
  const updated: TimelineEntry[] = [];
  const behind: boolean[] = [];
  const unexpected: unknown[] = [];
  const made = createTimelineWriter({
    clock,
    store: append === undefined ? store : { ...store, append: (records) => append(store, records) },
    publish: (stored) => published.push(stored),
    update: (entries) => updated.push(...entries),
    behind: (isBehind) => behind.push(isBehind),
    onUnexpected: (thrown) => unexpected.push(thrown),
  });
  return { clock, store, published, updated, behind, unexpected, writer: made };
}

describe('the timeline writer', () => {
  it('publishes in one push what came within a frame, numbered as it was stored', async () => {
    const { clock, published, writer: made } = writer();
    made.write(record(1));
    made.write(record(2));
    await clock.advance(BATCH_MS);
    expect(published.map((push) => push.map(({ entry: { position, at } }) => [position, at]))).toEqual([
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
    const { entries } = await store.page({ from: 'after', position: 0, limit: 2_000, filter: '' });
    expect(published.flat().map(({ entry }) => entry)).toEqual(entries);
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
    expect(published.flat().map(({ entry }) => entry.at)).toEqual([2]);
  });

  it('is drained when everything written is stored and published, and leaves no timer', async () => {
    const { clock, published, writer: made } = writer();
    made.write(record(1));
    await made.drain();
    expect(published).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it('counts a repeat on the entry that it repeats, whenever it comes, and tells how that is now', async () => {
    const { clock, store, published, updated, writer: made } = writer();
    const receipt = { position: null };
    made.write(record(1));
    made.write({ ...withReceipt, receipt });
    // In the same batch, when nothing is stored yet.
    made.write({ type: 'repeat', of: receipt });
    await clock.advance(BATCH_MS);
    expect(published.flat().map(({ entry }) => entry.position)).toEqual([1, 2]);
    expect(updated).toMatchObject([{ position: 2, event: { deliveries: 2 } }]);
    made.write({ type: 'repeat', of: receipt });
    await clock.advance(BATCH_MS);
    expect(updated.slice(1)).toMatchObject([{ position: 2, event: { deliveries: 3 } }]);
    expect((await store.entry(2))?.entry).toEqual(updated[1]);
  });

  it('tells when more is written than is stored, until that is made up for', async () => {
    const { behind, writer: made } = writer();
    const { arrival } = withReceipt;
    const large = { ...withReceipt, arrival: { ...arrival, frame: 'x'.repeat(1024 ** 2) } };
    for (let count = 0; count < 10; count += 1) made.write(large);
    expect(behind).toEqual([true]);
    await made.drain();
    expect(behind).toEqual([true, false]);
  });
});

const withReceipt = eventRecord('v2.users.ana.presence');
