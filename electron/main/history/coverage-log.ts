import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { createInOrder } from '../base/in-order.ts';

/** Remembers, over restarts and crashes, until when each profile was listened to. Times are wall milliseconds. */
export interface CoverageLog {
  readonly coveredUntil: (profileId: string) => number | null;
  /** Resolves when it is kept. */
  readonly note: (profileId: string, until: number) => Promise<void>;
}

const FILE_NAME = 'coverage.json';
const FileSchema = v.object({ coveredUntil: v.record(v.string(), v.pipe(v.number(), v.finite())) });

/** A run that keeps nothing: it knows of no earlier one. */
export function createForgetfulCoverageLog(): CoverageLog {
  const times = new Map<string, number>();
  return {
    coveredUntil: (profileId) => times.get(profileId) ?? null,
    note: (profileId, until) => {
      times.set(profileId, until);
      return Promise.resolve();
    },
  };
}

/**
 * Keeps the times in a small file of the data folder. A file that cannot be read is as good as none: then the gap
 * before this run cannot be told, and everything from now on can.
 */
export async function openCoverageLog(dataDir: string): Promise<CoverageLog> {
  const path = join(dataDir, FILE_NAME);
  const times = await read(path);
  const inOrder = createInOrder();
  return {
    coveredUntil: (profileId) => times.get(profileId) ?? null,
    note: (profileId, until) => {
      times.set(profileId, until);
      return inOrder(() => write(path, JSON.stringify({ coveredUntil: Object.fromEntries(times) })));
    },
  };
}

async function read(path: string): Promise<Map<string, number>> {
  try {
    const { coveredUntil } = v.parse(FileSchema, JSON.parse(await readFile(path, 'utf8')));
    return new Map(Object.entries(coveredUntil));
  } catch {
    return new Map();
  }
}

/** A crash leaves the old file or the new one, never half of one. */
async function write(path: string, text: string): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
