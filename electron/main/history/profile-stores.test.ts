import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RETENTION } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { systemClock } from '../base/clock.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import {
  emptyFolder,
  eventRecord,
  positionsOf,
  SEARCH_WORKER_PATH,
  stateRecord,
  storedPositions,
  WORKER_PATH,
} from '../testing/history-files.ts';
import { createProfileStores, type ProfileStores } from './profile-stores.ts';
import type { TimelineStore } from './timeline-store.ts';

/** A place for secrets that stands for the keychain: what matters here is that it says so. */
function keychain(): SecretStore {
  const secrets = createMemorySecretStore('');
  return { ...secrets, describe: () => ({ kind: 'keychain', name: 'keychain of the test' }) };
}

function storesIn(dataDir: string | undefined, secrets: SecretStore) {
  const said: Notice[] = [];
  const troubles: Error[] = [];
  const stores = createProfileStores({
    dataDir,
    secrets,
    workerPath: WORKER_PATH,
    searchWorkerPath: SEARCH_WORKER_PATH,
    onSlow: () => undefined,
    clock: systemClock,
    policyOf: () => DEFAULT_RETENTION,
    say: (notice) => said.push(notice),
    onTrouble: (error) => troubles.push(error),
  });
  return { stores, said, troubles };
}

/** Opens, works and closes, as one run of Vigil does. */
async function inOneRun<T>(
  stores: ProfileStores,
  profileId: string,
  work: (store: TimelineStore) => Promise<T>,
): Promise<T> {
  const store = stores.open(profileId);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const everything = { from: 'after', position: 0, limit: 100, filter: '' } as const;

describe('timelines of profiles on disk', () => {
  it('are there in the next run, with numbers that go on', async () => {
    const dataDir = await emptyFolder();
    const secrets = keychain();
    const first = storesIn(dataDir, secrets);
    await inOneRun(first.stores, 'acme', (store) =>
      store.append([eventRecord('a'), stateRecord, eventRecord('b')]),
    );
    const second = storesIn(dataDir, secrets);
    await inOneRun(second.stores, 'acme', async (store) => {
      const [event] = await store.append([eventRecord('c')]);
      expect(event).toMatchObject({ entry: { position: 4, event: { seq: 3 } } });
      const page = await store.page(everything);
      expect([positionsOf(page.entries), page.first, page.last]).toEqual([[1, 2, 3, 4], 1, 4]);
    });
    expect([first.said, second.said, first.troubles, second.troubles]).toEqual([[], [], [], []]);
  });

  it('are apart, each under a key of its own that is 32 random bytes', async () => {
    const dataDir = await emptyFolder();
    const secrets = keychain();
    const { stores } = storesIn(dataDir, secrets);
    await inOneRun(stores, 'acme', (store) => store.append([stateRecord]));
    await inOneRun(stores, 'practice', async (store) => {
      expect(await store.page(everything)).toEqual({ entries: [], reached: 0, first: 0, last: 0 });
    });
    const keys = [await secrets.get('acme/history'), await secrets.get('practice/history')];
    expect(keys).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    ]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('end while something is asked of them, which is answered all the same', async () => {
    const { stores, troubles } = storesIn(await emptyFolder(), keychain());
    const store = stores.open('acme');
    await store.append(Array.from({ length: 3_000 }, (_, index) => eventRecord(`t${String(index)}`)));
    const filter = '/nothing/';
    const asked = [
      store.page({ ...everything, filter }),
      store.count(filter),
      store.neighbours(1_000),
      store.positionAt(0),
      store.entry(1),
    ];
    const closing = store.close();
    const meanwhile: Promise<unknown>[] = [store.page(everything), store.count(filter)];
    const ending = new AbortController();
    void closing.finally(() => {
      ending.abort();
    });
    while (!ending.signal.aborted) {
      meanwhile.push(store.keeping.describe(), store.countDeliveries([1]));
      await nextTurn();
    }
    await expect(Promise.all([...asked, ...meanwhile, closing])).resolves.toBeDefined();
    await expect(store.page(everything)).resolves.toMatchObject({ entries: [] });
    expect(troubles).toEqual([]);
  });

  it('are erased with their key, and nothing of others is', async () => {
    const dataDir = await emptyFolder();
    const secrets = keychain();
    const { stores } = storesIn(dataDir, secrets);
    for (const id of ['acme', 'practice']) await inOneRun(stores, id, (store) => store.append([stateRecord]));
    await stores.erase('acme');
    expect(await secrets.get('acme/history')).toBeNull();
    const names = new Set((await readdir(join(dataDir, 'history'))).map((name) => name.slice(0, 32)));
    expect(names.size).toBe(1);
    await inOneRun(stores, 'practice', async (store) => {
      expect((await store.page(everything)).entries).toHaveLength(1);
    });
    await stores.erase('never opened');
  });

  it('are begun anew when their key is lost, which is said with the place of the old one', async () => {
    const dataDir = await emptyFolder();
    await inOneRun(storesIn(dataDir, keychain()).stores, 'acme', (store) => store.append([stateRecord]));
    const { stores, said } = storesIn(dataDir, keychain());
    await inOneRun(stores, 'acme', async (store) => {
      expect(await store.page(everything)).toEqual({ entries: [], reached: 0, first: 0, last: 0 });
    });
    expect(said.map(({ message }) => message)).toEqual([
      expect.stringContaining(join(dataDir, 'history')) as string,
    ]);
  });

  it('are in memory while the keychain does not give the key, and no other key is made', async () => {
    const secrets = keychain();
    const locked: SecretStore = { ...secrets, get: () => Promise.reject(new Error('locked')) };
    const { stores, said, troubles } = storesIn(await emptyFolder(), locked);
    await inOneRun(stores, 'acme', async (store) => {
      expect(storedPositions(await store.append([stateRecord]))).toEqual([1]);
      expect((await store.page(everything)).entries).toHaveLength(1);
    });
    expect(said[0]?.message).toContain('Unlock the keychain');
    expect(troubles.length).toBeGreaterThan(0);
    expect(await secrets.get('acme/history')).toBeNull();
  });
});

describe('timelines in memory', () => {
  it('are so where secrets are, and that is said once', async () => {
    const dataDir = await emptyFolder();
    const { stores, said } = storesIn(dataDir, createMemorySecretStore('There is no keyring.'));
    for (const id of ['acme', 'practice']) await inOneRun(stores, id, (store) => store.append([stateRecord]));
    expect(said).toHaveLength(1);
    expect(said[0]?.message).toMatch(/in memory until Vigil quits.*There is no keyring\./);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('are so without a data folder, which nobody has to be told who chose it', async () => {
    const { stores, said } = storesIn(undefined, keychain());
    await inOneRun(stores, 'acme', (store) => store.append([stateRecord]));
    expect(said).toEqual([]);
  });
});
