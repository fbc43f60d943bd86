import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exported } from '../testing/exported.ts';
import { emptyFolder } from '../testing/history-files.ts';
import { recordedShift, taskOf } from '../testing/recorded-entries.ts';
import type { ImportedSession } from './import-session.ts';
import { openSessionFile } from './session-reader.ts';
import { unpackSession, type Unpacked } from './unpack-session.ts';

const HAS_ROOM: Unpacked = { append: () => undefined, mark: () => true, close: () => undefined };

/** As the driver tells of a full disk. */
function full(): never {
  throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL', rawCode: 13 });
}

async function unpackInto(database: Unpacked, isCancelled = false): Promise<ImportedSession> {
  const path = join(await emptyFolder(), 'a.ndjson');
  await writeFile(path, exported(taskOf(), recordedShift()));
  const file = await openSessionFile(path);
  return unpackSession(file, database, { isCancelled: () => isCancelled, report: () => undefined });
}

const FULL = { trouble: 'history', message: 'The disk is full: there is no room to unpack the session.' };

describe('a session that is unpacked', () => {
  it('closes its history as one that is sound', async () => {
    const closed: boolean[] = [];
    const database: Unpacked = { ...HAS_ROOM, close: (isSound) => closed.push(isSound) };
    expect((await unpackInto(database)).times).toHaveLength(12);
    expect(closed).toEqual([true]);
  });

  it('on a full disk says so, also where the history cannot even be closed', async () => {
    const closed: boolean[] = [];
    const database: Unpacked = {
      ...HAS_ROOM,
      append: full,
      close: (isSound) => {
        closed.push(isSound);
        full();
      },
    };
    await expect(unpackInto(database)).rejects.toMatchObject(FULL);
    expect(closed).toEqual([false]);
  });

  it('says that the disk is full when that shows at the end only', async () => {
    await expect(unpackInto({ ...HAS_ROOM, close: full })).rejects.toMatchObject(FULL);
  });

  it('is closed also when it was given up', async () => {
    const closed: boolean[] = [];
    const database: Unpacked = { ...HAS_ROOM, close: (isSound) => closed.push(isSound) };
    await expect(unpackInto(database, true)).rejects.toMatchObject({ trouble: 'cancelled' });
    expect(closed).toEqual([false]);
  });
});
