import { describe, expect, it, onTestFinished } from 'vitest';
import type { ExportRequest } from '../../../shared/model/recording.ts';
import { missingEntry } from '../history/entry-codec.ts';
import type { Row } from '../history/history-protocol.ts';
import { openHistory } from '../history/open-history.ts';
import { createTextSink } from '../testing/exported.ts';
import { eventRows, historyFile, KEY, positionRange } from '../testing/history-files.ts';
import { taskOf } from '../testing/recorded-entries.ts';
import { openEntrySource, type EntrySource } from './entry-source.ts';
import { runExport } from './run-export.ts';

/** A source of what was stored in a file and of what waits in memory. */
async function sourceWith(stored: readonly Row[], held: readonly Row[] = []): Promise<EntrySource> {
  const { database, opened } = openHistory(await historyFile(), null);
  database.append(stored);
  database.close(true);
  const source = openEntrySource({ file: { path: opened.path, key: KEY }, held });
  onTestFinished(() => {
    source.close();
  });
  return source;
}

const unreadable = (position: number): Row => ({
  ...{ position, at: position * 10, type: 'event', seq: position },
  ...{ record: '{"type":"of a later Vigil"}', frame: null },
});

const entriesOf = (source: EntrySource) => [...source.parts()].flat().map(({ entry }) => entry);

function exportOf(source: EntrySource, request: Partial<ExportRequest>): string {
  const sink = createTextSink();
  runExport(taskOf(request), { source, sink, isCancelled: () => false, report: () => undefined });
  return sink.text();
}

const missingIn = (text: string): readonly number[] =>
  [...text.matchAll(/"position":(\d+),"at":\d+,"type":"diagnostic"/g)].map(([, position]) =>
    Number(position),
  );

describe('what is exported of a history', () => {
  it('has a word in the place of what could not be kept', async () => {
    const source = await sourceWith([...eventRows(3, 10), ...eventRows(21, 30)], eventRows(35, 40));
    const entries = entriesOf(source);
    expect(source.total).toBe(38);
    expect(entries.map(({ position }) => position)).toEqual(positionRange(3, 40));
    const missing = entries.filter(({ type }) => type === 'diagnostic');
    expect(missing.map(({ position }) => position)).toEqual([
      ...positionRange(11, 20),
      ...positionRange(31, 34),
    ]);
    expect(missing[0]).toEqual(missingEntry(11, 100));
  });

  it('has one also in the place of what cannot be read, and of more than is read at once', async () => {
    const source = await sourceWith([unreadable(1), ...eventRows(2, 2), ...eventRows(1200, 1200)]);
    const entries = entriesOf(source);
    expect(entries.map(({ position }) => position)).toEqual(positionRange(1, 1200));
    expect(entries.filter(({ type }) => type === 'event').map(({ position }) => position)).toEqual([2, 1200]);
    expect(entries.every(({ at }) => at >= 10)).toBe(true);
  });

  it('has nothing where nothing was stored', async () => {
    const source = await sourceWith([]);
    expect([source.total, entriesOf(source)]).toEqual([0, []]);
  });

  it('says what is missing also where a filter was set, which nobody can hold against it', async () => {
    const source = await sourceWith([...eventRows(1, 3), ...eventRows(6, 9)]);
    expect(missingIn(exportOf(source, { filter: 'legible-8' }))).toEqual([4, 5]);
    expect(missingIn(exportOf(source, { filter: 'legible-8', from: 60 }))).toEqual([]);
  });

  it('says what is missing in the comment of a HAR, which has no room for entries', async () => {
    const whole = await sourceWith(eventRows(1, 3));
    expect(exportOf(whole, { format: 'har' })).toContain('"comment":"No gaps."');
    const source = await sourceWith([...eventRows(1, 3), ...eventRows(6, 9)]);
    expect(exportOf(source, { format: 'har' })).toContain(
      '"comment":"Entries that could not be kept or cannot be read: 2."',
    );
  });
});
