import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_RETENTION } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { systemClock } from '../base/clock.ts';
import { openProfileHistory, type ProfileHistory } from '../history/profile-history.ts';
import { createProfileStores } from '../history/profile-stores.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.ts';
import { FIRST_SETTINGS, retentionOf } from '../settings/settings.ts';
import {
  emptyFolder,
  eventRecord,
  positionsOf,
  SEARCH_WORKER_PATH,
  WORKER_PATH,
} from '../testing/history-files.ts';
import { Notices } from './notices.ts';
import { createStorage } from './storage.ts';

const DAY_MS = 86_400_000;
const NOW = Date.now();
const everything = { from: 'after', position: 0, limit: 100, filter: '' } as const;

interface Stand {
  readonly storage: ReturnType<typeof createStorage>;
  readonly history: ProfileHistory;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly shown: readonly string[];
}

/** The practice org's history, on a disk of the test or in memory. */
async function stand(where: 'disk' | 'memory' = 'disk'): Promise<Stand> {
  const secrets = {
    ...createMemorySecretStore(''),
    describe: () => ({ kind: 'keychain', name: 'keychain of the test' }) as const,
  };
  const settings = createSettingsStore({ initial: FIRST_SETTINGS, save: () => Promise.resolve() });
  const notices = new Notices([], () => undefined);
  const history = openProfileHistory(
    'practice',
    createProfileStores({
      dataDir: where === 'disk' ? await emptyFolder() : undefined,
      secrets,
      workerPath: WORKER_PATH,
      searchWorkerPath: SEARCH_WORKER_PATH,
      onSlow: () => undefined,
      clock: systemClock,
      policyOf: (profileId) => retentionOf(settings.current(), profileId),
      say: (notice) => {
        notices.put(notice);
      },
      onTrouble: () => undefined,
    }),
  );
  onTestFinished(() => history.close());
  const kept = { profileId: 'practice', history, timeline: { drain: () => Promise.resolve() } };
  const shown: string[] = [];
  const storage = createStorage({
    settings,
    changeSettings: async (change) => {
      await settings.update(change);
    },
    organisations: { shown: () => kept, of: () => kept },
    notices,
    showFile: (path) => shown.push(path),
  });
  return { storage, history, settings, notices, shown };
}

/** An event of each of the last days, the oldest first. */
const dailyEvents = (days: number) =>
  Array.from({ length: days }, (_, index) => eventRecord('a', NOW - (days - 1 - index) * DAY_MS));

describe('the storage of a history', () => {
  it('is described by where, since when, how many and how large', async () => {
    const { storage, history } = await stand();
    await history.append(dailyEvents(3));
    const described = await storage.describeHistory(null);
    expect(described).toMatchObject({
      profileId: 'practice',
      retention: DEFAULT_RETENTION,
      entries: 3,
      since: NOW - 2 * DAY_MS,
    });
    expect(described.usedBytes).toBeGreaterThan(8_000);
    expect(existsSync(described.path ?? '')).toBe(true);
  });

  it('in memory has no file and no size', async () => {
    const { storage, history } = await stand('memory');
    await history.append(dailyEvents(3));
    expect(await storage.describeHistory(null)).toMatchObject({ path: null, entries: 3, usedBytes: 0 });
    expect(await storage.previewRetention({ ...DEFAULT_RETENTION, maxAgeMs: DAY_MS })).toBeNull();
  });
});

describe('limits of a history', () => {
  it('tell what they would delete before they hold, and delete just that', async () => {
    const { storage, history, settings, notices } = await stand();
    await history.append(dailyEvents(10));
    const limits = { ...DEFAULT_RETENTION, maxAgeMs: 4.5 * DAY_MS };
    expect(await storage.previewRetention(limits)).toEqual({
      count: 5,
      before: NOW - 4 * DAY_MS,
      marked: 0,
      why: 'age',
    });
    expect((await storage.describeHistory(null)).entries).toBe(10);

    await storage.setRetention(limits);
    expect(retentionOf(settings.current(), 'practice')).toEqual(limits);
    await expect.poll(async () => (await storage.describeHistory(null)).entries).toBe(5);
    await expect.poll(() => notices.current()).toMatchObject([{ id: 'history-deleted' }]);
    expect(await storage.previewRetention(limits)).toBeNull();
  });
});

describe('a history that is erased', () => {
  it('leaves no file, and a new one begins at one under a new key', async () => {
    const { storage, history } = await stand();
    await history.append(dailyEvents(3));
    const former = (await storage.describeHistory(null)).path ?? '';
    await storage.eraseHistory({ profileId: 'practice' });
    await history.append(dailyEvents(1));
    const { path, entries } = await storage.describeHistory(null);
    expect(entries).toBe(1);
    expect(path).not.toBe(former);
    const files = await readdir(dirname(former));
    expect(files.filter((file) => former.includes(file.replace(/-(wal|shm)$/, '')))).toEqual([]);
    expect(positionsOf((await history.page(everything)).entries)).toEqual([1]);
  });

  it('takes what arrives meanwhile into the new one', async () => {
    const { storage, history } = await stand();
    await history.append(dailyEvents(3));
    const erased = storage.eraseHistory({ profileId: 'practice' });
    await Promise.resolve();
    const stored = history.append([eventRecord('meanwhile')]);
    await Promise.all([erased, stored]);
    const { entries } = await history.page(everything);
    expect(entries).toMatchObject([{ position: 1, event: { topic: 'meanwhile' } }]);
  });

  it('takes along what was said of its files, and nothing else', async () => {
    const { storage, notices } = await stand();
    const notice = (id: string): Notice => ({
      ...{ id, severity: 'info', message: id },
      profileId: 'practice',
    });
    const other = { ...notice('history-trouble'), profileId: 'other' };
    notices.add(['history-set-aside /a', 'history-deleted', 'history-trouble', 'names'].map(notice));
    notices.add([other]);
    await storage.eraseHistory({ profileId: 'practice' });
    expect(notices.current()).toEqual([notice('names'), other]);
  });

  it('has to be of a profile that is there', async () => {
    const { storage } = await stand();
    await expect(storage.eraseHistory({ profileId: 'gone' })).rejects.toThrow('no longer set up');
  });
});

describe('what a notice offers', () => {
  it('is done with what the notice names, whatever the window says', async () => {
    const { storage, notices, shown } = await stand();
    notices.add([
      {
        id: 'history-set-aside /data/aside.db',
        severity: 'warning',
        message: 'Set aside.',
        actions: [{ action: 'show-file', path: '/data/aside.db' }],
      },
    ]);
    await storage.actOnNotice({
      id: 'history-set-aside /data/aside.db',
      profileId: null,
      action: 'show-file',
    });
    expect(shown).toEqual(['/data/aside.db']);
  });

  it('is refused when it was not offered', async () => {
    const { storage, notices, shown } = await stand();
    notices.add([{ id: 'a', severity: 'info', message: 'Nothing to choose.' }]);
    for (const id of ['a', 'gone']) {
      await expect(storage.actOnNotice({ id, profileId: null, action: 'show-file' })).rejects.toThrow(
        'settled already',
      );
    }
    expect(shown).toEqual([]);
  });
});
