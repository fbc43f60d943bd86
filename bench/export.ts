import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { systemClock } from '../electron/main/base/clock.ts';
import { createDiskTimelineStore } from '../electron/main/history/disk-timeline-store.ts';
import { openHistoryDisk } from '../electron/main/history/history-disk.ts';
import type { TimelineStore } from '../electron/main/history/timeline-store.ts';
import { ORIGINAL } from '../electron/main/recording/recorded.ts';
import { createRecordingThreads } from '../electron/main/recording/recording-thread.ts';
import type { ExportTask } from '../electron/main/recording/run-export.ts';
import { EMPTY_DIRECTORY } from '../shared/model/directory.ts';
import type { ExportFormat } from '../shared/model/recording.ts';
import { writeEvents } from './history-file.ts';
import { rounded } from './median.ts';

const SIZES = [100_000, 500_000] as const;
const FRAME_BYTES = 1_200;
const FORMATS: readonly ExportFormat[] = ['session', 'csv', 'har'];

const MAIN = join(import.meta.dirname, '../electron/main');
const startJob = createRecordingThreads(join(MAIN, 'recording/recording-worker.ts'));

interface Run {
  readonly seconds: number;
  readonly bytes: number;
  readonly loopDelayP99Ms: number;
  /** The same bytes, copied by a plain stream right after it. */
  readonly copySeconds: number;
}

/**
 * Exports an encrypted history in every format, with and without names, at two sizes; each beside a plain copy of the
 * file that came of it. The cost of an event is the slope between the sizes, so that what an export costs once does not
 * count. `loopDelayP99Ms` is that of the thread that listens to the organisation while another one writes.
 */
export async function* measureExport(): AsyncGenerator<Readonly<Record<string, string | number>>> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const store = openStore(folder);
  try {
    const runs = new Map<string, Run[]>();
    let stored = 0;
    for (const size of SIZES) {
      await writeEvents(store, { count: size - stored, frameBytes: FRAME_BYTES, everyMs: 125 });
      stored = size;
      for (const [name, task] of tasks()) {
        const run = await exportOnce(store, task, join(folder, 'export'));
        runs.set(name, [...(runs.get(name) ?? []), run]);
        process.stderr.write(`${name}: ${String(size)} events in ${run.seconds.toFixed(1)} s\n`);
      }
    }
    for (const [name, [small, large]] of runs) {
      if (small !== undefined && large !== undefined) yield lineOf(name, small, large);
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

function openStore(folder: string): TimelineStore {
  const options = {
    workerPath: join(MAIN, 'history/history-worker.ts'),
    searchWorkerPath: join(MAIN, 'history/search/search-worker.ts'),
    now: Date.now,
    onSlow: () => undefined,
  };
  const file = { folder: join(folder, 'history'), name: 'bench', key: '0123456789abcdef'.repeat(4) };
  return createDiskTimelineStore({
    open: () => openHistoryDisk(options, file),
    clock: systemClock,
    policy: () => ({ maxAgeMs: Infinity, maxBytes: Infinity }),
    say: ({ message }) => process.stderr.write(`${message}\n`),
    onTrouble: ({ message }) => process.stderr.write(`${message}\n`),
  });
}

function tasks(): readonly (readonly [string, ExportTask])[] {
  return FORMATS.flatMap((format) =>
    [true, false].map((isRedacted): readonly [string, ExportTask] => [
      isRedacted ? `${format}, redacted` : format,
      {
        request: { format, filter: '', isRedacted, from: null, to: null },
        facts: { appVersion: 'bench', exportedAt: 0, topics: [], organisation: null, clockOffsetMs: null },
        directory: EMPTY_DIRECTORY,
        origin: ORIGINAL,
        key: new Uint8Array(32).fill(1),
        // As many as a connection with one channel has.
        secrets: [
          'a token that is in no frame',
          'a channel that is in no frame',
          'an address that is in none',
        ],
        now: Date.now(),
      },
    ]),
  );
}

async function exportOnce(store: TimelineStore, task: ExportTask, path: string): Promise<Run> {
  const whereabouts = await store.whereabouts();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const startedAt = performance.now();
  await startJob({ kind: 'export', task, from: whereabouts, path }).result;
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  const { size: bytes } = await stat(path);
  const copiedAt = performance.now();
  await pipeline(createReadStream(path), createWriteStream(`${path}.copy`));
  const copySeconds = (performance.now() - copiedAt) / 1000;
  return { seconds, bytes, copySeconds, loopDelayP99Ms: delay.percentile(99) / 1e6 };
}

function lineOf(contender: string, small: Run, large: Run): Readonly<Record<string, string | number>> {
  const events = SIZES[1] - SIZES[0];
  const seconds = large.seconds - small.seconds;
  const megabytes = (large.bytes - small.bytes) / 1e6;
  return {
    contender,
    ratio: rounded((large.copySeconds - small.copySeconds) / seconds, 3),
    eventsPerSecond: Math.round(events / seconds),
    mbPerSecond: rounded(megabytes / seconds, 1),
    copyMbPerSecond: rounded(large.bytes / 1e6 / large.copySeconds, 1),
    microsecondsPerEvent: rounded((seconds / events) * 1e6, 1),
    secondsAt100k: rounded(small.seconds, 2),
    secondsAt500k: rounded(large.seconds, 2),
    loopDelayP99Ms: rounded(large.loopDelayP99Ms, 1),
    frameBytes: FRAME_BYTES,
  };
}
