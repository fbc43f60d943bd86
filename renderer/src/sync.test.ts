import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { MonitorError } from '../../shared/model/monitor-error.ts';
import { createStores } from './stores/stores.ts';
import { lastLoaded } from './stores/loaded-range.ts';
import { yieldFollow } from './stores/timeline.ts';
import { createFakeBridge, entriesFrom, failed, ok, positionsOf, settled } from './testing/fake-bridge.ts';
import { startSync, type Sync } from './sync.ts';

const syncs: Sync[] = [];

function start(fake: ReturnType<typeof createFakeBridge>) {
  const stores = createStores();
  const sync = startSync(fake.bridge, stores);
  syncs.push(sync);
  const shown = (): readonly number[] => positionsOf(stores.timeline.getState().range.entries);
  return { stores, sync, shown };
}

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

const error: MonitorError = { code: 'internal/unexpected', message: 'The history could not be read.' };

describe('the window in step with the main process', () => {
  it('shows the snapshot and then what is pushed', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 3));
    const { stores, shown } = start(fake);
    expect(stores.session.getState().loading).toBe('loading');
    await settled();
    expect(stores.session.getState().loading).toBe('ready');
    fake.append(entriesFrom(4, 5));
    expect(shown()).toEqual([1, 2, 3, 4, 5]);
    expect(fake.queries).toEqual([]);
  });

  it('heals a batch that went missing by asking for what lies between', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 3));
    const { shown } = start(fake);
    await settled();
    fake.history.push(...entriesFrom(4, 6));
    fake.append(entriesFrom(7, 8));
    await settled();
    expect(shown()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(fake.queries).toEqual([{ from: 'after', position: 3, limit: 1000 }]);
  });

  it('asks one query at a time for what is pushed while it heals', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 3));
    const { shown } = start(fake);
    await settled();
    fake.history.push(...entriesFrom(4, 6));
    fake.append(entriesFrom(7, 7));
    fake.append(entriesFrom(8, 9));
    await settled();
    expect(shown()).toEqual(positionsOf(entriesFrom(1, 9)));
    expect(fake.queries.map(({ position }) => position)).toEqual([3, 7]);
  });

  it('heals a hole of several pages page by page', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 3));
    const { shown } = start(fake);
    await settled();
    fake.history.push(...entriesFrom(4, 2500));
    fake.append(entriesFrom(2501, 2501));
    await settled();
    expect(shown()).toEqual(positionsOf(entriesFrom(1, 2501)));
    expect(fake.queries).toHaveLength(3);
  });

  it('jumps to the newest page when the hole is wider than the window can hold', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 3));
    const { shown } = start(fake);
    await settled();
    fake.history.push(...entriesFrom(4, 20_000));
    fake.append(entriesFrom(20_001, 20_001));
    await settled();
    expect(shown()).toEqual(positionsOf(entriesFrom(19_002, 20_001)));
    expect(fake.queries).toHaveLength(1);
  });

  it('does not move a reader who is far behind such a hole', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 3));
    const { stores, shown } = start(fake);
    await settled();
    stores.timeline.setState(yieldFollow);
    fake.history.push(...entriesFrom(4, 20_000));
    fake.append(entriesFrom(20_001, 20_001));
    await settled();
    expect(shown()).toEqual([1, 2, 3]);
    expect(stores.timeline.getState().range.newest).toBe(20_001);
  });

  it('tries to heal again with the next batch after a query failed', async () => {
    let isBroken = true;
    const healthy = createFakeBridge();
    const fake = createFakeBridge({
      queryEntries: (query) => (isBroken ? failed(error) : healthy.bridge.queryEntries(query)),
    });
    fake.history.push(...entriesFrom(1, 3));
    const { shown } = start(fake);
    await settled();
    fake.append(entriesFrom(5, 5));
    await settled();
    expect(shown()).toEqual([1, 2, 3]);
    isBroken = false;
    healthy.history.push(...entriesFrom(1, 6));
    fake.append(entriesFrom(6, 6));
    await settled();
    expect(shown()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('catches up with entries pushed while the snapshot was under way', async () => {
    let answer: (snapshot: Snapshot) => void = () => undefined;
    const fake = createFakeBridge({
      getSnapshot: async () => ok(await new Promise<Snapshot>((resolve) => (answer = resolve))),
    });
    fake.history.push(...entriesFrom(1, 3));
    const { stores, shown } = start(fake);
    const early = fake.snapshot();
    fake.append(entriesFrom(4, 4));
    answer(early);
    await settled();
    expect(shown()).toEqual([1, 2, 3, 4]);
    expect(lastLoaded(stores.timeline.getState().range)).toBe(4);
  });

  it('believes a push over a snapshot that was asked for earlier', async () => {
    let answer: (snapshot: Snapshot) => void = () => undefined;
    const fake = createFakeBridge({
      getSnapshot: async () => ok(await new Promise<Snapshot>((resolve) => (answer = resolve))),
    });
    const { stores } = start(fake);
    const early = fake.snapshot();
    fake.push('connection', { ...early.connection, state: { status: 'stopped', since: 5 } });
    fake.push('subscriptions', [{ topic: 'v2.a', status: 'confirmed' }]);
    answer(early);
    await settled();
    expect(stores.connection.getState().report.state.status).toBe('stopped');
    expect(stores.session.getState().subscriptions).toHaveLength(1);
  });

  it('starts over with a new snapshot when another organisation becomes active', async () => {
    const fake = createFakeBridge();
    fake.history.push(...entriesFrom(1, 300));
    const { stores, shown } = start(fake);
    await settled();
    stores.timeline.setState({ filter: 'ana', pausedAt: 200 });
    fake.history.splice(0, Infinity, ...entriesFrom(1, 2));
    fake.push('settings', { ...fake.snapshot().settings, activeProfileId: 'acme' });
    await settled();
    expect(shown()).toEqual([1, 2]);
    expect(stores.timeline.getState()).toMatchObject({ filter: '', pausedAt: null, isFollowing: true });
    fake.append(entriesFrom(3, 3));
    expect(shown()).toEqual([1, 2, 3]);
  });

  it('says why it could not start, and starts when asked again', async () => {
    let isBroken = true;
    const fake = createFakeBridge({ getSnapshot: () => (isBroken ? failed(error) : ok(fake.snapshot())) });
    const { stores, sync } = start(fake);
    await settled();
    expect(stores.session.getState().loading).toEqual({ failedWith: error });
    isBroken = false;
    await sync.reload();
    expect(stores.session.getState().loading).toBe('ready');
  });

  it('listens no more after it was stopped', async () => {
    const fake = createFakeBridge();
    const { sync, shown } = start(fake);
    await settled();
    sync.stop();
    expect(fake.listenerCount()).toBe(0);
    fake.append(entriesFrom(1, 1));
    expect(shown()).toEqual([]);
  });
});
