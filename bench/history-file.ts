import type { TimelineStore, UnstoredRecord } from '../electron/main/history/timeline-store.ts';
import { Intake } from '../electron/main/monitor/intake.ts';
import { eventText } from './event-text.ts';

/** The writer stores so many at once when it is behind. */
const BATCH = 500;
const REPORT_EVERY = 100_000;

export interface WrittenEvents {
  readonly count: number;
  readonly frameBytes: number;
  /** One event happens in so much time; the last one happens now. */
  readonly everyMs: number;
  /** The text of a frame by its number; left out, presence events of some hundred people. */
  readonly textOf?: (index: number, bytes: number) => string;
}

/**
 * Fills a history as a session of the past would have: every frame is decoded, compared with its predecessor, numbered
 * and stored by the parts of Vigil that do so when it runs, only faster. What comes later may be compared with it.
 */
export async function writeEvents(
  store: Pick<TimelineStore, 'append'>,
  { count, frameBytes, everyMs, textOf = eventText }: WrittenEvents,
): Promise<void> {
  const end = Date.now();
  let at = 0;
  let batch: UnstoredRecord[] = [];
  const intake = new Intake({ monotonic: () => at }, (written) => {
    if (written.type !== 'repeat') batch.push(written);
  });
  for (let index = 0; index < count; index += 1) {
    at = end - (count - 1 - index) * everyMs;
    intake.take(1, textOf(index, frameBytes), at);
    if (batch.length === BATCH || index === count - 1) {
      await store.append(batch);
      batch = [];
    }
    if ((index + 1) % REPORT_EVERY === 0) process.stderr.write(`${String(index + 1)} events stored\n`);
  }
}
