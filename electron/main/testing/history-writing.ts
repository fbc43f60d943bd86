/**
 * A process that stores batches as fast as it can, and writes the last position of each to stdout as soon as it may be
 * shown. It goes on until it is killed.
 *
 *     node history-writing.ts FOLDER KEY ROWS
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_RETENTION } from '../../../shared/model/history.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import { systemClock } from '../base/clock.ts';
import { createDiskTimelineStore } from '../history/disk-timeline-store.ts';
import { openHistoryDisk } from '../history/history-disk.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';

const [folder = '', key = '', rows = ''] = process.argv.slice(2);
const workerPath = join(import.meta.dirname, '../history/history-worker.ts');
const searchWorkerPath = join(import.meta.dirname, '../history/search/search-worker.ts');

const store = createDiskTimelineStore({
  open: () =>
    openHistoryDisk(
      { workerPath, searchWorkerPath, now: Date.now, onSlow: () => undefined },
      { folder, name: 'one', key },
    ),
  clock: systemClock,
  policy: () => DEFAULT_RETENTION,
  say: ({ message }) => writeSync(2, `${message}\n`),
  onTrouble: ({ message }) => writeSync(2, `${message}\n`),
});

const batch = Array.from({ length: Number(rows) }, (_, index): UnstoredRecord => {
  const topic = `v2.users.${String(index)}.presence`;
  const body = { text: 'x'.repeat(800) };
  return {
    at: Date.now(),
    type: 'event',
    event: anEvent({ topic }),
    arrival: { frame: JSON.stringify({ topicName: topic, eventBody: body }), body },
  };
});

for (;;) {
  const stored = await store.append(batch);
  writeSync(1, `${String(stored.at(-1)?.entry.position)}\n`);
}
