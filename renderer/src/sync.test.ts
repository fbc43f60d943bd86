import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import type { MonitorError } from '../../shared/model/monitor-error.ts';
import { PRACTICE_PROFILE_ID, type Profile } from '../../shared/model/profile.ts';
import { t } from '../../shared/text/t.ts';
import { createStores } from './stores/stores.ts';
import { yieldFollow } from './stores/timeline.ts';
import { createFakeBridge, entriesFrom, failed, ok, positionsOf, settled } from './testing/fake-bridge.ts';
import type { OnFrame } from './frame-queue.ts';
import { startSync, type Sync } from './sync.ts';

const PRACTICE: Profile = {
  id: PRACTICE_PROFILE_ID,
  name: 'Practice org',
  target: { kind: 'practice' },
  clientId: '',
  topics: [],
};

const syncs: Sync[] = [];

/** Every push is drawn for itself. */
const atOnce: OnFrame = (work) => {
  work();
  return () => undefined;
};

function start(fake: ReturnType<typeof createFakeBridge>) {
  const stores = createStores();
  const sync = startSync(fake.bridge, stores, atOnce);
  syncs.push(sync);
  const shown = (): readonly number[] => positionsOf(stores.timeline.getState().range.entries);
  return { stores, sync, shown };
}

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

const error: MonitorError = { code: 'internal/unexpected', message: 'The history could not be read.' };

describe('the window in step with the main process', () => {
  it('draws what was pushed in the next frame, and never over a newer snapshot', async () => {
    const fake = createFakeBridge();
    const stores = createStores();
    let draw = (): void => undefined;
    const sync = startSync(fake.bridge, stores, (work) => {
      draw = work;
      return () => undefined;
    });
    syncs.push(sync);
    await settled();
    const theme = () => stores.session.getState().settings.theme;
    const { settings } = stores.session.getState();
    fake.push('settings', { ...settings, theme: 'dark' });
    fake.push('settings', { ...settings, theme: 'light' });
    expect(theme()).toBe('system');
    draw();
    expect(theme()).toBe('light');

    fake.push('settings', { ...settings, theme: 'dark' });
    await sync.reload();
    expect(theme()).toBe('system');
    draw();
    expect(theme()).toBe('system');
  });

  it('speaks the language of the settings before anything is drawn by them', async () => {
    const fake = createFakeBridge();
    const { stores } = start(fake);
    await settled();
    const { settings } = stores.session.getState();
    const seen: string[] = [];
    stores.session.subscribe(({ settings: { profiles } }) => {
      seen.push(`${profiles[0]?.name ?? ''}: ${t('Try now')}`);
    });
    fake.push('settings', { ...settings, profiles: [PRACTICE], language: 'de' });
    fake.push('settings', { ...settings, profiles: [PRACTICE], language: 'en' });
    expect(seen).toEqual(['Übungs-Org: Jetzt versuchen', 'Practice org: Try now']);
  });

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
    expect(fake.queries).toEqual([{ from: 'after', position: 3, limit: 1000, filter: '' }]);
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
    fake.history.push(...entriesFrom(4, 1500));
    fake.append(entriesFrom(1501, 1501));
    await settled();
    expect(shown()).toEqual(positionsOf(entriesFrom(1, 1501)));
    expect(fake.queries).toHaveLength(2);
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
    expect(stores.timeline.getState().range.to).toBe(4);
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

  it('knows how every organisation stands, from the snapshot and then from pushes', async () => {
    const status = { profileId: 'acme', state: { status: 'signed-out' }, openGap: null } as const;
    const fake = createFakeBridge({ getSnapshot: () => ok(fake.snapshot({ organisations: [status] })) });
    const { stores } = start(fake);
    await settled();
    expect(stores.session.getState().organisations).toEqual([status]);
    fake.push('organisations', []);
    expect(stores.session.getState().organisations).toEqual([]);
  });

  it('keeps what was typed for the new organisation while its snapshot is under way', async () => {
    const fake = createFakeBridge();
    const { stores } = start(fake);
    await settled();
    stores.topicChoice.setState({ query: 'of the former one' });
    const { settings } = stores.session.getState();
    fake.push('settings', { ...settings, activeProfileId: 'another' });
    expect(stores.topicChoice.getState().query).toBe('');
    stores.topicChoice.setState({ query: 'ana' });
    await settled();
    expect(stores.topicChoice.getState().query).toBe('ana');
  });

  it('shows a place once its organisation is on screen', async () => {
    const fake = createFakeBridge();
    const { stores } = start(fake);
    const place = { profileId: 'another', view: 'timeline', position: 7, filter: null } as const;
    const shown = () => stores.shell.getState().reveal;
    fake.push('reveal', place);
    await settled();
    expect(shown()).toBeNull();
    const { settings } = stores.session.getState();
    fake.push('settings', { ...settings, activeProfileId: 'another' });
    expect(shown()).toBeNull();
    await settled();
    expect(shown()).toEqual(place);
    fake.push('reveal', { ...place, position: 8 });
    expect(shown()).toEqual({ ...place, position: 8 });
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
