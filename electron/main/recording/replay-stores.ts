import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { createDiskTimelineStore } from '../history/disk-timeline-store.ts';
import { openHistoryDisk } from '../history/history-disk.ts';
import type { HistoryFile } from '../history/history-protocol.ts';
import type { TimelineStore } from '../history/timeline-store.ts';

const FOLDER_NAME = 'replay';
const KEY_BYTES = 32;

/** Histories of recordings that are played: for as long as they are, and under keys that are nowhere kept. */
export interface ReplayStores {
  /** A file that is not there yet. What a former run left behind is removed first: nobody could read it. */
  readonly begin: () => Promise<HistoryFile>;
  /** Of one that is written. */
  readonly open: (file: HistoryFile) => TimelineStore;
  readonly remove: (file: HistoryFile) => Promise<void>;
  readonly removeAll: () => Promise<void>;
}

export interface ReplayStoresOptions {
  readonly dataDir: string | undefined;
  /** The modules of the threads of a history. */
  readonly workerPath: string;
  readonly searchWorkerPath: string;
  readonly clock: Clock;
  readonly onTrouble: (error: Error) => void;
}

export function createReplayStores(options: ReplayStoresOptions): ReplayStores {
  const { dataDir, clock, onTrouble } = options;
  const folder = dataDir === undefined ? join(tmpdir(), `vigil-${randomUUID()}`) : join(dataDir, FOLDER_NAME);
  const live = new Set<string>();

  async function removeBut(kept: ReadonlySet<string>): Promise<void> {
    for (const file of await readdir(folder).catch(() => [])) {
      if (![...kept].some((name) => file.startsWith(name))) await rm(join(folder, file), { force: true });
    }
  }

  return {
    begin: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeBut(live);
      const name = randomUUID();
      live.add(name);
      return { folder, name, key: randomBytes(KEY_BYTES).toString('hex') };
    },
    open: (file) =>
      createDiskTimelineStore({
        clock,
        // It is as old and as large as it is.
        policy: () => ({ maxAgeMs: Infinity, maxBytes: Infinity }),
        open: () => openHistoryDisk({ ...options, now: clock.now, onSlow: () => undefined }, file),
        say: () => undefined,
        onTrouble,
      }),
    remove: async ({ name }) => {
      live.delete(name);
      await removeBut(live);
    },
    removeAll: async () => {
      live.clear();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
