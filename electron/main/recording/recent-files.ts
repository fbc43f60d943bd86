import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { RecentRecording } from '../../../shared/model/recording.ts';

/** So many are offered. */
const MOST_RECENT = 8;
const FILE_NAME = 'recent-sessions.json';

const RecentSchema = v.array(v.object({ path: v.string(), at: v.pipe(v.number(), v.finite()) }));

/** Session files that were written or opened lately, newest first. */
export interface RecentFiles {
  readonly all: () => readonly RecentRecording[];
  readonly add: (path: string, at: EpochMs) => void;
  /** It is not there any more, or is no session. */
  readonly remove: (path: string) => void;
}

/** Remembers them in the data folder; without one, until Vigil ends. It is a convenience: what cannot be read or kept is forgotten. */
export function createRecentFiles(dataDir: string | undefined): RecentFiles {
  const path = dataDir === undefined ? null : join(dataDir, FILE_NAME);
  let recent = path === null ? [] : readKept(path);

  function change(next: readonly RecentRecording[]): void {
    recent = next.slice(0, MOST_RECENT);
    if (path === null || dataDir === undefined) return;
    try {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(`${path}.part`, JSON.stringify(recent), { mode: 0o600 });
      renameSync(`${path}.part`, path);
    } catch {
      // Then it is for this run only.
    }
  }

  return {
    all: () => recent,
    add: (added, at) => {
      change([{ path: added, at }, ...recent.filter((other) => other.path !== added)]);
    },
    remove: (removed) => {
      change(recent.filter((other) => other.path !== removed));
    },
  };
}

function readKept(path: string): readonly RecentRecording[] {
  try {
    const parsed = v.safeParse(RecentSchema, JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}
