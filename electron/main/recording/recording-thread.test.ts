import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { createDiskTimelineStore } from '../history/disk-timeline-store.ts';
import { openHistoryDisk } from '../history/history-disk.ts';
import type { HistoryFile } from '../history/history-protocol.ts';
import type { TimelineStore, UnstoredRecord } from '../history/timeline-store.ts';
import { decodeFrame } from '../events/decode.ts';
import { emptyFolder, KEY, SEARCH_WORKER_PATH, WORKER_PATH } from '../testing/history-files.ts';
import { recordedShift, taskOf } from '../testing/recorded-entries.ts';
import type { Recorded } from './recorded.ts';
import { troubleFields } from './recording-error.ts';
import { createRecordingThreads } from './recording-thread.ts';

const startJob = createRecordingThreads(join(import.meta.dirname, 'recording-worker.ts'));

function openStore(file: HistoryFile): TimelineStore {
  const options = {
    workerPath: WORKER_PATH,
    searchWorkerPath: SEARCH_WORKER_PATH,
    now: Date.now,
    onSlow: () => undefined,
  };
  const store = createDiskTimelineStore({
    open: () => openHistoryDisk(options, file),
    clock: systemClock,
    policy: () => ({ maxAgeMs: Infinity, maxBytes: Infinity }),
    say: () => undefined,
    onTrouble: () => undefined,
  });
  onTestFinished(() => store.close());
  return store;
}

function unstored({ entry, frame }: Recorded): UnstoredRecord {
  if (entry.type !== 'event') return entry;
  const decoded = decodeFrame(frame);
  if (decoded.kind !== 'event' || frame === null) throw new Error('no event');
  return { at: entry.at, type: 'event', event: entry.event, arrival: { frame, body: decoded.body } };
}

/** An encrypted history on disk with a shift in it, pin and note included. */
async function storedShift(): Promise<{ readonly folder: string; readonly store: TimelineStore }> {
  const folder = await emptyFolder();
  const store = openStore({ folder: join(folder, 'history'), name: 'one', key: KEY });
  const shift = recordedShift();
  await store.append(shift.map(unstored));
  for (const { entry } of shift) if (entry.mark !== undefined) await store.mark(entry.position, entry.mark);
  return { folder, store };
}

describe('a thread of a recording', () => {
  it('writes what an encrypted history holds, and unpacks the same into another one', async () => {
    const { folder, store } = await storedShift();
    const path = join(folder, 'a.ndjson');
    const from = await store.whereabouts();
    const written = await startJob({ kind: 'export', task: taskOf(), from, path }).result;
    expect(written).toMatchObject({ lookedThrough: 12, written: 12 });

    const into = { folder: join(folder, 'replay'), name: 'two', key: KEY.split('').reverse().join('') };
    const imported = await startJob({ kind: 'import', path, into }).result;
    expect([...imported.times]).toEqual(recordedShift().map(({ entry }) => entry.at));
    expect(imported.gaps).toHaveLength(1);
    const copy = openStore(into);
    const all = { from: 'after', position: 0, limit: 100, filter: '' } as const;
    expect((await copy.page(all)).entries).toEqual((await store.page(all)).entries);
    expect((await copy.page(all)).entries).toEqual(recordedShift().map(({ entry }) => entry));
    for (const { entry, frame } of recordedShift()) {
      expect((await copy.entry(entry.position))?.frame).toBe(frame);
    }
  });

  it('goes on reading while the history is written, and takes no more than was there', async () => {
    const { folder, store } = await storedShift();
    const from = await store.whereabouts();
    const job = startJob({ kind: 'export', task: taskOf(), from, path: join(folder, 'a.ndjson') });
    await store.append(recordedShift().map(unstored));
    expect((await job.result).written % 12).toBe(0);
    expect((await store.page({ from: 'after', position: 0, limit: 100, filter: '' })).last).toBe(24);
  });

  it('that is cancelled leaves nothing behind', async () => {
    const { folder, store } = await storedShift();
    const job = startJob({
      kind: 'export',
      task: taskOf(),
      from: await store.whereabouts(),
      path: join(folder, 'a.ndjson'),
    });
    job.cancel();
    await expect(job.result).rejects.toMatchObject({ trouble: 'cancelled' });
    expect(readdirSync(folder)).toEqual(['history']);
  });

  it('that cannot read the history says so', async () => {
    const folder = await emptyFolder();
    const path = join(folder, 'no.db');
    await writeFile(path, 'x'.repeat(5000));
    const from = { file: { path, key: KEY }, held: [] };
    const job = startJob({ kind: 'export', task: taskOf(), from, path: join(folder, 'a.ndjson') });
    const thrown: unknown = await job.result.catch((error: unknown) => error);
    expect(thrown).toMatchObject({ trouble: 'history' });
    expect(readdirSync(folder)).toEqual(['no.db']);
    // What may be logged of it: what the driver threw, and not what it said.
    expect(troubleFields(thrown)).toMatchObject({ thrown: 'SqliteError', code: 'SQLITE_NOTADB' });
    expect(JSON.stringify(troubleFields(thrown))).not.toContain('file is not a database');
  });

  it('shows the first lines that tell of people', async () => {
    const { store } = await storedShift();
    const job = startJob({
      kind: 'preview',
      task: taskOf({ format: 'csv' }),
      from: await store.whereabouts(),
      lines: 3,
    });
    const { lines, isComplete } = await job.result;
    expect(isComplete).toBe(false);
    expect(lines.map((line) => line.split(',')[3])).toEqual(['type', 'event', 'event']);
  });

  it.each([
    ['no session', 'Dear diary\n', 'no-session'],
    ['an empty file', '', 'no-session'],
  ])('reads from %s nothing', async (_what, content, trouble) => {
    const folder = await emptyFolder();
    const path = join(folder, 'a.ndjson');
    await writeFile(path, content);
    const into = { folder: join(folder, 'replay'), name: 'two', key: KEY };
    await expect(startJob({ kind: 'import', path, into }).result).rejects.toMatchObject({ trouble });
  });

  it('reads nothing from a file that is not there', async () => {
    const folder = await emptyFolder();
    const into = { folder: join(folder, 'replay'), name: 'two', key: KEY };
    const job = startJob({ kind: 'import', path: join(folder, 'gone.ndjson'), into });
    await expect(job.result).rejects.toMatchObject({ trouble: 'unreadable' });
  });
});
