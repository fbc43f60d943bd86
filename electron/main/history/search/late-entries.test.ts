import { describe, expect, it, onTestFinished } from 'vitest';
import { eventRows, historyFile, positionRange, positionsOf } from '../../testing/history-files.ts';
import type { HistoryDatabase } from '../history-database.ts';
import { openHistory, pathOf } from '../open-history.ts';
import { openSqlFile } from '../sql-file.ts';
import { createHistoryReader } from './history-reader.ts';
import { Pace } from './pace.ts';

const pace = (): Pace => new Pace({ limitMs: Infinity, now: () => 0, nextTurn: () => Promise.resolve() });

function indexAll(database: HistoryDatabase): void {
  while (database.indexNext(7) > 0);
}

/** A history in which a batch was refused, and the next one stored and indexed meanwhile. */
async function withBatchRefused() {
  const file = await historyFile();
  const { database } = openHistory(file, null);
  database.append(eventRows(1, 10));
  database.append(eventRows(21, 30));
  indexAll(database);
  const reader = createHistoryReader(openSqlFile(pathOf(file), file.key));
  onTestFinished(() => {
    reader.close();
    database.close(true);
  });
  const find = async (filter: string): Promise<readonly number[]> => {
    const page = await reader.page({ from: 'after', position: 0, limit: 100, filter }, 0, pace());
    return positionsOf(page.entries);
  };
  return { database, reader, find };
}

describe('entries that the disk took later than what followed on them', () => {
  it('are found as any other, each once, before they are indexed and after', async () => {
    const { database, reader, find } = await withBatchRefused();
    // What followed is stored once more, under the same numbers.
    database.append(eventRows(11, 30));
    expect(await find('topic:presence')).toEqual(positionRange(1, 30));
    indexAll(database);
    expect(await find('topic:presence')).toEqual(positionRange(1, 30));
    expect(await find('legible-15')).toEqual([15]);
    expect(await find('legible-25')).toEqual([25]);
    expect(await reader.count('topic:presence', 0, pace())).toMatchObject({ matching: 30, isWhole: true });
  });

  it('leave what was indexed before them alone', async () => {
    const { database, find } = await withBatchRefused();
    database.append(eventRows(11, 20));
    expect(database.indexNext(100)).toBe(20);
    expect(await find('legible-*')).toEqual(positionRange(1, 30));
  });
});
