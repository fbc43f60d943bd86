import { describe, expect, it, onTestFinished } from 'vitest';
import { eventRows, historyFile, positionRange, positionsOf } from '../../testing/history-files.ts';
import type { HistoryDatabase } from '../history-database.ts';
import type { HistoryFile } from '../history-protocol.ts';
import { openHistory, pathOf } from '../open-history.ts';
import { openSqlFile } from '../sql-file.ts';
import { createHistoryReader } from './history-reader.ts';
import { Pace } from './pace.ts';
import { hasVolume, volumeOf } from './volumes.ts';

const FIRST = volumeOf(0);
const SECOND = volumeOf(FIRST.to + 1);

const pace = (): Pace => new Pace({ limitMs: Infinity, now: () => 0, nextTurn: () => Promise.resolve() });

/** Stores and indexes entries on either side of the end of the first volume. */
function fill(database: HistoryDatabase): void {
  database.append(eventRows(FIRST.to - 4, SECOND.from + 5));
  while (database.indexNext(3) > 0);
}

function volumesIn(file: HistoryFile): readonly boolean[] {
  const sql = openSqlFile(pathOf(file), file.key);
  const found = [FIRST, SECOND].map((volume) => hasVolume(sql, volume));
  sql.close();
  return found;
}

describe('the volumes of an index', () => {
  it('meet without a hole, and no position is in two', () => {
    expect(FIRST.from).toBe(0);
    expect(SECOND.from).toBe(FIRST.to + 1);
    expect(volumeOf(FIRST.to)).toEqual(FIRST);
    expect(volumeOf(SECOND.from)).toEqual(SECOND);
  });

  it('are searched and counted one after the other, in either direction', async () => {
    const file = await historyFile();
    const { database } = openHistory(file, null);
    fill(database);
    const reader = createHistoryReader(openSqlFile(pathOf(file), file.key));
    onTestFinished(() => {
      reader.close();
      database.close(true);
    });
    const all = positionRange(FIRST.to - 4, SECOND.from + 5);
    for (const from of ['before', 'after'] as const) {
      const position = from === 'after' ? 0 : SECOND.to;
      const page = await reader.page({ from, position, limit: 50, filter: 'topic:presence' }, 0, pace());
      expect(positionsOf(page.entries)).toEqual(all);
    }
    expect(await reader.count('topic:presence', 0, pace())).toMatchObject({ matching: all.length });
    expect(await reader.count(`legible-${String(SECOND.from)}`, 0, pace())).toMatchObject({ matching: 1 });
  });

  it('are dropped at the next start when retention has emptied them', async () => {
    const file = await historyFile();
    const first = openHistory(file, null);
    fill(first.database);
    first.database.trim(SECOND.from + 1, 1_000);
    first.database.close(true);
    expect(volumesIn(file)).toEqual([true, true]);
    const second = openHistory(file, null);
    onTestFinished(() => {
      second.database.close(true);
    });
    expect(volumesIn(file)).toEqual([false, true]);
    expect(
      positionsOf(second.database.page({ from: 'after', position: 0, limit: 50, filter: '' }).entries),
    ).toEqual(positionRange(SECOND.from + 2, SECOND.from + 5));
  });
});
