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

const entriesOf = (source: EntrySource) =>
  [...source.parts()].flatMap(({ recorded }) => recorded.map(({ entry }) => entry));

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
    expect(entries.map(({ position }) => position)).toEqual([
      ...positionRange(3, 11),
      ...positionRange(21, 31),
      ...positionRange(35, 40),
    ]);
    const missing = entries.filter(({ type }) => type === 'diagnostic');
    expect(missing).toEqual([missingEntry(11, 100, 10), missingEntry(31, 300, 4)]);
  });

  it('has one also in the place of what cannot be read, and of more than is read at once', async () => {
    const source = await sourceWith([unreadable(1), ...eventRows(2, 2), ...eventRows(1200, 1200)]);
    const [first, ...others] = entriesOf(source);
    expect(first).toMatchObject({ position: 1, missing: 1 });
    expect(others).toMatchObject([
      { type: 'event', position: 2 },
      missingEntry(3, 20, 1197),
      { position: 1200 },
    ]);
  });

  it('has no word for what retention deletes meanwhile', async () => {
    const { database, opened } = openHistory(await historyFile(), null);
    database.append([...eventRows(1, 650), ...eventRows(701, 1000)]);
    const source = openEntrySource({ file: { path: opened.path, key: KEY }, held: [] });
    onTestFinished(() => {
      source.close();
      database.close(true);
    });
    const parts = source.parts()[Symbol.iterator]();
    parts.next();
    while (database.trim(600, 2_000) > 0);
    const entries = [...{ [Symbol.iterator]: () => parts }].flatMap(({ recorded }) => recorded);
    const missing = entries.filter(({ entry }) => entry.type === 'diagnostic');
    expect(missing).toMatchObject([{ entry: { position: 651, missing: 50 } }]);
    expect(entries.map(({ entry }) => entry.position).filter((position) => position < 600)).toEqual([]);
  });

  it('says of a long stretch that is missing in one line how long it is, and looks through all of it', async () => {
    const source = await sourceWith([...eventRows(1, 10), ...eventRows(100_011, 100_020)]);
    const sink = createTextSink();
    const counts = runExport(taskOf({ filter: 'legible-8' }), {
      ...{ source, sink, isCancelled: () => false, report: () => undefined },
    });
    expect(counts).toMatchObject({ lookedThrough: 100_020, written: 2 });
    expect(sink.text()).toContain('"missing":100000');
  });

  it('has nothing where nothing was stored', async () => {
    const source = await sourceWith([]);
    expect([source.total, entriesOf(source)]).toEqual([0, []]);
  });

  it('says what is missing also where a filter was set, which nobody can hold against it', async () => {
    const source = await sourceWith([...eventRows(1, 3), ...eventRows(6, 9)]);
    expect(missingIn(exportOf(source, { filter: 'legible-8' }))).toEqual([4]);
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
