import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTextSink } from '../testing/exported.ts';
import { emptyFolder } from '../testing/history-files.ts';
import { heldSourceOf, recordedShift, sourceOf, taskOf } from '../testing/recorded-entries.ts';
import { createFileSink, SYSTEM_FILES, type Files } from './file-sink.ts';
import { RecordingError } from './recording-error.ts';
import { runExport, type ExportCounts } from './run-export.ts';

const never = { isCancelled: () => false, report: () => undefined };

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('an export', () => {
  it('replaces what stood there only when it is whole', async () => {
    const path = join(await emptyFolder(), 'session.ndjson');
    await writeFile(path, 'what stood there');
    let during = '';
    const files: Files = {
      ...SYSTEM_FILES,
      rename: (from, to) => {
        during = existsSync(from) && existsSync(to) ? 'both' : 'one';
        SYSTEM_FILES.rename(from, to);
      },
    };
    runExport(taskOf(), { ...never, source: sourceOf(recordedShift()), sink: createFileSink(path, files) });
    expect(during).toBe('both');
    expect((await readFile(path, 'utf8')).startsWith('{"format":"vigil-session"')).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual(['session.ndjson']);
  });

  it('counts what it looked through and what it wrote, as it goes on', () => {
    const reports: ExportCounts[] = [];
    const sink = createTextSink();
    const counts = runExport(taskOf({ filter: 'type:event' }), {
      ...never,
      source: heldSourceOf(recordedShift()),
      sink,
      report: (report) => reports.push(report),
    });
    // With the gap.
    expect(counts).toEqual({ lookedThrough: 12, written: 5 });
    expect(reports.at(-1)).toEqual(counts);
  });

  it('that is cancelled leaves nothing behind', async () => {
    const folder = await emptyFolder();
    let asked = 0;
    const run = (): unknown =>
      runExport(taskOf(), {
        ...never,
        source: sourceOf(recordedShift()),
        sink: createFileSink(join(folder, 'a.ndjson')),
        isCancelled: () => (asked += 1) > 1,
      });
    expect(run).toThrow(expect.objectContaining({ trouble: 'cancelled' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['ENOSPC', 'full', 'The disk is full.'],
    ['EIO', 'unwritable', 'cannot be written there (EIO)'],
  ])('on a disk that answers %s says so and leaves nothing behind', async (code, trouble, message) => {
    const folder = await emptyFolder();
    const path = join(folder, 'a.csv');
    await writeFile(path, 'what stood there');
    const files: Files = {
      ...SYSTEM_FILES,
      write: () => {
        throw systemError(code);
      },
    };
    const run = (): unknown =>
      runExport(taskOf({ format: 'csv' }), {
        ...never,
        source: sourceOf(recordedShift()),
        sink: createFileSink(path, files),
      });
    expect(run).toThrow(expect.objectContaining({ trouble }));
    expect(run).toThrow(message);
    expect(readdirSync(folder)).toEqual(['a.csv']);
    expect(await readFile(path, 'utf8')).toBe('what stood there');
  });

  it('goes on where a disk took only a part at once', async () => {
    const path = join(await emptyFolder(), 'a.ndjson');
    const files: Files = {
      ...SYSTEM_FILES,
      write: (file, bytes) => SYSTEM_FILES.write(file, bytes.subarray(0, 1000)),
    };
    runExport(taskOf(), { ...never, source: sourceOf(recordedShift()), sink: createFileSink(path, files) });
    const whole = createTextSink();
    runExport(taskOf(), { ...never, source: sourceOf(recordedShift()), sink: whole });
    expect(await readFile(path, 'utf8')).toBe(whole.text());
  });

  it('into a folder that is not there says so', async () => {
    const path = join(await emptyFolder(), 'nowhere', 'a.ndjson');
    expect(() => createFileSink(path)).toThrow(expect.objectContaining({ trouble: 'unwritable' }));
  });

  it.each([true, false])('that would hold a secret writes nothing of it (redacted: %s)', (isRedacted) => {
    const sink = createTextSink();
    const task = taskOf({ isRedacted }, { secrets: ['systemPresence'] });
    const run = (): unknown => runExport(task, { ...never, source: sourceOf(recordedShift()), sink });
    expect(run).toThrow(RecordingError);
    expect(sink.isAbandoned()).toBe(true);
    expect(sink.text()).not.toContain('systemPresence');
  });

  it('with a filter that cannot be read does not begin', () => {
    const sink = createTextSink();
    const run = (): unknown =>
      runExport(taskOf({ filter: 'agent:(' }), { ...never, source: sourceOf(recordedShift()), sink });
    expect(run).toThrow('The filter cannot be read');
    expect(sink.text()).toBe('');
  });
});
