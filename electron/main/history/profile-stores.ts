import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RetentionPolicy } from '../../../shared/model/history.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import type { Clock } from '../base/clock.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { createDiskTimelineStore } from './disk-timeline-store.ts';
import { memoryOnlyNotice } from './history-notices.ts';
import { HistoryError, type HistoryFile } from './history-protocol.ts';
import { openHistoryDisk } from './history-disk.ts';
import { createMemoryTimelineStore } from './memory-timeline-store.ts';
import type { SlowQuery } from './search/search-thread.ts';
import type { TimelineStore } from './timeline-store.ts';

const FOLDER_NAME = 'history';
const KEY_BYTES = 32;

/** Opens the timeline of a profile, and erases what was kept of one. */
export interface ProfileStores {
  /** It begins when `after` has ended, well or not. */
  readonly open: (profileId: string, after?: Promise<unknown>) => TimelineStore;
  /** Removes all files of a profile's timeline, and its key. It must not be open. */
  readonly erase: (profileId: string) => Promise<void>;
}

export interface ProfileStoresOptions {
  /** Where files are kept; without it, timelines are in memory. */
  readonly dataDir: string | undefined;
  readonly secrets: SecretStore;
  /** The module of the thread that writes, and of the one that reads. */
  readonly workerPath: string;
  readonly searchWorkerPath: string;
  readonly clock: Clock;
  readonly policyOf: (profileId: string) => RetentionPolicy;
  /** Told of what the user should know, of one profile's timeline or of all. */
  readonly say: (notice: Notice) => void;
  readonly onTrouble: (error: Error) => void;
  readonly onSlow: (query: SlowQuery) => void;
}

/** A file for each profile, encrypted with a key of its own that is kept where secrets are. */
export function createProfileStores(options: ProfileStoresOptions): ProfileStores {
  const { dataDir, secrets, clock } = options;
  if (dataDir === undefined) return inMemory(() => undefined);
  const storage = secrets.describe();
  if (storage.kind === 'memory') {
    return inMemory(() => {
      options.say(memoryOnlyNotice(storage.reason));
    });
  }
  const folder = join(dataDir, FOLDER_NAME);
  return {
    open: (profileId, after) =>
      createDiskTimelineStore({
        ...options,
        policy: () => options.policyOf(profileId),
        say: (notice) => {
          options.say({ ...notice, profileId });
        },
        open: async () => {
          await Promise.allSettled([after]);
          const key = await keyOf(secrets, profileId);
          const file: HistoryFile = { folder, name: nameOf(profileId), key };
          return openHistoryDisk({ ...options, now: clock.now }, file);
        },
      }),
    erase: async (profileId) => {
      await secrets.delete(accountOf(profileId));
      const name = nameOf(profileId);
      const files = await filesIn(folder);
      // With the log beside it, and what was set aside: without the key nobody could read it any more.
      await Promise.all(
        files.filter((file) => file.startsWith(name)).map((file) => rm(join(folder, file), { force: true })),
      );
    },
  };
}

/** `sayWhy` is called once. */
function inMemory(sayWhy: () => void): ProfileStores {
  let isSaid = false;
  return {
    open: () => {
      if (!isSaid) sayWhy();
      isSaid = true;
      return createMemoryTimelineStore();
    },
    erase: () => Promise.resolve(),
  };
}

const accountOf = (profileId: string): string => `${profileId}/history`;

/** An id may be of characters that no file name may have. */
const nameOf = (profileId: string): string =>
  createHash('sha256').update(profileId).digest('hex').slice(0, 32);

/** A new key is in the keychain before anything is written with it. */
async function keyOf(secrets: SecretStore, profileId: string): Promise<string> {
  try {
    const kept = await secrets.get(accountOf(profileId));
    if (kept !== null && /^[0-9a-f]{64}$/.test(kept)) return kept;
    const key = randomBytes(KEY_BYTES).toString('hex');
    await secrets.set(accountOf(profileId), key);
    return key;
  } catch (thrown) {
    throw new HistoryError('locked', 'keychain', { cause: thrown });
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
