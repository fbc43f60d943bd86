import { beforeEach, describe, expect, it } from 'vitest';
import { NO_EXPORTS, type FinishedExport, type ReplayView } from '../../shared/model/recording.ts';
import type { OnFrame } from './frame-queue.ts';
import type { OpenReplay } from './stores/recordings.ts';
import { createStores, type Stores } from './stores/stores.ts';
import { startSync } from './sync.ts';
import {
  createFakeBridge,
  entriesFrom,
  ok,
  positionsOf,
  settled,
  type FakeBridge,
} from './testing/fake-bridge.ts';

/** Every push is drawn for itself. */
const atOnce: OnFrame = (work) => {
  work();
  return () => undefined;
};

const REPLAY: OpenReplay = {
  phase: 'open',
  scene: 1,
  fileName: 'a.ndjson',
  isRedacted: true,
  filter: '',
  organisation: null,
  from: 0,
  to: 60_000,
  entries: 10,
  gaps: [],
  at: 0,
  position: 1,
  isPlaying: true,
  speed: 1,
};

describe('while a recording is shown', () => {
  let fake: FakeBridge;
  let stores: Stores;
  let pictures: number;
  /** What the main process shows. */
  let shown: ReplayView | null;
  /** Snapshots that wait for the test; null while they arrive at once. */
  let arrivals: (() => void)[] | null;

  async function show(replay: ReplayView | null): Promise<void> {
    shown = replay;
    fake.push('replay', replay);
    await settled();
  }

  beforeEach(async () => {
    [pictures, shown, arrivals] = [0, null, null];
    fake = createFakeBridge({
      getSnapshot: async () => {
        pictures += 1;
        const snapshot = fake.snapshot({ replay: shown });
        await new Promise<void>((resolve) => {
          if (arrivals === null) resolve();
          else arrivals.push(resolve);
        });
        return ok(snapshot);
      },
    });
    fake.history.push(...entriesFrom(1, 10));
    stores = createStores();
    startSync(fake.bridge, stores, atOnce);
    await settled();
    pictures = 0;
  });

  it('the whole picture is asked for again when it begins, jumps and ends, and at no tick between', async () => {
    await show(REPLAY);
    expect(pictures).toBe(1);
    await show({ ...REPLAY, at: 500, position: 3 });
    expect(pictures).toBe(1);
    await show({ ...REPLAY, scene: 2 });
    expect(pictures).toBe(2);
    await show(null);
    expect(pictures).toBe(3);
  });

  it('a jump keeps the filter of the reader, another recording does not', async () => {
    await show(REPLAY);
    stores.timeline.setState({ filter: 'gap:' });
    await settled();
    await show({ ...REPLAY, scene: 2 });
    expect(stores.timeline.getState().filter).toBe('gap:');
    await show({ ...REPLAY, scene: 3, fileName: 'b.ndjson' });
    expect(stores.timeline.getState().filter).toBe('');
  });

  it('a jump that overtakes another keeps it as well', async () => {
    await show(REPLAY);
    stores.timeline.setState({ filter: 'even' });
    await settled();
    arrivals = [];
    await show({ ...REPLAY, scene: 2 });
    await show({ ...REPLAY, scene: 3 });
    expect(arrivals).toHaveLength(2);
    for (const arrive of arrivals) {
      arrive();
      await settled();
    }
    const { filter, range } = stores.timeline.getState();
    expect([filter, positionsOf(range.entries)]).toEqual(['even', [2, 4, 6, 8, 10]]);
  });

  it('opening one changes nothing yet', async () => {
    await show({ phase: 'opening', fileName: 'a.ndjson', progress: 0.5 });
    expect(pictures).toBe(0);
  });
});

describe('the end of an export', () => {
  const finished: FinishedExport = {
    id: 'one',
    path: '/a.csv',
    format: 'csv',
    isRedacted: true,
    at: 0,
    result: { kind: 'written', entries: 312, bytes: 1 },
  };

  it('is said once, as a success or as a problem', async () => {
    const fake = createFakeBridge();
    const stores = createStores();
    startSync(fake.bridge, stores, atOnce);
    await settled();
    fake.push('exports', { ...NO_EXPORTS, finished: [finished] });
    expect(stores.shell.getState().outcome).toEqual({ isProblem: false, text: 'Exported 312 entries.' });
    stores.shell.setState({ outcome: null });
    fake.push('exports', { ...NO_EXPORTS, finished: [finished] });
    expect(stores.shell.getState().outcome).toBeNull();
    const error = { code: 'recording/unwritable', message: 'The disk is full.' } as const;
    const failed: FinishedExport = { ...finished, id: 'two', result: { kind: 'failed', error } };
    fake.push('exports', { ...NO_EXPORTS, finished: [failed, finished] });
    expect(stores.shell.getState().outcome).toEqual({ isProblem: true, text: 'The disk is full.' });
  });
});
